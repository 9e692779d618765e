// Another passphrase, another sheet, or in with the sheet: the same key gets another lock, and no note is touched.
import { showSheet, unfit } from "./journal_begin.js";
import { PASSPHRASE, SHEET, newSheet } from "./journal_format.js";
import { pressed, sent, show, words } from "./journal_screens.js";
import { DoesNotOpen, lockAnew } from "./journal_sealing.js";
import * as server from "./journal_server.js";

const change = (fresh, lock) => server.changeLock(fresh.journal, fresh.turn, lock);

export function takeLocks({ opened, list }) {
  pressed("new-passphrase", () => show("passphrase"));
  pressed("new-sheet", () => show("sheet-again"));
  pressed("list", () => list());

  sent("passphrase", async ([now, one, two]) => {
    const why = unfit(one, two);
    if (why) return why;
    const fresh = await server.locks();
    await change(fresh, await lockAnew(fresh, PASSPHRASE, now, PASSPHRASE, one));
    await list(words("new_passphrase"));
  });

  sent("sheet-again", async ([now]) => {
    const [fresh, sheet] = [await server.locks(), newSheet()];
    const lock = await lockAnew(fresh, PASSPHRASE, now, SHEET, sheet);
    showSheet(sheet, async () => { await change(fresh, lock); await list(words("new_sheet")); });
  });

  // Whoever comes with the sheet has lost the passphrase: a new one is made in the same step.
  sent("by-sheet", async ([code, one, two]) => {
    const why = unfit(one, two);
    if (why) return why;
    const fresh = await server.locks();
    const lock = await lockAnew(fresh, SHEET, code, PASSPHRASE, one).catch((error) => { if (!(error instanceof DoesNotOpen)) throw error; });
    if (!lock) return "wrong_sheet";
    const said = await change(fresh, lock);
    await opened(said, one, words("new_passphrase"));
  });
}
