// When an open journal locks itself: on leaving in any way, after a quiet time, and as soon as someone else or nobody is signed in here.
import { Away, locks } from "./journal_server.js";

const LOOK = 15_000;

// `lock(why)` is called at most once. `quiet`: ms without a key or a press.
export function watch({ journal }, quiet, lock) {
  let touched = Date.now();
  const listening = new AbortController();
  const on = (where, what, then) => where.addEventListener(what, then, { signal: listening.signal, capture: true });
  const looking = setInterval(look, LOOK);
  const end = (why) => {
    if (listening.signal.aborted) return;
    clearInterval(looking);
    listening.abort();
    lock(why);
  };

  async function look() {
    if (Date.now() - touched > quiet) return end("quiet");
    const mine = await locks().catch((error) => (error instanceof Away ? { journal } : {}));
    if (mine.journal !== journal) end(mine.journal === undefined ? "out" : "gone");
  }

  for (const what of ["keydown", "pointerdown", "input", "scroll"]) on(document, what, () => { touched = Date.now(); });
  on(document, "visibilitychange", () => { if (!document.hidden) look(); });
  on(window, "focus", (event) => { if (event.target === window) look(); });
  on(window, "pagehide", () => end("left"));
  on(window, "kith:leave", () => end("left"));
  return end;
}
