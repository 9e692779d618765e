// What is typed keeps itself: a story as a draft, a reply beside its story. Without this script a button does it.
const PAUSE = 1500; // ms after the last key
const AGAIN = 10000; // ms until the next try, after one that did not get through

const later = (form, send) => {
  let timer = 0;
  let sending = false; // one at a time: a second first draft would be a second story
  const ask = (wait) => { clearTimeout(timer); timer = setTimeout(attempt, wait); };
  const attempt = async () => {
    if (sending) return ask(PAUSE);
    sending = true;
    const done = await send();
    sending = false;
    if (!done) ask(AGAIN);
  };
  form.addEventListener("input", () => ask(PAUSE));
  addEventListener("pagehide", () => { clearTimeout(timer); });
  form.addEventListener("submit", () => clearTimeout(timer));
};

const posted = (address, form) => fetch(address, { method: "POST", body: new FormData(form), headers: { "Accept": "application/json" }, keepalive: true });

const story = (form) => {
  let address = form.dataset.keepStory;
  const said = form.querySelector("[data-said]");
  later(form, async () => {
    if (!form.elements.text.value.trim() && !form.elements.title.value.trim()) return true;
    const answer = await posted(address, form).catch(() => null);
    const told = answer ? await answer.json().catch(() => ({})) : {};
    said.textContent = told.kept ? form.dataset.kept : told.why ?? form.dataset.lost;
    if (told.kept) {
      form.elements.revision.value = told.revision;
      const page = form.dataset.change.replace("REF", told.ref);
      address = page.replace(/change\/$/, "draft/");
      if (location.pathname !== page) { history.replaceState(null, "", page); form.action = page; }
    }
    return told.kept || told.why || answer?.status === 400;
  });
};

const reply = (form) => later(form, async () => (await posted(form.dataset.keep, form).catch(() => null))?.ok);

document.querySelectorAll("[data-keep-story]").forEach(story);
document.querySelectorAll("[data-keep]").forEach(reply);
