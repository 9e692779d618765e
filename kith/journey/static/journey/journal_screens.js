// The journal's screens, one at a time, and its sentences, which stand in the page. No field has a name, so no form can ever send one.
import { DoesNotOpen } from "./journal_sealing.js";
import { Away, No, SignedOut } from "./journal_server.js";

export const root = () => document.querySelector("#journal");
export const find = (selector) => root().querySelector(selector);
export const words = (name) => find("#journal-words").content.querySelector(`[data-name="${name}"]`)?.textContent ?? "";
const tongue = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;  // the day first, as on every page
export const day = (iso) => new Date(iso).toLocaleDateString(tongue, { day: "numeric", month: "long", year: "numeric" });

export function say(said = "") {
  find("#journal-told").textContent = said;
}

export function show(name, said = "") {
  for (const one of root().querySelectorAll("[data-screen]")) one.hidden = one.dataset.screen !== name;
  for (const one of root().querySelectorAll("[data-error]")) wrong(one, "");
  say(said);
  const screen = find(`[data-screen="${name}"]`);
  (screen.querySelector("[data-first]") ?? screen.querySelector("h1, h2")).focus({ preventScroll: name === "list" });
}

// Nothing that was typed or opened stays in the page.
export function wipe() {
  for (const box of root().querySelectorAll("input, textarea")) box.value = "";
  for (const place of root().querySelectorAll("[data-opened]")) place.replaceChildren();
}

export function pressed(name, then) {
  for (const button of root().querySelectorAll(`[data-press="${name}"]`)) button.addEventListener("click", () => then(button));
}

function wrong(place, said) {
  place.textContent = said;
  place.hidden = !said;
}

// `then(values)` gets what was typed, in the order of the fields; the name of a sentence that it returns is said beside them.
export function sent(name, then) {
  const form = find(`[data-form="${name}"]`);
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button:not([type])");
    if (button.disabled) return;
    const boxes = [...form.querySelectorAll("[data-field]")];
    button.disabled = true;
    say(words("moment"));
    const why = await trying(() => then(boxes.map((box) => box.value)));
    button.disabled = false;
    if (why) say();
    wrong(form.querySelector("[data-error]"), why ?? "");
    if (!why) for (const box of boxes) box.value = "";
    if (why) boxes[0]?.focus();
  });
}

export async function trying(what) {
  try {
    const name = await what();
    return name ? words(name) : "";
  } catch (error) {
    if (error instanceof SignedOut) return location.reload();
    if (error instanceof DoesNotOpen) return words("wrong");
    if (error instanceof Away) return words("unreached");
    if (error instanceof No) return error.message;
    throw error;
  }
}
