// Leaving quickly (X9): blank at once, sound and camera off, this page replaced, the session ended by the address it goes to.
const root = document.documentElement;
const away = document.body.dataset.leave ?? "/leave-quickly/";
const others = "BroadcastChannel" in window ? new BroadcastChannel("kith-leave") : null;
let gone = false;

function go() {
  if (gone) return;
  gone = true;
  root.hidden = true;
  document.title = "";
  window.dispatchEvent(new Event("kith:leave"));  // the circle closes its socket and lets the microphone go
  for (const media of document.querySelectorAll("audio, video")) media.srcObject?.getTracks().forEach((track) => track.stop());
  root.replaceChildren();
  location.replace(away);  // ends the session and lands on a blank page; Back has nothing to show
}

function leave() {
  others?.postMessage("leave");
  go();
}
if (others) others.onmessage = go;

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("a.leave")) return;
  event.preventDefault();
  leave();
});

// Shift three times within a second and a half; not while writing, and not when any other key or a press came between.
let presses = [];
let alone = false;
const writing = (node) => node?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node?.tagName ?? "");
const forget = () => { presses = []; alone = false; };

document.addEventListener("keydown", (event) => {
  if (event.key !== "Shift" || event.ctrlKey || event.altKey || event.metaKey || writing(event.target)) return forget();
  alone = true;
});
document.addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || !alone) return;
  presses = [...presses.filter((at) => event.timeStamp - at < 1500), event.timeStamp];
  if (presses.length >= 3) leave();
});
document.addEventListener("pointerdown", forget);

// A page the browser kept whole is not shown again as it was: hidden when put away, asked anew when it comes back.
window.addEventListener("pagehide", (event) => { if (event.persisted) root.hidden = true; });
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
