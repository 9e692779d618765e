// One note while it is written: sealed after each small pause, put by in this browser, sent, and put by no longer once the server has it.
import * as drafts from "./journal_drafts.js";
import { newRef } from "./journal_format.js";
import { seal, unseal } from "./journal_sealing.js";
import { Away, SignedOut, keep, note as there } from "./journal_server.js";

const SEAL = 200;  // ms after the last key
const SEND = 1200;
const AGAIN = 5000;  // until the next try, when the server cannot be reached
const CHANGED = { journal_changed_elsewhere: "both", journal_taken_away: "gone" };

// `open`: {key, journal}. `note`: {ref, version, text, written, ...}, version 0 when it is new. `tell(name, words)` says how it stands.
export function keeping(open, note, tell) {
  let [now, waiting, kept, unsure] = [note.text, null, note.text, null];  // unsure: sent, and no answer came
  let [sealing, sending, over] = [0, 0, false];
  let busy = null;

  async function put() {
    clearTimeout(sealing);
    const text = now;
    if (over || text === (waiting?.text ?? kept)) return;
    const { ref, version, ...more } = note;
    const sealed = await seal({ ...more, text, changed: new Date().toISOString() }, { ...open, ref, version: version + 1 });
    waiting = { text, sealed };
    drafts.put(open.journal, sealed);
  }

  async function send(more) {
    clearTimeout(sending);
    await put();
    while (waiting && !over) {
      const { text, sealed } = waiting;
      if (!(await sent(sealed, text, more))) return;
      waiting = null;  // what was sealed meanwhile had the number that is taken now
      await put();
    }
  }

  async function sent(sealed, text, more) {
    try {
      await keep(open.journal, sealed, more);
    } catch (error) {
      return failed(error, text);
    }
    [note.version, kept] = [sealed.version, text];
    drafts.drop(open.journal, sealed.ref);
    tell(now === kept ? "kept" : "writing");
    return true;
  }

  async function failed(error, text) {
    if (error instanceof Away) [unsure, sending] = [text, setTimeout(hurry, AGAIN)];
    if (error instanceof Away || error instanceof SignedOut) tell(error instanceof Away ? "away" : "out");
    else if (CHANGED[error.why]) return apart(CHANGED[error.why], text);
    else tell("no", error.message);
    return false;
  }

  // Changed on two devices: that one stays as it is, this one becomes a note of its own. Nothing is lost, nobody has to choose.
  async function apart(how, text) {
    const other = await there(open.journal, note.ref);
    const said = other && (await unseal(other, open).catch(() => ({}))).text;
    drafts.drop(open.journal, note.ref);
    if (other && [text, unsure].includes(said)) [note.version, kept] = [other.version, said];  // it was this one: the answer was lost
    else [note.ref, note.version, kept] = [newRef(), 0, ""];
    if (!note.version) tell(how);
    return true;
  }

  const hurry = (more) => (busy = (busy ?? Promise.resolve()).then(() => send(more)).catch(() => { tell("away"); sending = setTimeout(hurry, AGAIN); }));
  return {
    note,
    change(text) {
      now = text;
      tell("writing");
      clearTimeout(sealing);
      clearTimeout(sending);
      sealing = setTimeout(put, SEAL);
      sending = setTimeout(hurry, SEND);
    },
    hurry,
    isKept: () => now === kept,
    isSealed: () => now === (waiting?.text ?? kept),
    stop() { over = true; clearTimeout(sealing); clearTimeout(sending); },
  };
}
