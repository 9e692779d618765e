// The sealed journal: from locked to open and back. The key is in this page's memory and nowhere else; when the page goes, it is gone.
import { takeBegin } from "./journal_begin.js";
import { draw, takeAlong } from "./journal_list.js";
import { watch } from "./journal_locking.js";
import { takeLocks } from "./journal_locks.js";
import { finished, fresh, interrupted, isWriting, takeNote, write } from "./journal_note.js";
import { recover } from "./journal_recovering.js";
import { find, pressed, root, say, sent, show, trying, wipe, words } from "./journal_screens.js";
import { byPassphrase, canSeal, openWith } from "./journal_sealing.js";
import * as server from "./journal_server.js";

const MINUTE = 60_000;
const isBeside = () => "beside" in root().dataset;
let open = null;  // {key, journal} while it is open
let lock = () => {};
let next = "";  // what is said when the list is there again

async function opened(said, passphrase, told = "") {
  const key = await openWith(byPassphrase(said.locks), passphrase, said.journal);
  open = { key, journal: said.journal };
  lock = watch(open, Number(root().dataset.quiet) * MINUTE, locked);
  const found = await recover(open);
  if (isBeside()) return begin(fresh({ where: "circle" }));
  await list(found ? words("found") : told);
}

function locked(why) {
  interrupted(why);
  open = null;
  wipe();
  show(why === "gone" ? "went" : "locked", ["quiet", "out"].includes(why) ? words(why) : "");
}

async function list(told = "") {
  await draw(open, begin);
  find("[data-file]").href = server.file(open.journal);
  show("list", told);
}

function begin(note) {
  if (!isBeside()) history.pushState("note", "");
  write(open, note, { signedOut: () => lock("out") });
}

// Back in the browser and "All notes" are the same.
async function back(told = "") {
  if (!open) return;
  if (isWriting() && !(await finished())) return history.pushState("note", "");
  const why = await trying(() => list(told));
  if (why) say(why);
}

function aside() {
  root().closest("#beside").hidden = true;
  document.querySelector("#circle")?.focus({ preventScroll: true });
}

function start() {
  if (!canSeal()) return show("nowhere");
  sent("open", async ([passphrase]) => {
    const said = await server.locks();
    if (!said.journal) return "went";
    return void await opened(said, passphrase);
  });
  takeNote(isBeside() ? () => begin(fresh({ where: "circle" })) : (told) => { next = told; history.back(); });
  pressed("lock", () => lock("locked"));
  if (isBeside()) startBeside();
  else startWhole();
  return show(root().dataset.begun ? "locked" : "begin");
}

function startWhole() {
  takeBegin(opened);
  takeLocks({ opened, list });
  takeAlong(() => open);
  pressed("write", () => begin(fresh()));
  pressed("all", () => history.back());
  pressed("earlier", async () => say(await trying(() => draw(open, begin, { further: true }))));
  addEventListener("popstate", async () => { await back(next); next = ""; });
}

function startBeside() {
  if (!root().closest("#beside")) return find("[data-press=aside]").remove();
  pressed("aside", aside);
  return root().addEventListener("keydown", (event) => { if (event.key === "Escape") aside(); });
}

start();
