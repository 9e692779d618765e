// What is sealed, under which name and in which shape. docs/journal-format.md tells the same to other programs; a test holds both together.
export const NAME = "kith-journal/1";
export const ROUNDS = 600_000;
export const PASSPHRASE = "passphrase";
export const SHEET = "sheet";
const STEP = 512;  // bytes: how long a note is shows only in such steps
const LETTERS = "23456789bcdfghjkmnpqrstvwxyz";

export const bytes = (text) => new TextEncoder().encode(text);
export const text = (buffer) => new TextDecoder("utf-8", { fatal: true }).decode(buffer);
export const random = (many) => crypto.getRandomValues(new Uint8Array(many));
export const from64 = (said) => Uint8Array.from(atob(said), (letter) => letter.charCodeAt(0));

export function to64(buffer) {
  let said = "";
  for (const byte of new Uint8Array(buffer)) said += String.fromCharCode(byte);
  return btoa(said);
}

// Each letter as likely as any other: bytes beyond the last whole turn of the alphabet are drawn again.
export function drawn(many) {
  let found = "";
  while (found.length < many) {
    const [byte] = random(1);
    if (byte < 252) found += LETTERS[byte % LETTERS.length];
  }
  return found;
}
export const newRef = () => drawn(17);
export const newSheet = () => drawn(32);  // over 150 bits
export const inFours = (code) => code.match(/.{1,4}/g) ?? [];

// The same words are the same key on every keyboard, and a space too many at either end does not matter.
const typed = {
  [PASSPHRASE]: (said) => said.normalize("NFKC").replace(/^ +| +$/g, ""),
  [SHEET]: (said) => [...said.toLowerCase()].filter((letter) => LETTERS.includes(letter)).join(""),
};
export const asTyped = (opensWith, said) => typed[opensWith](said);

// What a sealed thing is bound to: in another row, another journal or under another number it does not open.
export const ofNote = (journal, ref, version) => bytes(`${NAME}/${journal}/note/${ref}/${version}`);
export const ofLock = (journal, opensWith) => bytes(`${NAME}/${journal}/lock/${opensWith}`);

export function padded(note) {
  const said = bytes(JSON.stringify(note));
  const whole = new Uint8Array(Math.ceil(said.length / STEP) * STEP).fill(0x20);  // spaces after JSON mean nothing
  whole.set(said);
  return whole;
}
