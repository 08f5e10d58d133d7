// The reason for an exception shows itself where the chosen guide needs one, and else keeps out
// of the way. Without this script it opens by hand.

function showReason(select) {
  const reason = select.parentElement.querySelector(".pairing-reason");
  const chosen = select.selectedOptions[0];
  const isNeeded = chosen !== undefined && "needsReason" in chosen.dataset;
  const isFilled = reason.querySelector("input").value !== "";
  reason.hidden = !isNeeded && !isFilled;
  if (isNeeded) reason.open = true;
}

for (const select of document.querySelectorAll(".pairing-table select")) {
  showReason(select);
  select.addEventListener("change", () => showReason(select));
}
