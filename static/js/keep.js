// What is typed stays on the device until the server answered: a signal that drops loses
// nothing, and what is sent again because its answer was lost is done once (people/middleware.py).
//
// It lies in the tab alone, for a quarter of an hour, for whoever typed it: logging out and
// another person wipe it. Passwords, PINs, codes and files are never kept.
// docs/decisions/0023-what-is-typed-stays.md says why.

const keep = {
  owner: document.body.dataset.owner ?? "",
  sign: document.getElementById("kept"),
  minutes: 15,
  // Longer than a slow answer takes, shorter than anybody waits at a bedside.
  patience: 6000,
  // A page that came just now came from somewhere: what is pressed at once is sent at once.
  cameAt: Date.now(),
  isFresh: 10000,

  read(form) {
    return tab.read(keyOf(form), null);
  },

  // Whether it could be written.
  write(form, isSent) {
    return tab.write(keyOf(form), {
      owner: this.owner,
      at: Date.now(),
      token: tokenOf(form).value,
      isSent: isSent || this.read(form)?.isSent || false,
      values: valuesOf(form),
    });
  },

  // What is too old or somebody else's goes, and what the server has answered.
  prune() {
    const answered = answeredToken();
    for (const key of tab.keys().filter((name) => name.startsWith("kept:"))) {
      const entry = tab.read(key, null);
      const isOld = !entry || Date.now() - entry.at > this.minutes * 60 * 1000;
      const isOthers = entry && this.owner && entry.owner !== this.owner;
      if (isOld || isOthers || entry.token === answered) tab.forget(key);
    }
  },
};

function keyOf(form) {
  const place = form.getAttribute("action") || location.pathname + location.search;
  return `kept:${location.pathname}:${place}:${form.id}`;
}

// A field of the form may be called "method" or "action", so that only attributes tell.
function isPosted(form) {
  return form.getAttribute("method")?.toLowerCase() === "post" && !("many" in form.dataset);
}

function isKept(control) {
  if (!control.name || control.name === "csrfmiddlewaretoken") return false;
  if (control.type === "hidden") return /(^|-)(idempotency_key|kept|opened)$/.test(control.name);
  if (["password", "file", "submit", "button", "image", "reset"].includes(control.type)) return false;
  if (/(^|[-_])(pin|password|code)$/.test(control.name)) return false;
  return !/(password|one-time-code)/.test(control.autocomplete ?? "");
}

function isChoice(control) {
  return control.type === "radio" || control.type === "checkbox";
}

function controlsOf(form) {
  return Array.from(form.elements).filter(isKept);
}

function valuesOf(form) {
  return controlsOf(form).map((control) => {
    if (isChoice(control)) return [control.name, control.value, control.checked];
    if (control.multiple) {
      return [control.name, Array.from(control.selectedOptions, (chosen) => chosen.value)];
    }
    return [control.name, control.value];
  });
}

// What was sent comes back whole. Of what was not, only words: nobody signs a level that they
// touched ten minutes ago and forgot. With them comes what stood there when they were typed, by
// which the server sees whether somebody else has changed it since (common/edit_form.py).
function fill(form, { values, isSent }) {
  const left = [...values];
  let isChanged = false;
  for (const control of controlsOf(form)) {
    const place = left.findIndex(
      ([name, value]) => name === control.name && (!isChoice(control) || value === control.value),
    );
    if (place < 0) continue;
    const [[, value, checked]] = left.splice(place, 1);
    const isWords = control.matches("textarea, input:not([type]), [type=text], [name$=opened]");
    if (!isSent && !isWords) continue;
    if (isChoice(control)) {
      isChanged ||= control.checked !== checked;
      control.checked = checked;
    } else if (control.multiple) {
      for (const choice of control.options) choice.selected = value.includes(choice.value);
    } else {
      isChanged ||= control.type !== "hidden" && control.value !== value;
      control.value = value;
    }
    control.closest("details")?.setAttribute("open", "");
  }
  return isChanged;
}

// One token for what one sends, however often: the server knows by it what it has done.
function tokenOf(form) {
  const known = Array.from(form.elements).find((control) => control.name === "kept");
  if (known) return known;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "kept";
  field.value = newToken();
  form.append(field);
  return field;
}

