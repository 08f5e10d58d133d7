"""The forms of a page as a browser sends them, read from its HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# What is typed into, and where any words do; a password is never shown again.
_ANY_WORDS = {"text", "search"}
_TYPED = _ANY_WORDS | {"email", "url", "number", "date", "time", "tel"}
_CHOSEN = {"checkbox", "radio"}


@dataclass
class PageForm:
    """Where a form goes, what it sends untouched, and what one types into."""

    action: str
    method: str
    sent: dict[str, list[str]] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    # Those of them into which one may type any words.
    texts: set[str] = field(default_factory=set)

    def add(self, name, value):
        self.sent.setdefault(name, []).append(value)

    def add_typed(self, name, value, *, is_text):
        self.add(name, value)
        self.typed.add(name)
        if is_text:
            self.texts.add(name)


def forms_of_page(html: str, address: str) -> list[PageForm]:
    """Return the forms of the page at ``address``, to which a form without an action goes."""
    reader = _Reader(address)
    reader.feed(html)
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self, address):
        super().__init__()
        self.address = address
        self.forms, self.by_id = [], {}
        # The form, the choice and the text one is inside of.
        self.form = self.select = self.area = None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            action = attributes.get("action") or self.address
            self.form = PageForm(action, attributes.get("method", "get").lower())
            self.forms.append(self.form)
            self.by_id[attributes.get("id")] = self.form
        read = {
            "input": self._read_input,
            "button": self._read_button,
            "textarea": self._read_area,
            "select": self._read_select,
            "option": self._read_option,
        }.get(tag)
        form = self.by_id.get(attributes["form"]) if "form" in attributes else self.form
        if read and form and "disabled" not in attributes:
            read(form, attributes.get("name"), attributes)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.form.sent[self.area][-1] += data

    def _read_input(self, form, name, attributes):
        kind, value = attributes.get("type", "text"), attributes.get("value", "")
        if not name:
            return
        if kind in _TYPED:
            form.add_typed(name, value, is_text=kind in _ANY_WORDS)
        elif kind in _CHOSEN and "checked" in attributes:
            form.add(name, value or "on")
        elif kind in ("hidden", "submit", "password"):
            form.add(name, value)

    def _read_button(self, form, name, attributes):
        # The first one is what Enter presses.
        if name and name not in form.sent:
            form.add(name, attributes.get("value", ""))

    def _read_area(self, form, name, attributes):
        form.add_typed(name, "", is_text=True)
        self.area = name

    def _read_select(self, form, name, attributes):
        self.select = name

    def _read_option(self, form, name, attributes):
        value = attributes.get("value", "")
        if self.select and ("selected" in attributes or self.select not in form.sent):
            form.sent[self.select] = [value]
