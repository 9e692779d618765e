// The words of the page, as the server wrote them, and the two places where things are said aside.
export const words = JSON.parse(document.querySelector("#words")?.textContent ?? "{}");

// Beside the page: how the line is. Said politely to screen readers too.
export function tellLine(key) {
  const line = document.querySelector("#line");
  const text = key ? words[`line.${key}`] : "";
  if (line && line.textContent !== text) line.textContent = text;
}

// At the top of the circle: why something could not be done.
export function say(text) {
  const said = document.querySelector("#said");
  if (!said) return;
  said.textContent = text ?? "";
  said.hidden = !text;
}

// What changed in the circle, once, to who cannot see it: the sentences marked `data-tell`.
let told = null;
export function tell() {
  const now = [...document.querySelectorAll("[data-tell]")].filter((node) => node.checkVisibility?.() ?? true).map((node) => node.textContent.trim());
  const news = told ? now.filter((sentence) => sentence && !told.includes(sentence)) : [];
  told = now;
  const region = document.querySelector("#told");
  if (region && news.length) region.textContent = news.join(" ");
}
