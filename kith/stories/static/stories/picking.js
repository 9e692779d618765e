// Before a picture is sent: whether it is too large, and that it is on its way. Without this the server says both.
const form = document.querySelector("form[data-most]");
const box = form?.querySelector("input[type=file]");
const said = form?.querySelector("[data-said]");

box?.addEventListener("change", () => {
  const heavy = box.files[0]?.size > Number(form.dataset.most);
  box.setCustomValidity(heavy ? form.dataset.tooHeavy : "");
  if (heavy) box.reportValidity();
});
form?.addEventListener("submit", (event) => {
  if (form.sent) return event.preventDefault();  // twice in a hurry is once
  form.sent = true;
  said.textContent = form.dataset.sending;
});
window.addEventListener("pageshow", () => { if (form) form.sent = false; });
