"""One face over every engine: as many hands as the daily jobs need, on a phone's screen."""

import time
import warnings
from abc import ABC, abstractmethod
from contextlib import contextmanager

WIDTH, HEIGHT = 390, 844
# Seconds until something that is not there counts as missing.
PATIENCE = 20
# Seconds that a page may take to come: left alone, both drivers wait for five minutes.
PAGE_SECONDS = 60

# What can be pressed, ticked, filled in or chosen from, by the name that is read to people: the
# whole of it before a part, and what is in the page before what stands around every page.
FIND = r"""
const [kind, name, within] = arguments;
const kinds = {
  press: "button, [type=submit], summary, a[href]",
  tick: "[type=radio], [type=checkbox]",
  fill: "input:not([type=hidden], [type=radio], [type=checkbox]), textarea",
  choose: "select",
};
const plain = (text) => (text ?? "").replace(/\s+/g, " ").trim();
const nameOf = (element) => plain(
  element.getAttribute("aria-label")
  || Array.from(element.labels ?? [], (label) => label.textContent).join(" ")
  || element.textContent
  || (kind === "press" ? element.value : "")
);
const isIn = (element) => !within
  || plain(element.closest("tr, li, fieldset, [role=radiogroup], form")?.textContent)
    .includes(within);
const ranks = [
  (element) => nameOf(element) === name,
  (element) => nameOf(element).startsWith(name),
  (element) => nameOf(element).includes(name),
];
const handsOf = (element) => [element, ...(kind === "tick" ? element.labels : [])];
// What is hidden from the eye alone measures one pixel.
const isShown = (element) =>
  handsOf(element).some((hand) => hand.getBoundingClientRect().width > 1);
const isOn = (hand) => {
  const { x, y, width, height } = hand.getBoundingClientRect();
  return hand.contains(document.elementFromPoint(x + width / 2, y + height / 2));
};
const shown = [...document.querySelectorAll(kinds[kind])]
  .filter((element) => isShown(element) && isIn(element));
const inMain = shown.filter((element) => element.closest("main"));
const found = [inMain, shown].flatMap((some) => ranks.map((rank) => some.find(rank)))
  .find(Boolean);
if (!found) return null;
// What is ticked is drawn by itself or by its label: whichever a finger would meet.
found.scrollIntoView({ block: "center", behavior: "instant" });
return handsOf(found).find(isOn) ?? found;
"""

# A day is typed part by part, in an order of the engine's own: here it comes as a whole.
PUT = """
const [field, value] = arguments;
if (!["date", "time"].includes(field.type)) return false;
field.value = value;
for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
return true;
"""

CHOOSE = """
const [select, name] = arguments;
return [...select.options].find((option) => option.textContent.trim().startsWith(name)) ?? null;
"""


@contextmanager
def unwarned():
    """What a driver is warned of, such as its own age, is for those who write it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class Missing(AssertionError):
    """The page does not hold what somebody looks for."""


class Engine(ABC):
    """A browser that one person after another holds."""

    # What the engine raises when an element goes with its page, before it is used.
    gone = ()

    def __init__(self, site):
        self.site = site

    # Each engine has its own way to do these.

    @abstractmethod
    def open(self, address): ...

    @abstractmethod
    def run(self, script, *values): ...

    @abstractmethod
    def cookies(self, *cookies):
        """Forget what there is, and take these."""

    @abstractmethod
    def close(self): ...

    # What a person does.

    def go(self, path):
        self.open(f"{self.site}{path}")

    def become(self, session=None):
        """Whoever held the phone is gone with all that it kept; the session is there."""
        self.go("/accounts/login/")
        self.run("localStorage.clear(); sessionStorage.clear();")
        self.cookies(*([session] if session else []))

    def press(self, name, within=""):
        self._use("press", name, within, lambda element: element.click())

    def tick(self, name, within=""):
        self._use("tick", name, within, lambda element: element.click())

    def fill(self, name, text, within=""):
        def write(element):
            if not self.run(PUT, element, text):
                element.clear()
                element.send_keys(text)

        self._use("fill", name, within, write)

    def choose(self, name, option, within=""):
        """Choose the option that begins so."""
        self._use("choose", name, within, lambda element: self.run(CHOOSE, element, option).click())

    # What a person sees.

    def text(self):
        """What the page says, in one line: where it breaks is the engine's own affair."""
        shown = self.run("return document.querySelector('main')?.innerText ?? ''")
        return " ".join(shown.split())

    def path(self):
        return self.run("return location.pathname")

    def count(self, selector):
        return self.run("return document.querySelectorAll(arguments[0]).length", selector)

    def sees(self, text):
        """Wait until the page says so.

        :raises Missing: if it never does.
        """
        self.wait_until(lambda: text in self.text(), f"“{text}”")

    def wait_until(self, is_so, what):
        """Ask until it is so; what goes with its page while it is asked is asked again.

        :raises Missing: if it never is.
        """
        end = time.monotonic() + PATIENCE
        while True:
            found, why = None, None
            try:
                found = is_so()
            except self.gone as error:
                why = error
            if found:
                return
            if time.monotonic() > end:
                raise Missing(f"No {what} on {self.path()}:\n{self.text()}") from why
            time.sleep(0.05)

    def _use(self, kind, name, within, act):
        """Find it and use it, again where the page went meanwhile."""

        def find_and_use():
            element = self.run(FIND, kind, name, within)
            if element is not None:
                act(element)
            return element is not None

        self.wait_until(find_and_use, f"“{name}” to {kind}")
