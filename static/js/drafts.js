// What was noted without a network: counted on every page, sent when there is one again.
//
// On the device lie the wording of competencies, opaque ids, levels, times and one's own
// initials. No names; a comment only where its author asked for it to be kept
// (static/js/offline.js), learners' initials only where their preceptor agreed to it here.

const drafts = {
  owner: document.body.dataset.owner ?? "",

  all() {
    const kept = device.read("drafts", []);
    return Array.isArray(kept) ? kept : [];
  },

  mine() {
    const owner = this.owner || this.wording().owner;
    return this.all().filter((draft) => draft.owner === owner);
  },

  keep(all) {
    const isKept = device.write("drafts", all);
    showUnsent();
    return isKept;
  },

  add(draft) {
    return this.keep([...this.all(), draft]);
  },

  forget(id) {
    this.keep(this.all().filter((draft) => draft.draft_id !== id));
  },

  refuse(id, { message, url }) {
    this.keep(this.all().map((one) => (one.draft_id === id ? { ...one, message, url } : one)));
  },

  // Who agreed on this device to keep the initials of their learners.
  get hasAgreed() {
    return Boolean(this.owner) && device.read("initials", "") === this.owner;
  },

  wording() {
    return device.read("wording", {});
  },
};

function showUnsent() {
  const sign = document.getElementById("unsent");
  const mine = drafts.mine().length;
  const others = drafts.owner ? drafts.all().length - mine : 0;
  sign.hidden = !mine && !others;
  sign.querySelector("b").textContent = mine || others;
  sign.querySelector("[data-mine]").hidden = !mine;
  sign.querySelector("[data-others]").hidden = Boolean(mine);
}

// One after the other; each is forgotten only when the server says that it has it.
async function send() {
  if (!drafts.owner || !navigator.onLine || send.isRunning) return;
  send.isRunning = true;
  const stored = [];
  try {
    for (const draft of drafts.mine()) {
      const answer = await deliver(draft);
      if (answer.state === "stored") {
        drafts.forget(draft.draft_id);
        stored.push(draft);
      } else if (answer.state === "refused") drafts.refuse(draft.draft_id, answer);
      else break;
    }
  } catch {
    // No network after all: they stay, and the next page tries again.
  } finally {
    send.isRunning = false;
  }
  if (stored.length) showArrived(stored);
}

// A note about a shift is done with; what was noted of a skill waits to be signed or asked for.
function showArrived(stored) {
  const arrived = document.getElementById("arrived");
  arrived.querySelector("a").hidden = stored.every((draft) => draft.kind === "shift");
  arrived.hidden = false;
}

async function deliver(draft) {
  const { address, facts } = parcelOf(draft);
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  const response = await fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": token?.value ?? "" },
    body: new URLSearchParams(facts),
  });
  const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
  return isOurs ? response.json() : { state: "unknown" };
}

function parcelOf(draft) {
  const { send: address, sendShift } = document.getElementById("unsent").dataset;
  if (draft.kind === "shift") {
    const { draft_id: idempotency_key, shift, taught, next_time } = draft;
    return { address: sendShift, facts: { idempotency_key, shift, taught, next_time } };
  }
  const { draft_id, preceptorship, competency, level, comment, recorded_at } = draft;
  return { address, facts: { draft_id, preceptorship, competency, level, comment, recorded_at } };
}

// The wording of today, for the next time without a network.
async function refreshWording() {
  const kept = drafts.wording();
  const isSame = kept.owner === drafts.owner && kept.with_initials === drafts.hasAgreed;
  const isFresh = isSame && Date.now() - kept.at < 6 * 60 * 60 * 1000;
  if (!drafts.owner || isFresh) return;
  try {
    const address = document.getElementById("unsent").dataset.wording;
    const response = await fetch(drafts.hasAgreed ? `${address}?initials=yes` : address);
    if (!response.ok) return;
    const wording = { ...(await response.json()), at: Date.now() };
    device.write("wording", wording);
    document.dispatchEvent(new Event("wording"));
  } catch {
    // What was kept before will do.
  }
}

// Asked once on a device: without initials learners are codes there.
function offerInitials() {
  const offer = document.getElementById("keep-initials");
  if (!offer || !device.canKeep()) return;
  offer.hidden = false;
  const box = offer.querySelector("input");
  box.checked = drafts.hasAgreed;
  box.addEventListener("change", () => {
    device.write("initials", box.checked ? drafts.owner : "");
    refreshWording();
  });
}

// Logging out wipes the device; what was not sent is asked about first.
function beforeLogOut(event) {
  const form = event.target;
  if (!("logOut" in form.dataset)) return;
  const dialog = document.getElementById("unsent-dialog");
  if (drafts.mine().length) {
    event.preventDefault();
    dialog.querySelector("b").textContent = drafts.mine().length;
    dialog.showModal();
    dialog.onclose = () => {
      if (dialog.returnValue !== "delete") return send();
      wipeDevice();
      form.submit();
    };
    return;
  }
  wipeDevice();
}

async function registerWorker() {
  try {
    await navigator.serviceWorker?.register(document.body.dataset.worker);
  } catch {
    // A browser that keeps nothing keeps no worker either: every page works without it.
  }
}


document.addEventListener("submit", beforeLogOut, { capture: true });
window.addEventListener("online", send);
if (document.body.dataset.worker) registerWorker();
showUnsent();
offerInitials();
refreshWording();
send();
