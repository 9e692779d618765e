// Face down: one press, and the screen is a single calm dark thing that stays awake. It sounds only when the piece is offered to you.
// One press brings the page back.
let awake = null;
let sound = null;
let down = false;
let offered = false;

export function takeFaceDown() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-face-down]")) lie();
    else if (event.target.closest("#face-down")) rise();
  });
  document.addEventListener("keydown", (event) => { if (down && event.key !== "Shift") rise(); });
  document.addEventListener("visibilitychange", () => { if (down && !document.hidden) stayAwake(); });
  window.addEventListener("kith:leave", rise);
}

// Called with each circle: a soft sign, once, when the piece comes to you.
export function notice(view) {
  const now = Boolean(view?.you?.offered || view?.you?.holding || view?.you?.calls?.some((call) => !call.seen));
  if (now && !offered && down) sign();
  offered = now;
}

function lie() {
  down = true;
  const dark = document.createElement("button");
  dark.id = "face-down";
  dark.type = "button";
  dark.setAttribute("aria-label", document.querySelector("[data-face-down]")?.dataset.back ?? "");
  document.body.append(dark);
  document.documentElement.classList.add("face-down");
  dark.focus();
  sound ??= "AudioContext" in window ? new AudioContext() : null;  // a press lets it sound later
  sound?.resume?.();
  stayAwake();
}

function rise() {
  if (!down) return;
  down = false;
  document.querySelector("#face-down")?.remove();
  document.documentElement.classList.remove("face-down");
  awake?.release?.();
  awake = null;
  document.querySelector("#circle")?.focus({ preventScroll: true });
}

async function stayAwake() {
  try {
    awake = await navigator.wakeLock?.request("screen");
  } catch { /* not granted: the phone may sleep, and nothing is lost */ }
}

function sign() {
  document.querySelector("#face-down")?.classList.add("offered");
  navigator.vibrate?.([120, 80, 120]);
  if (!sound) return;
  const [tone, loud, at] = [sound.createOscillator(), sound.createGain(), sound.currentTime];
  tone.frequency.value = 196;
  loud.gain.setValueAtTime(0.0001, at);
  loud.gain.exponentialRampToValueAtTime(0.12, at + 0.08);
  loud.gain.exponentialRampToValueAtTime(0.0001, at + 1.1);
  tone.connect(loud).connect(sound.destination);
  tone.start(at);
  tone.stop(at + 1.2);
}
