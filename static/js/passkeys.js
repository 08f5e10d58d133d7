// Passkeys: the device asks for a finger, a face or its PIN, and signs what the server made up for
// this once. What stands for them in a page stays hidden where the browser knows none, and the
// password or a code does as well.

// They are bound to a name, and an address of numbers is none.
const hasName = !/^[\d.]+$|:/.test(location.hostname);
const knowsPasskeys = hasName && "PublicKeyCredential" in window && "credentials" in navigator;

function toBytes(text) {
  const letters = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

function toText(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
  return btoa(letters.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function named(keys) {
  return (keys ?? []).map((key) => ({ ...key, id: toBytes(key.id) }));
}

async function makePasskey({ publicKey }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
    },
  });
  return written(made, {
    attestationObject: toText(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
}

async function usePasskey({ publicKey }) {
  const used = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: named(publicKey.allowCredentials),
    },
  });
  const { authenticatorData, signature, userHandle } = used.response;
  return written(used, {
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    ...(userHandle && { userHandle: toText(userHandle) }),
  });
}

function written(passkey, answer) {
  return JSON.stringify({
    id: passkey.id,
    rawId: toText(passkey.rawId),
    type: passkey.type,
    clientExtensionResults: passkey.getClientExtensionResults(),
    response: { clientDataJSON: toText(passkey.response.clientDataJSON), ...answer },
  });
}

async function optionsFrom(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

function answerOf(form) {
  const { options, from } = form.dataset;
  if (form.dataset.passkey === "new") return makePasskey(JSON.parse(options));
  return from ? optionsFrom(from).then(usePasskey) : usePasskey(JSON.parse(options));
}

// A form that is sent with what the device answered: a new passkey, and logging in by one.
async function sendAnswer(event) {
  const form = event.target;
  event.preventDefault();
  sayIn(form, "");
  try {
    form.elements.credential.value = await answerOf(form);
  } catch {
    // Cancelled, too slow, or not on this device: the browser doesn't say which.
    sayIn(form, form.dataset.failed);
    return;
  }
  HTMLFormElement.prototype.submit.call(form);
}

function sayIn(place, words) {
  place.querySelector("[role=status]").textContent = words;
}

// In place of the password in any form: nothing is sent yet, and what was filled in stays.
async function confirmBy(place) {
  sayIn(place, "");
  try {
    const credential = await usePasskey(await optionsFrom(place.dataset.address));
    const answer = await fetch(place.dataset.address, {
      method: "POST",
      headers: { "X-CSRFToken": place.closest("form").elements.csrfmiddlewaretoken.value },
      body: new URLSearchParams({ credential }),
    });
    if (!answer.ok) throw new Error(answer.status);
  } catch {
    sayIn(place, place.dataset.failed);
    return;
  }
  showConfirmed(place);
}

function showConfirmed(place) {
  const form = place.closest("form");
  form.elements.password.closest(".field").remove();
  form.querySelector("[name=send_code]")?.remove();
  place.querySelector("button").remove();
  sayIn(place, place.dataset.confirmed);
  const said = place.querySelector("[role=status]");
  said.tabIndex = -1;
  said.focus();
  if ("onward" in form.dataset) form.querySelector("[type=submit]").click();
}

if (knowsPasskeys) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", sendAnswer);
  }
  for (const place of document.querySelectorAll("[data-passkey-confirm]")) {
    place.hidden = false;
    place.querySelector("button").addEventListener("click", () => confirmBy(place));
  }
  for (const note of document.querySelectorAll("[data-passkey-missing]")) note.hidden = true;
}
