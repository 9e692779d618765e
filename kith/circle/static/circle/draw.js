// One function that draws the whole circle: it follows the marks that the templates left (see `circle_words.py`). What is already so is
// not touched, nothing that holds a half-written sentence is taken away, and whoever had the focus keeps it.
let words = {};
let shown = null;

export function draw(root, facts, sentences) {
  words = sentences;
  shown = facts;
  const focused = document.activeElement;
  for (const child of root.children) walk(child, null);
  if (focused && focused !== document.body && !focused.checkVisibility?.()) root.querySelector("#circle")?.focus({ preventScroll: true });
}

function walk(node, it) {
  const { when, say, word, text, sets } = node.dataset ?? {};
  if (when) reveal(node, holds(when, it));
  if (say) fill(node, say, it);
  if (word) fill(node, sentence(word, it), it);
  if (text) write(node, asText(find(text, it)));
  if (sets) for (const pair of sets.split(" ")) set(node, ...pair.split("="), it);
  for (const child of [...node.children]) {
    if (child.dataset?.each) each(node, child);
    else if (!child.dataset?.of) walk(child, it);  // what is of a list is drawn with its list
  }
}

function find(path, it) {
  const [first, ...rest] = path.split(".");
  return rest.reduce((found, name) => found?.[name], first === "it" ? it : shown[first]);
}

const isSo = (found) => (Array.isArray(found) ? found.length > 0 : found && typeof found === "object" ? Object.keys(found).length > 0 : Boolean(found));
const asText = (found) => (found === null || found === undefined || found === false ? "" : String(found));

function holds(expression, it) {
  return expression.split(" ").every((term) => {
    const [path, wanted] = term.replace(/^!/, "").split("=");
    const found = find(path, it);
    return (wanted ? wanted.split("|").includes(found) : isSo(found)) !== term.startsWith("!");
  });
}

function sentence(mark, it) {
  const [family, path] = mark.split(":");
  return words[`${family}.${asText(find(path, it))}`] ?? "";
}

function fill(node, pattern, it) {
  const parts = pattern.split(/\{([\w.]+)\}/).map((part, place) => (place % 2 ? { path: part, text: asText(find(part, it)) } : part));
  const now = parts.map((part) => (part.path ? `{${part.path}}${part.text}` : part)).join("\u0000");
  if (node.drawn === now || (node.drawn === undefined && node.textContent === parts.map((part) => part.text ?? part).join(""))) return;
  node.drawn = now;
  node.replaceChildren(...parts.filter((part) => part !== "").map((part) => (part.path ? fact(part) : part)));
}

function fact({ path, text }) {
  const one = document.createElement("bdi");
  one.className = `the-${path.replaceAll(".", "-")}`;
  one.textContent = text;
  return one;
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// Words that someone has begun to write stay where they are; only sending them waits.
function reveal(node, visible) {
  const keeps = !visible && typed(node);
  node.hidden = !visible && !keeps;
  node.toggleAttribute("data-kept", keeps);
  if (keeps || node.wasKept) for (const button of node.querySelectorAll("button")) button.disabled = keeps;
  node.wasKept = keeps;
}

export function typed(node) {
  const boxes = node.matches("form, details.within") ? node.querySelectorAll("textarea, input:not([type])") : [];
  return [...boxes].some((box) => box.value.trim() !== "");
}

function set(node, name, path, it) {
  const found = find(path, it);
  const gone = found === null || found === undefined || found === false || found === "";
  const value = found === true ? "" : String(found);
  if (name === "checked" && Boolean(node.wasChecked ?? node.defaultChecked) !== !gone) node.checked = !gone;
  if (name === "checked") node.wasChecked = !gone;
  if (gone) node.removeAttribute(name);
  else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

// A list stands before its <template>, and keeps the element of each item that stays.
function each(list, template) {
  const path = template.dataset.each;
  const before = [...list.children].filter((child) => child.dataset.of === path);
  for (const [place, item] of (find(path, null) ?? []).entries()) {
    const key = `${item.kind ?? ""}${item.ref || place}`;
    const at = before.findIndex((child) => child.dataset.key === key);
    const one = at >= 0 ? before[at] : template.content.firstElementChild.cloneNode(true);
    for (const skipped of at >= 0 ? before.splice(0, at + 1).slice(0, -1) : []) skipped.remove();
    one.dataset.key = key;
    if (at < 0) list.insertBefore(one, before[0] ?? template);
    walk(one, item);
  }
  for (const gone of before) gone.remove();
}