// Without https there is no randomUUID.
function newToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function answeredToken() {
  return document.cookie.match(/(?:^|; )(?:__Host-)?answered=([0-9a-f]{32})/)?.[1];
}

function tell(name) {
  for (const part of keep.sign.querySelectorAll("[data-when]")) {
    part.hidden = !part.dataset.when.split(" ").includes(name);
  }
  keep.sign.hidden = false;
}

async function hasSignal() {
  if (!navigator.onLine) return false;
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), keep.patience);
  try {
    const options = { cache: "no-store", credentials: "omit", signal: waiting.signal };
    return (await fetch(keep.sign.dataset.health, options)).ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

// The page stays until there is somebody to send it to.
async function sendWithSignal(event) {
  const form = event.target;
  if (event.defaultPrevented || !isPosted(form)) return;
  const { submitter } = event;
  if (form.hasAttribute("hx-post") || submitter?.hasAttribute("hx-post")) return;
  // In another tab; here nothing changes.
  if (submitter?.hasAttribute("formtarget")) return;
  const isWritten = keep.write(form, submitter && "elsewhere" in submitter.dataset ? "elsewhere" : true);
  if (navigator.onLine && Date.now() - keep.cameAt < keep.isFresh) return;
  event.preventDefault();
  if (await hasSignal()) return sendNow(form, submitter);
  release(form);
  tell(isWritten ? "kept" : "not-kept");
}

function sendNow(form, submitter) {
  if (submitter?.name) {
    const pressed = document.createElement("input");
    pressed.type = "hidden";
    pressed.name = submitter.name;
    pressed.value = submitter.value;
    pressed.dataset.pressed = "";
    form.append(pressed);
  }
  if (submitter?.hasAttribute("formaction")) {
    form.setAttribute("action", submitter.getAttribute("formaction"));
  }
  HTMLFormElement.prototype.submit.call(form);
}

// Somebody proves elsewhere that it is they: in this tab, if all that they typed can wait in it.
function stayInTab(event) {
  const button = event.target.closest("button[data-elsewhere]");
  if (!button?.form || hasFiles(button.form) || !keep.write(button.form, "elsewhere")) return;
  button.removeAttribute("formtarget");
  button.value = location.pathname + location.search;
}

function hasFiles(form) {
  return Array.from(form.elements).some((control) => control.type === "file" && control.value);
}

function keepTyped(event) {
  const { form } = event.target;
  if (form && isPosted(form) && isKept(event.target)) keep.write(form, false);
}

// The log-in page, after a form whose session was over, says that its text is still there.
function sayThatItIsKept() {
  const sign = document.querySelector("[data-kept-here]");
  if (sign) sign.hidden = !tab.keys().some((key) => key.startsWith("kept:"));
}

function bringBack() {
  keep.prune();
  sayThatItIsKept();
  for (const form of document.querySelectorAll("form")) {
    if (!isPosted(form)) continue;
    const entry = keep.read(form);
    if (!entry || entry.owner !== keep.owner) continue;
    // What the server showed again with what is wrong counts more.
    if (form.querySelector(".invalid-feedback")) continue;
    tokenOf(form).value = entry.token;
    if (fill(form, entry)) tell(whenOf(entry));
  }
}

function whenOf({ isSent }) {
  if (isSent === "elsewhere") return "elsewhere";
  return isSent ? "again" : "typed";
}

// Out of the browser's memory a page comes as it was left: what was answered is another thing now.
function renew(event) {
  if (!event.persisted) return;
  keep.prune();
  for (const field of document.querySelectorAll("input[name=kept]")) {
    if (!keep.read(field.form)) field.value = newToken();
  }
  for (const pressed of document.querySelectorAll("[data-pressed]")) pressed.remove();
}

function clearKept() {
  for (const form of document.querySelectorAll("form")) tab.forget(keyOf(form));
  location.reload();
}

document.addEventListener("submit", sendWithSignal);
document.addEventListener("click", stayInTab);
document.addEventListener("input", keepTyped);
document.addEventListener("change", keepTyped);
document.addEventListener("htmx:sendError", () => tell("not-sent"));
window.addEventListener("pageshow", renew);
keep.sign.querySelector("[data-clear]").addEventListener("click", clearKept);
setInterval(() => keep.prune(), 60 * 1000);
bringBack();
