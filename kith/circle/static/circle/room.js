// The circle comes alive: the line is opened, presses go up, and every circle that comes down is drawn.
import { ask, listen } from "./live.js";
import { notice, takeFaceDown } from "./presence.js";
import { takeForms } from "./send.js";
import { say, tell, words } from "./sentences.js";
import { redraw, view, whenShown } from "./showing.js";

const UNDO = 10_500;  // a pass can be taken back for ten seconds; then the button goes
let undoing = 0;

function shown(circle) {
  notice(circle);
  clearTimeout(undoing);
  if (circle?.can?.includes("undo")) undoing = setTimeout(ask, UNDO);
}

function wallClock() {
  const clock = document.querySelector("time[data-zone]");
  if (clock) clock.textContent = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: clock.dataset.zone });
}

document.documentElement.classList.add("alive");
document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (!copy) return;
  await navigator.clipboard?.writeText(document.querySelector(`.${copy.dataset.copy}`)?.textContent ?? "");
  copy.textContent = words["line.copied"];
});
document.addEventListener("input", () => say(""));
takeForms();
takeFaceDown();
whenShown(shown);
tell();
shown(view());
listen();
wallClock();
setInterval(() => { wallClock(); if (view()?.you?.time) redraw(); }, 15_000);
