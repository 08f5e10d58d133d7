// The page for a time without a network: choose, note, and see what is not sent.

const page = {
  record: document.getElementById("record"),
  competency: document.getElementById("competency"),
  levels: document.getElementById("levels"),
  form: document.getElementById("draft-form"),
  list: document.getElementById("not-sent"),
  who: document.getElementById("offline-who"),
  keepComment: document.getElementById("keep-comment"),
};

function option(value, text) {
  const element = document.createElement("option");
  element.value = value;
  element.textContent = text;
  return element;
}

function chosen() {
  return drafts.wording().records?.find((record) => record.id === page.record.value);
}

// Initials first, where they are kept: a code is looked up, initials are known.
function nameOf({ initials, code, program }) {
  return [initials, code, program].filter(Boolean).join(" · ");
}

// Nothing is chosen before somebody chooses it.
function choices(select, options) {
  select.replaceChildren(option("", select.dataset.choose), ...options);
}

// Kept without anybody's page, the header does not know who reads: the device does.
function showReader() {
  const { own_initials } = drafts.wording();
  if (!own_initials) return;
  page.who.querySelector("span").textContent = own_initials;
  page.who.hidden = false;
  const end = document.querySelector(".bar-end");
  if (!drafts.owner) end?.replaceChildren(page.who);
}

function show(id, isShown) {
  document.getElementById(id).hidden = !isShown;
}

function showRecords() {
  const { records = [], owner } = drafts.wording();
  const canKeep = device.canKeep();
  const isKnown = Boolean(owner || drafts.owner);
  const isEmpty = records.length === 0 && shiftsToNote().length === 0;
  show("keeps-nothing", !canKeep);
  show("nothing-kept", canKeep && isEmpty && !isKnown);
  show("no-records", canKeep && isEmpty && isKnown);
  page.form.hidden = records.length === 0;
  choices(
    page.record,
    records.map((record) => option(record.id, nameOf(record))),
  );
  showRecord();
}

function showRecord() {
  const record = chosen();
  choices(
    page.competency,
    (record?.competencies ?? []).map((each) => option(each.id, each.title)),
  );
  page.levels.hidden = !record?.signs;
  page.levels.querySelector("div").replaceChildren(...(record?.levels ?? []).map(levelChoice));
}

function levelChoice(level) {
  const choice = document.getElementById("level-choice").content.cloneNode(true);
  choice.querySelector("input").value = level.id;
  choice.querySelector("b").textContent = level.value;
  choice.querySelector("strong").textContent = level.name;
  choice.querySelector("small").textContent = level.anchor;
  return choice;
}

function note(event) {
  event.preventDefault();
  const facts = new FormData(page.form);
  const record = chosen();
  const isKept = drafts.add({
    owner: drafts.wording().owner,
    draft_id: newId(),
    preceptorship: record.id,
    code: record.initials ? `${record.initials} · ${record.code}` : record.code,
    competency: facts.get("competency"),
    title: page.competency.selectedOptions[0].textContent,
    level: facts.get("level") ?? "",
    comment: page.keepComment.checked ? facts.get("comment") : "",
    recorded_at: new Date().toISOString(),
  });
  show("not-kept", !isKept);
  // What was typed stays where it can be read.
  if (!isKept) return;
  page.form.reset();
  page.record.value = record.id;
  showRecord();
  showComment();
  showNotSent();
  document.getElementById("announcer").textContent = page.form.dataset.noted;
  send();
}

// A version 4 id: without https there is no randomUUID.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function showNotSent() {
  const mine = drafts.mine();
  document.getElementById("not-sent-card").hidden = mine.length === 0;
  page.list.replaceChildren(...mine.map(row));
}

function row(draft) {
  const element = document.getElementById("draft-row").content.cloneNode(true);
  element.querySelector("strong").textContent = draft.title;
  element.querySelector("time").dateTime = draft.recorded_at;
  element.querySelector("time").textContent = new Date(draft.recorded_at).toLocaleString();
  element.querySelector("small span").textContent = draft.code;
  element.querySelector("[data-words]").textContent = draft.words ?? "";
  element.querySelector("[data-message]").textContent = draft.message ?? "";
  const link = element.querySelector("a");
  link.hidden = !draft.url;
  if (draft.url) link.href = draft.url;
  element.querySelector("button").addEventListener("click", () => {
    drafts.forget(draft.draft_id);
    showNotSent();
    showShifts();
  });
  return element;
}

function showComment() {
  document.getElementById("comment-field").hidden = !page.keepComment.checked;
}

page.record.addEventListener("change", showRecord);
page.form.addEventListener("submit", note);
page.keepComment.addEventListener("change", showComment);
document.addEventListener("wording", showRecords);
document.addEventListener("wording", showShifts);
window.addEventListener("online", () => setTimeout(showNotSent, 1000));
showReader();
showRecords();
showShifts();
showNotSent();
showComment();
