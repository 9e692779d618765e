// The line down: one socket that carries no rules. The newest circle wins; after ten quiet seconds we ask; when it drops we say so and
// come back by ourselves, each after a different while.
import { tellLine } from "./sentences.js";
import { fetchPage, number, show } from "./showing.js";

const QUIET = 10_000;
const ASKING = 4000;
const LOST = 4000;  // a drop shorter than this is not worth a word
const GONE = [4401, 4404];
const at = () => document.querySelector("#line")?.dataset ?? {};
let socket = null;
let heard = 0;
let tries = 0;
let droppedAt = 0;
let left = false;

export function listen() {
  window.addEventListener("kith:leave", leave);
  window.addEventListener("pagehide", leave);
  if (!at().listening) return at().asking && setInterval(ask, ASKING);  // a practice: nobody else is there
  open();
  setInterval(look, 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !left) ask(); });
}

function open() {
  const hall = at().page === "hall" ? "?as=hall" : "";
  socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}${at().listening}${hall}`);
  heard = performance.now();
  socket.onmessage = ({ data }) => take(JSON.parse(data));
  socket.onclose = ({ code }) => (GONE.includes(code) ? over(code) : dropped());
}

function take({ seq, circle }) {
  heard = performance.now();
  if (droppedAt) tellLine("");
  droppedAt = tries = 0;
  if (circle) show(circle, seq);
  else if (seq > number()) ask();
}

function dropped() {
  if (left) return;
  droppedAt ||= performance.now();
  tries += 1;
  setTimeout(() => { if (!left) open(); }, Math.min(500 * 2 ** tries, 8000) * (0.5 + Math.random()));
}

function look() {
  if (left) return;
  const now = performance.now();
  if (droppedAt && now - droppedAt > LOST) tellLine("dropped");
  if (now - heard > QUIET) {
    heard = now;
    ask();
    if (!droppedAt) socket.close();
  }
}

export async function ask() {
  if (left || !at().asking) return;
  const hall = at().page === "hall" ? "?as=hall" : "";
  try {
    const answer = await fetch(at().asking + hall, { headers: { Accept: "application/json" } });
    if (answer.status === 401 || answer.status === 404) return over(answer.status);
    if (!answer.ok) return;
    const { seq, circle } = await answer.json();
    show(circle, seq);
  } catch { /* the line is gone; the next look asks again */ }
}

// Signed out, asked to leave, or it is over: the page itself knows which.
function over(code) {
  leave();
  if (code === 4401 || code === 401) location.reload();
  else fetchPage();
}

function leave() {
  left = true;
  socket?.close();
}
