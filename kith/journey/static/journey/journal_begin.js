// Before the first word: a passphrase, twice, and a sheet on paper. Only then is a journal begun.
import { PASSPHRASE, SHEET, inFours, newRef, newSheet } from "./journal_format.js";
import { find, pressed, sent, show, trying, words } from "./journal_screens.js";
import { lockWith, newKey } from "./journal_sealing.js";
import * as server from "./journal_server.js";

const LEAST = 12;
let confirmed = null;

// The name of what is wrong with a new passphrase, or nothing.
export function unfit(one, two) {
  if ([...one.trim()].length < LEAST) return "short";
  return one === two ? "" : "differ";
}

// Shows a sheet; `then` is done once it is on paper.
export function showSheet(code, then) {
  const place = find("#journal-sheet");
  place.replaceChildren(...inFours(code).map((four) => Object.assign(document.createElement("span"), { textContent: four })));
  confirmed = then;
  show("sheet");
}

export function takeBegin(opened) {
  sent("begin", ([one, two]) => {
    const why = unfit(one, two);
    if (why) return why;
    const sheet = newSheet();
    return showSheet(sheet, () => begin(one, sheet, opened));
  });
  pressed("print", () => window.print());
  pressed("on-paper", async (button) => {
    button.disabled = true;
    const why = await trying(confirmed);
    button.disabled = false;
    const error = find("[data-screen=sheet] [data-error]");
    [error.textContent, error.hidden] = [why ?? "", !why];
    if (!why) find("#journal-sheet").replaceChildren();
  });
}

async function begin(passphrase, sheet, opened) {
  const [journal, key] = [newRef(), await newKey()];
  const locks = [await lockWith(PASSPHRASE, passphrase, key, journal), await lockWith(SHEET, sheet, key, journal)];
  await opened(await server.begin(journal, locks), passphrase, words("begun"));
}
