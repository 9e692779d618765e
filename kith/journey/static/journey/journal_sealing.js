// Sealing and opening, by the browser's own WebCrypto. The key that is in use can never be read out of the browser, not even by this script.
import { PASSPHRASE, ROUNDS, asTyped, bytes, from64, ofLock, ofNote, padded, random, text, to64 } from "./journal_format.js";

const GCM = { name: "AES-GCM", length: 256 };
const USES = ["encrypt", "decrypt"];
export class DoesNotOpen extends Error {}

export const canSeal = () => Boolean(window.isSecureContext && globalThis.crypto?.subtle);
export const newKey = () => crypto.subtle.generateKey(GCM, true, USES);  // to be locked away at once, and opened again as one that stays inside

async function made(secret, salt, rounds) {
  const typed = await crypto.subtle.importKey("raw", bytes(secret), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, typed, GCM, false, ["wrapKey", "unwrapKey"]);
}

const bound = (iv, additionalData) => ({ name: "AES-GCM", iv, additionalData, tagLength: 128 });

export async function lockWith(opensWith, said, key, journal) {
  const [salt, iv] = [random(16), random(12)];
  const by = await made(asTyped(opensWith, said), salt, ROUNDS);
  const sealed = await crypto.subtle.wrapKey("raw", key, by, bound(iv, ofLock(journal, opensWith)));
  return { opens_with: opensWith, salt: to64(salt), rounds: ROUNDS, iv: to64(iv), sealed: to64(sealed) };
}

// `toLockAnew`: only for the moment in which the same key gets another lock.
export async function openWith(lock, said, journal, { toLockAnew = false } = {}) {
  const by = await made(asTyped(lock.opens_with, said), from64(lock.salt), lock.rounds);
  const how = bound(from64(lock.iv), ofLock(journal, lock.opens_with));
  try {
    return await crypto.subtle.unwrapKey("raw", from64(lock.sealed), by, how, GCM, toLockAnew, USES);
  } catch {
    throw new DoesNotOpen();
  }
}

// With what opens one of its locks, the journal's key gets another lock. No note is touched.
export async function lockAnew({ locks, journal }, opensWith, said, to, becomes) {
  const key = await openWith(locks.find((one) => one.opens_with === opensWith), said, journal, { toLockAnew: true });
  return lockWith(to, becomes, key, journal);
}

export const both = (locks) => Object.fromEntries(locks.map((one) => [one.opens_with, one]));
export const byPassphrase = (locks) => both(locks)[PASSPHRASE];

export async function seal(note, { key, journal, ref, version }) {
  const iv = random(12);
  const sealed = await crypto.subtle.encrypt(bound(iv, ofNote(journal, ref, version)), key, padded(note));
  return { ref, version, iv: to64(iv), sealed: to64(sealed) };
}

export async function unseal({ ref, version, iv, sealed }, { key, journal }) {
  try {
    return JSON.parse(text(await crypto.subtle.decrypt(bound(from64(iv), ofNote(journal, ref, version)), key, from64(sealed))));
  } catch {
    throw new DoesNotOpen();
  }
}
