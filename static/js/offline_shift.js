// A note about a shift without a network: which one, what was taught, one sentence.
// It is sent as it is; what the server refuses is shown below with its words.

const shiftPage = {
  form: document.getElementById("shift-form"),
  shifts: document.getElementById("shifts"),
  skills: document.getElementById("shift-skills"),
  near: document.getElementById("near-skills"),
  more: document.getElementById("more-skills"),
  moreLines: document.getElementById("more-lines"),
  keepSentence: document.getElementById("keep-sentence"),
  days: 2,
};

// By the server's clock when it was last heard: a device's own may be wrong.
function serverNow({ now, at }) {
  return Date.parse(now) + Date.now() - at;
}

// Those of the last days that have begun, and are not noted on this device already.
function shiftsToNote() {
  const wording = drafts.wording();
  const now = serverNow(wording);
  const since = now - shiftPage.days * 24 * 60 * 60 * 1000;
  const noted = drafts.mine().map((draft) => draft.shift);
  return (wording.shifts ?? []).filter(
    ({ id, starts_at, ends_at }) =>
      !noted.includes(id) && Date.parse(starts_at) <= now && Date.parse(ends_at) > since,
  );
}

function chosenShift() {
  const id = new FormData(shiftPage.form).get("shift");
  return shiftsToNote().find((shift) => shift.id === id);
}

function showShifts() {
  const shifts = shiftsToNote();
  shiftPage.form.hidden = shifts.length === 0;
  shiftPage.shifts.replaceChildren(...shifts.map(shiftChoice));
  showShiftSkills();
  showSentence();
}

function shiftChoice(shift) {
  const choice = document.getElementById("shift-choice").content.cloneNode(true);
  choice.querySelector("input").value = shift.id;
  choice.querySelector("strong").textContent = shift.when;
  choice.querySelector("small").textContent = [shift.initials, shift.code].filter(Boolean).join(" · ");
  return choice;
}

function showShiftSkills() {
  const { near = [], more = [] } = chosenShift() ?? {};
  shiftPage.skills.hidden = near.length === 0;
  shiftPage.near.replaceChildren(...near.map(taughtLine));
  shiftPage.more.hidden = more.length === 0;
  shiftPage.moreLines.replaceChildren(...more.map(taughtLine));
}

function taughtLine(skill) {
  const line = document.getElementById("taught-choice").content.cloneNode(true);
  line.querySelector("legend").textContent = skill.title;
  for (const tick of line.querySelectorAll("input")) {
    tick.dataset.words = `${skill.title}: ${tick.nextElementSibling.textContent}`;
    tick.value = `${skill.id} ${tick.value}`;
  }
  return line;
}

function showSentence() {
  show("sentence-field", shiftPage.keepSentence.checked);
}

function noteShift(event) {
  event.preventDefault();
  const shift = chosenShift();
  const ticks = [...shiftPage.form.querySelectorAll("[name=taught]:checked")];
  const typed = new FormData(shiftPage.form).get("next_time").trim();
  const sentence = shiftPage.keepSentence.checked ? typed : "";
  const saysNothing = ticks.length === 0 && !sentence;
  show("shift-says-nothing", saysNothing);
  if (saysNothing) return;
  const isKept = drafts.add({
    kind: "shift",
    owner: drafts.wording().owner,
    draft_id: newId(),
    shift: shift.id,
    taught: ticks.map((tick) => tick.value).join("\n"),
    next_time: sentence,
    words: [...ticks.map((tick) => tick.dataset.words), sentence].filter(Boolean).join(" · "),
    title: `${shiftPage.form.dataset.title}, ${shift.when}`,
    code: shift.initials ? `${shift.initials} · ${shift.code}` : shift.code,
    recorded_at: new Date().toISOString(),
  });
  show("shift-not-kept", !isKept);
  // What was typed stays where it can be read.
  if (!isKept) return;
  shiftPage.form.reset();
  showShifts();
  showNotSent();
  document.getElementById("announcer").textContent = shiftPage.form.dataset.noted;
  send();
}

shiftPage.shifts.addEventListener("change", showShiftSkills);
shiftPage.keepSentence.addEventListener("change", showSentence);
shiftPage.form.addEventListener("submit", noteShift);
