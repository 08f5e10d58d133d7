// The reason for an exception shows itself where the chosen guide needs one, and else keeps out
// of the way. Without this script it opens by hand.

const CHOICES = ".pairing-table select";

function showReason(select) {
  const reason = select.parentElement.querySelector(".pairing-reason");
  const chosen = select.selectedOptions[0];
  const isNeeded = chosen !== undefined && "needsReason" in chosen.dataset;
  const isFilled = reason.querySelector("input").value !== "";
  reason.hidden = !isNeeded && !isFilled;
  if (isNeeded) reason.open = true;
}

document.querySelectorAll(CHOICES).forEach(showReason);

document.addEventListener("change", (event) => {
  if (event.target.matches(CHOICES)) showReason(event.target);
});

// All guides come as another select in the place of the short one: what was chosen there stays.
let chosenBefore = "";

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.matches(CHOICES)) chosenBefore = event.target.value;
});

document.addEventListener("htmx:load", (event) => {
  const select = event.target;
  if (!select.matches(CHOICES)) return;
  select.value = chosenBefore;
  select.parentElement.querySelector(".pairing-all").remove();
  showReason(select);
  select.focus();
});
