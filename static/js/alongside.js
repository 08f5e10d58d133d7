// Makes pages quicker to use; every one of them works without it.

// A form is sent once, however often its button is pressed. The server decides all the same.
function guardAgainstSecondSubmit(event) {
  const form = event.target;
  // By the attribute: a field may be called "method", and be what form.method names.
  const isPosted = form.getAttribute("method")?.toLowerCase() === "post";
  if (event.defaultPrevented || !isPosted || "many" in form.dataset) return;
  if ("sending" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "";
  // Later, because a disabled button's own name and value would not be sent.
  setTimeout(() => "sending" in form.dataset && setButtons(form, true));
}

function setButtons(form, areDisabled) {
  for (const control of form.elements) {
    if (control.type === "submit") control.disabled = areDisabled;
  }
}

// A page that comes back out of the browser's memory has not been sent.
function releaseForms() {
  document.querySelectorAll("form[data-sending]").forEach(release);
}

function release(form) {
  delete form.dataset.sending;
  setButtons(form, false);
}

function isTyping(element) {
  return element.isContentEditable || element.matches("input, textarea, select");
}

function focusSearch(event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = document.getElementById("search-people");
  if (!search || !search.getClientRects().length || isTyping(event.target)) return;
  event.preventDefault();
  search.focus();
}

// Menus are <details>: a press elsewhere or Escape closes them, Escape gives focus back.
function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    const isInside = menu.contains(event.target);
    if (event.type === "click" && isInside) continue;
    if (event.type === "keydown") {
      if (event.key !== "Escape") return;
      if (isInside) menu.querySelector("summary").focus();
    }
    menu.open = false;
  }
}

// Paper shows what is folded away: print.css does it where a style sheet can.
const UNFOLDS_BY_STYLE =
  "CSS" in window && CSS.supports("selector(details::details-content)");

function unfoldForPaper() {
  if (UNFOLDS_BY_STYLE) return;
  for (const fold of document.querySelectorAll("main details:not([open], .menu)")) {
    fold.open = true;
    fold.dataset.unfolded = "";
  }
}

function foldAgain() {
  for (const fold of document.querySelectorAll("details[data-unfolded]")) {
    fold.open = false;
    delete fold.dataset.unfolded;
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

document.addEventListener("submit", guardAgainstSecondSubmit);
window.addEventListener("pageshow", releaseForms);
document.addEventListener("keydown", focusSearch);
document.addEventListener("keydown", closeMenus);
document.addEventListener("click", closeMenus);
window.addEventListener("beforeprint", unfoldForPaper);
window.addEventListener("afterprint", foldAgain);
