// What is pressed goes up as the form it is. The same press keeps its name (`op`) when it has to be sent again, so that it counts once.
import { say, tellLine, words } from "./sentences.js";
import { fetchPage, show } from "./showing.js";

const under = new WeakSet();
const WAITS = [300, 800, 1500, 3000, 5000, 8000, 10000];
const pause = (ms) => new Promise((done) => setTimeout(done, ms * (0.8 + Math.random() * 0.4)));
const name = () => [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(36).padStart(2, "0")).join("");

export function takeForms() {
  document.addEventListener("submit", (event) => {
    const doing = document.querySelector("#line")?.dataset.doing;
    if (!doing || !new URL(event.target.action).pathname.startsWith(doing)) return;
    event.preventDefault();
    if (!under.has(event.target)) send(event.target, event.submitter);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.dataset.sends === "change") form.requestSubmit();
  });
}

async function send(form, submitter) {
  under.add(form);
  form.toggleAttribute("data-sending", true);
  const fields = new URLSearchParams([...new FormData(form, submitter)]);
  fields.set("op", name());
  try {
    const answer = await untilAnswered(form.action, fields);
    await take(answer, form, fields);
  } catch {
    say(words["line.lost"]);
  } finally {
    under.delete(form);
    form.removeAttribute("data-sending");
  }
}

async function untilAnswered(action, fields) {
  for (const wait of [...WAITS, 0]) {
    try {
      const answer = await fetch(action, { method: "POST", body: fields, headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(15000) });
      if (answer.status < 500) {
        tellLine("");
        return answer;
      }
    } catch { /* the line is gone: try again under the same name */ }
    if (!wait) break;
    tellLine("slow");
    await pause(wait);
  }
  tellLine("");
  throw new Error("not sent");
}

async function take(answer, form, fields) {
  if (answer.status === 401 || answer.status === 404) return location.reload();
  const { say: why, circle, seq } = await answer.json();
  say(answer.ok ? "" : why);
  if (answer.ok) empty(form, fields);
  if (circle) show(circle, seq);
  if (!circle && answer.ok) await fetchPage();
  if (!answer.ok) document.querySelector("#said")?.scrollIntoView({ block: "nearest" });
}

// What was sent is no longer on its way; what was typed since then stays.
function empty(form, fields) {
  for (const box of form.querySelectorAll("textarea, input:not([type])")) {
    if (box.value === fields.get(box.name)) box.value = "";
    box.defaultValue = "";
  }
  form.closest("details.within")?.removeAttribute("open");
}
