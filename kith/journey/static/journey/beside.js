// A note for oneself, brought beside a circle when it is asked for. Nothing of it goes to the room; without this the link opens it by itself.
let panel = null;

async function bring(link) {
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const journal = page.querySelector("#journal");
  if (!answer.ok || !journal) return location.reload();  // nobody is signed in here any more
  for (const style of page.querySelectorAll("link[rel=stylesheet]")) {
    if (!document.querySelector(`link[href="${style.getAttribute("href")}"]`)) document.head.append(document.adoptNode(style));
  }
  panel = document.createElement("aside");
  panel.id = "beside";
  panel.setAttribute("aria-label", link.textContent);
  panel.append(document.adoptNode(journal));
  document.body.append(panel);
  return import(journal.dataset.script);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-beside]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!panel) return void bring(link);
  panel.hidden = false;
  [...panel.querySelectorAll("textarea, input, h2")].find((one) => one.checkVisibility())?.focus();
});
