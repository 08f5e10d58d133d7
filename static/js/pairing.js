// As one chooses, the load of the guides is counted anew, and the reason for an exception shows
// itself where the chosen guide needs one. Without this script the reason opens by hand and the
// load is right after saving.

const CHOICES = ".pairing-table select";
const PLACES = JSON.parse(document.getElementById("places").textContent);

function choices() {
  return [...document.querySelectorAll(CHOICES)];
}

function reasonOf(select) {
  return select.parentElement.querySelector(".pairing-reason");
}

function isReasonTyped(select) {
  return reasonOf(select).querySelector("input").value.trim() !== "";
}

// What of each guide's draft stands on other pages, by what this page showed when it came.
const elsewhere = {};
for (const [guide, [, , drafted]] of Object.entries(PLACES)) elsewhere[guide] = drafted;
for (const input of document.querySelectorAll(".pairing-table input[name^='seen-']")) {
  if (input.value in elsewhere) elsewhere[input.value] -= 1;
}

function draftedOf(guide) {
  return elsewhere[guide] + choices().filter((select) => select.value === guide).length;
}

// Rows with a reason are counted last, so that the reason is theirs and nobody else's.
function needsReason(select) {
  const chosen = select.selectedOptions[0];
  if (!chosen || !(chosen.value in PLACES)) return false;
  if (chosen.dataset.needsReason === "rule") return true;
  const [load, capacity] = PLACES[chosen.value];
  const over = load + draftedOf(chosen.value) - capacity;
  const others = choices().filter(
    (other) => other !== select && other.value === chosen.value && isReasonTyped(other),
  );
  return over > others.length;
}

function showReason(select) {
  const reason = reasonOf(select);
  const isNeeded = needsReason(select);
  reason.hidden = !isNeeded && !isReasonTyped(select);
  if (isNeeded) reason.open = true;
}

function words(template, facts) {
  return template.replace(/\{(\w+)\}/g, (_whole, name) => facts[name]);
}

function showLoad(line) {
  const guide = line.dataset.guide;
  const [load, capacity] = PLACES[guide];
  const drafted = draftedOf(guide);
  const { plain, drafted: withDraft } = line.closest(".pairing-load").dataset;
  const template = drafted ? withDraft : plain;
  line.querySelector("[data-load]").textContent = words(template, { load, capacity, drafted });
  line.querySelector("[data-over]").hidden = load + drafted <= capacity;
  line.querySelector("[data-full]").hidden = load + drafted !== capacity;
  const dots = line.querySelector(".dots");
  if (!dots) return;
  const places = [...Array(load).fill("full"), ...Array(drafted).fill("drafted")];
  while (places.length < capacity) places.push("");
  dots.replaceChildren(
    ...places.map((place) => {
      const dot = document.createElement("i");
      dot.className = place;
      return dot;
    }),
  );
}

function showAll() {
  choices().forEach(showReason);
  document.querySelectorAll("[data-guide]").forEach(showLoad);
}

showAll();

document.addEventListener("change", (event) => {
  if (event.target.closest(".pairing-table")) showAll();
});

// All guides come as another select in the place of the short one: what was chosen there stays.
let chosenBefore = "";

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.matches(CHOICES)) chosenBefore = event.target.value;
});

document.addEventListener("htmx:load", (event) => {
  const select = event.target;
  if (!select.matches(CHOICES)) return;
  // Unless somebody was quicker.
  const drafted = select.querySelector("option[selected]")?.value ?? "";
  if (select.value === drafted) select.value = chosenBefore;
  select.parentElement.querySelector(".pairing-all").remove();
  showAll();
  select.focus();
});
