// What this browser had sealed and could not send: it goes to where it belongs, or beside what came in its place meanwhile.
import * as drafts from "./journal_drafts.js";
import { newRef } from "./journal_format.js";
import { seal, unseal } from "./journal_sealing.js";
import { Away, SignedOut, keep, note as there } from "./journal_server.js";

// How many notes are here again. What cannot be sent now waits for the next time.
export async function recover(open) {
  let found = 0;
  for (const { window, sealed } of await drafts.left(open.journal)) {
    try {
      if (await bring(open, sealed)) found += 1;
    } catch (error) {
      if (error instanceof Away || error instanceof SignedOut) return found;
      continue;  // refused, because the journal is full: it stays here
    }
    drafts.drop(open.journal, sealed.ref, window);
  }
  return found;
}

async function bring(open, sealed) {
  const draft = await unseal(sealed, open).catch(() => null);
  if (!draft) return false;  // not of this key: of a journal that was let go
  const other = await there(open.journal, sealed.ref);
  if ((other?.version ?? 0) === sealed.version - 1) return keep(open.journal, sealed);
  const said = other && (await unseal(other, open).catch(() => ({}))).text;
  if (said === draft.text) return false;
  return keep(open.journal, await seal(draft, { ...open, ref: newRef(), version: 1 }));
}
