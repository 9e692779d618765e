// All notes, newest first, opened here; and all of them as one plain page, made in this browser.
import { day, find, pressed, say, words } from "./journal_screens.js";
import { unseal } from "./journal_sealing.js";
import * as server from "./journal_server.js";

const TITLE = 80;
const title = (text) => [...(text.trim().split("\n")[0] || words("empty"))].slice(0, TITLE).join("");

async function page(open, before) {
  const { notes, more } = await server.notes(open.journal, before);
  const opened = await Promise.all(notes.map(async (row) => ({ row, note: await unseal(row, open).catch(() => null) })));
  return { opened, more };
}

// Draws the first of them, or those after the last one that stands there.
export async function draw(open, chosen, { further = false } = {}) {
  const list = find("#journal-notes");
  const { opened, more } = await page(open, further ? list.lastElementChild?.dataset.ref : "");
  const lines = opened.map((one) => line(one, chosen));
  if (further) list.append(...lines);
  else list.replaceChildren(...lines);
  find("[data-press=earlier]").hidden = !more;
  find("#journal-none").hidden = list.childElementCount > 0;
  if (further) lines[0]?.querySelector("button")?.focus();
}

function line({ row, note }, chosen) {
  const one = find("#journal-line").content.firstElementChild.cloneNode(true);
  one.dataset.ref = row.ref;
  const button = one.querySelector("button");
  one.querySelector(".title").textContent = note ? title(note.text) : words("closed");
  one.querySelector(".day").textContent = note ? [day(note.written), note.where === "circle" ? words("beside") : ""].filter(Boolean).join(" · ") : "";
  button.addEventListener("click", () => (note ? chosen({ ...note, ref: row.ref, version: row.version }) : say(words("broken"))));
  return one;
}

export async function everything(open) {
  const all = [];
  for (let [before, more] = ["", true]; more;) {
    const found = await page(open, before);
    all.push(...found.opened);
    [before, more] = [found.opened.at(-1)?.row.ref ?? "", found.more];
  }
  return all.reverse();
}

export const asPage = (all) => all.map(({ note }) => (note ? `## ${day(note.written)}\n\n${note.text.trim()}\n` : `## ${words("closed")}\n`)).join("\n");

export function takeAlong(now) {
  pressed("as-page", async () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([asPage(await everything(now()))], { type: "text/markdown" }));
    link.download = `notes-${new Date().toISOString().slice(0, 10)}.md`;
    link.click();
    URL.revokeObjectURL(link.href);
    say(words("taken"));
  });
}
