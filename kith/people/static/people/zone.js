// Tells the form which time zone this device is in; without it a group's own zone is used.
const field = document.querySelector("[data-zone]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (field && zone) {
  const before = field.value;
  field.value = zone;
  if (field.value !== zone) field.value = before;
}
