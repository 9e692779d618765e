// The screen with one note on it.
import * as drafts from "./journal_drafts.js";
import { newRef } from "./journal_format.js";
import { keeping } from "./journal_keeping.js";
import { day, find, pressed, say, show, trying, words } from "./journal_screens.js";
import * as server from "./journal_server.js";

const TOLD = ["both", "gone"];  // said above, and left to stand
let now = null;  // {open, keeper}
let out = () => {};

export const isWriting = () => now !== null;
const box = () => find("#journal-text");

export function fresh(more = {}) {
  const written = new Date().toISOString();
  return { ref: newRef(), version: 0, text: "", written, ...more };
}

export function write(open, note, { signedOut }) {
  out = signedOut;
  now = { open, keeper: keeping(open, note, tell) };
  box().value = note.text;
  find("#journal-day").textContent = day(note.written);
  find("[data-screen=note] details")?.removeAttribute("open");
  tell(note.version ? "kept" : "new");
  show("note");
}

function tell(name, said = "") {
  if (name === "out") return out();
  if (TOLD.includes(name)) return say(words(name));
  find("#journal-stands").textContent = said || words(name);
}

// True when the server has all of it; else the note stays where it is, and says why.
export async function finished() {
  await now?.keeper.hurry();
  if (now && !now.keeper.isKept()) return false;
  leave();
  return true;
}

function leave() {
  now?.keeper.stop();
  now = null;
  box().value = "";
}

// Locked while writing: what is sealed waits in this browser, what can still be sent is sent.
export function interrupted(why) {
  const keeper = now?.keeper;
  now = null;
  if (why === "left") keeper?.hurry({ keepalive: true });
  else keeper?.hurry().finally(keeper.stop);
}

export function takeNote(back) {
  box().addEventListener("input", () => now?.keeper.change(box().value));
  addEventListener("beforeunload", (event) => { if (now && !now.keeper.isSealed()) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) now?.keeper.hurry({ keepalive: true }); });
  pressed("take-away", async () => {
    const { open, keeper } = now;
    await keeper.hurry();
    const { ref, version } = keeper.note;
    const why = version ? await trying(() => server.takeAway(open.journal, ref, version).then(() => "")) : "";
    if (why) return say(why);
    drafts.drop(open.journal, ref);
    leave();
    return back(words("went"));
  });
}
