// Which circle is on the screen: the newest that came, by whatever way. A page of another kind (the door, the end, other duties) is
// fetched whole; what was being written goes along.
import { draw, typed } from "./draw.js";
import { facts, pageOf } from "./facts.js";
import { say, tell, words } from "./sentences.js";

const line = () => document.querySelector("#line");
let newest = JSON.parse(document.querySelector("#view")?.textContent ?? "null");
let seq = Number(line()?.dataset.seq ?? -1);
let came = performance.now();
let fetching = false;
let again = false;
let watching = () => {};

export const number = () => seq;
export const view = () => newest;
export const whenShown = (then) => { watching = then; };

export function show(circle, at) {
  if (at < seq || !circle) return;
  [newest, seq, came] = [circle, at, performance.now()];
  if (pageOf(circle) !== line()?.dataset.page || ["door", "over"].includes(pageOf(circle))) return fetchPage();
  redraw();
  watching(circle);
}

export function redraw() {
  if (!newest || !document.querySelector("#circle")) return;
  const { turn = 0, showing } = line()?.dataset ?? {};
  draw(document.body, facts(newest, words, { turn: Number(turn), showing, passed: (performance.now() - came) / 1000 }), words);
  tell();
  const written = document.querySelector(".written");
  if (written) written.scrollTop = written.scrollHeight;
}

// What is asked for while a page is under way is newer than that page: it is not shown, and another is fetched.
export async function fetchPage() {
  again = true;
  if (fetching) return;
  fetching = true;
  try {
    while (again) {
      again = false;
      await fetchOnce();
    }
  } finally {
    fetching = false;
  }
}

async function fetchOnce() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (answer.redirected) return location.reload();  // to sign in
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (again) return;
  const kept = [...document.querySelectorAll("form")].filter(typed).map((form) => [new URL(form.action).pathname, [...new FormData(form)]]);
  if (!page.querySelector("main")) return location.reload();
  for (const place of ["header.bar", "main", "footer"]) replace(place, page);
  newest = JSON.parse(page.querySelector("#view")?.textContent ?? "null");
  seq = Number(line()?.dataset.seq ?? -1);
  for (const [action, fields] of kept) giveBack(action, fields);
  say("");
  tell();
  watching(newest);
}

const bare = (node) => node.outerHTML.replace(/(name="csrfmiddlewaretoken" value=)"[^"]*"/g, "$1");

// What is as it was stays: whoever is pressing a button just now presses that one.
function replace(place, page) {
  const [old, fresh] = [document.querySelector(place), page.querySelector(place)];
  if (old && fresh && bare(old) !== bare(fresh)) old.replaceWith(document.adoptNode(fresh));
}

function giveBack(action, fields) {
  const form = [...document.querySelectorAll("form")].find((one) => new URL(one.action).pathname === action);
  for (const [name, value] of fields) {
    const box = form?.querySelector(`textarea[name="${name}"], input:not([type])[name="${name}"]`);
    if (box) box.value = value;
  }
}
