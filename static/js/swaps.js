// One rule for whatever htmx puts into the page: focus stays where it was, goes to the row that has
// taken its place, or else to the heading; and the page says by data-announce what changed.

const CONTROLS = "a[href], button:not(:disabled), summary, input:not([type=hidden]), select, textarea";

let left = null;

function rowsOf(region) {
  return [...region.querySelectorAll("li, tr")];
}

function rememberFocus(event) {
  const region = event.detail.target;
  const focused = document.activeElement;
  left = region.contains(focused)
    ? { region: region.id, row: rowsOf(region).indexOf(focused.closest("li, tr")) }
    : null;
  // The same words twice are read out twice, unless the page asked by itself.
  if (event.detail.requestConfig.triggeringEvent?.isTrusted) say("");
}

function isLost(focused) {
  return !focused || focused === document.body;
}

function keepFocus() {
  const region = left && document.getElementById(left.region);
  if (!region || !isLost(document.activeElement)) return;
  const rows = left.row < 0 ? [] : rowsOf(region);
  const row = rows[Math.min(left.row, rows.length - 1)];
  const control = row && [...row.querySelectorAll(CONTROLS)].find((one) => one.getClientRects().length);
  left = null;
  focusOn(control ?? region.querySelector("h2, h3") ?? region);
}

function focusOn(element) {
  if (!element.matches(CONTROLS)) element.tabIndex = -1;
  element.focus();
}

function say(words) {
  document.getElementById("announcer").textContent = words;
}

function announce(event) {
  const changed = event.target;
  const source = changed.closest("[data-announce]") ?? changed.querySelector("[data-announce]");
  if (source) say(source.dataset.announce);
}

document.addEventListener("htmx:beforeSwap", rememberFocus);
document.addEventListener("htmx:afterSettle", keepFocus);
document.addEventListener("htmx:afterSettle", announce);
