// What is sealed and not yet with the server waits in this browser, as sealed as it goes up. A window that is open tends its own.
import { drawn } from "./journal_format.js";

const KEPT = "kith-sealed";
const me = drawn(8);
navigator.locks?.request(`${KEPT}.${me}`, () => new Promise(() => {}));  // held for as long as this window is there
const name = (journal, ref) => [KEPT, journal, ref, me].join(".");

export function put(journal, sealed) {
  try {
    localStorage.setItem(name(journal, sealed.ref), JSON.stringify(sealed));
  } catch { /* full, or not allowed here: it still goes to the server */ }
}

export const drop = (journal, ref, window = me) => localStorage.removeItem([KEPT, journal, ref, window].join("."));

// Of this journal, from here and from windows that are gone: [{window, sealed}].
export async function left(journal) {
  const held = (await navigator.locks?.query())?.held.map((one) => one.name) ?? [];
  const names = Object.keys(localStorage).filter((one) => one.startsWith(`${KEPT}.${journal}.`));
  return names.map((one) => ({ window: one.split(".")[3], sealed: JSON.parse(localStorage.getItem(one)) }))
    .filter(({ window }) => window === me || !held.includes(`${KEPT}.${window}`));
}
