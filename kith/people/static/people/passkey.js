// Asks the device for a passkey and sends what it says; the rest is an ordinary form.
const form = document.querySelector("form[data-passkey]");
const options = document.getElementById("passkey-options");

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

function making({ publicKey }) {
  const user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  return { publicKey: { ...publicKey, user, challenge: bytes(publicKey.challenge), excludeCredentials: known(publicKey.excludeCredentials) } };
}

function using({ publicKey }) {
  return { publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: known(publicKey.allowCredentials) } };
}

function written(credential) {
  const { response } = credential;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) if (response[part]) said[part] = text(response[part]);
  if (response.getTransports) said.transports = response.getTransports();
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said, clientExtensionResults: credential.getClientExtensionResults() });
}

async function ask(asked) {
  const data = JSON.parse(options.textContent);
  const credential = asked === "make" ? await navigator.credentials.create(making(data.creation_options)) : await navigator.credentials.get(using(data.request_options));
  form.elements.credential.value = written(credential);
  form.submit();
}

if (form && options) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = form.querySelector("[data-said]");
    ask(form.dataset.passkey).catch(() => { said.textContent = said.dataset.failed; });
  });
}
