// What the page reads out of a view. `screen.py` makes the same, line for line; a test compares the two pages.
const PIECE_MODES = ["round", "floor", "empathy", "closing"];
const ACKNOWLEDGEMENTS = ["hear_you", "me_too", "thank_you"];
const all = (names) => Object.fromEntries(names.map((name) => [name, true]));

export function pageOf(view) {
  if (view.you.role === "hall") return "hall";
  if (!view.you.seat) return "door";
  if (view.phase === "closed") return "over";
  return "keeping" in view ? "keeper" : "door" in view ? "greeter" : "room";
}

// `passed`: seconds since this view was made, so that soft time goes on between two views.
export function facts(view, words, { turn = 0, passed = 0, showing = "" } = {}) {
  const made = { ...view, page: pageOf(view), can: all(view.can) };
  const { you, piece } = view;
  if (made.page === "door" || made.page === "over") return { ...made, ...received(you, words) };
  const scene = sceneOf(view);
  Object.assign(made, {
    scene,
    mine: scene === "mine",
    line: line(view, scene),
    seats: seats(view, words, turn),
    agenda: view.agenda.map((part) => ({ ...part, done: part.state === "done", current: part.state === "now" ? "step" : "" })),
    who: alias(view, piece.holder),
    to: alias(view, piece.offered_to),
    need: piece.need ? words[`need.${piece.need}`] : "",
    chosen: all([piece.need]),
    pair: names(you.pair, words),
    paired: names(you.paired, words),
    apart: names(you.apart, words),
    resting_microphones: Boolean(view.way.call && piece.holder && !you.holding),
    link: link(view),
    picture: view.shown?.kind === "keepsake" ? showing + view.shown.ref : "",
  });
  made.beside_me = made.seats.filter((seat) => !seat.empty && seat.ref !== you.seat);
  made.ring = `circle of-${made.seats.length}`;
  Object.assign(made, next(view, words), time(view, words, passed));
  return you.seat ? { ...made, ...ofMine(view, words), ...ofKeeping(view, words) } : made;
}

function sceneOf({ you, piece, phase, paused, hush, mode }) {
  if (you.away) return "away";
  if (["kettle", "after", "closed"].includes(phase)) return phase;
  if (paused || hush || mode === "silence") return paused ? "paused" : "hush";
  if (!PIECE_MODES.includes(mode)) return mode;
  if (you.holding || you.offered) return you.holding ? "mine" : "offered";
  return piece.holder ? "turn" : piece.offered_to ? "offering" : "resting";
}

function line({ you, piece, phase, seats, home }, scene) {
  if (scene === "turn") {
    const doing = seats.find((seat) => seat.ref === piece.holder)?.state ?? "speaking";
    return doing === "saying_back" ? doing : `${doing}_${piece.need ? "need" : "turn"}`;
  }
  if (scene === "mine") return piece.saying_back ? "mine_back" : "mine";
  if (scene === "pairs") return you.pair?.length ? "pairs" : "pairs_alone";
  if (scene === "writing") return phase === "closing" ? "together" : "writing";
  return scene === "resting" && home ? "home" : scene;
}

function seats(view, words, turn) {
  const ring = view.seats.map((seat) => ({
    ...seat,
    seed: String(seat.seed),
    name: seat.ref === view.you.seat ? words.you : seat.alias,
    letter: [...seat.alias].slice(0, 1).join("").toUpperCase(),
    holding: seat.ref === view.piece.holder,
    dim: seat.away || seat.here === false,
    empty: false,
  }));
  if (view.empty_seat) ring.push({ ref: "empty", name: words.empty, letter: "", state: "", empty: true });
  const start = ring.length ? ((turn % ring.length) + ring.length) % ring.length : 0;
  return [...ring.slice(start), ...ring.slice(0, start)];
}

function next(view, words) {
  const two = view.keeping?.next_two ?? [];
  const ref = view.piece.next;
  const mine = ref !== null && ref === view.you.seat;
  return { next: mine ? words.you : alias(view, ref) || (two[0] ?? ""), then: two[1] ?? "" };
}

function time({ you }, words, passed) {
  if (!you.time) return { spent: 0, about: "", clock: "" };
  const spent = Math.max(0, Math.floor((you.time.now + passed - you.time.since) / 60));
  const about = words[`minutes.${you.time.about}`] ?? words["minutes.many"].replace("{n}", you.time.about);
  return { spent, about, clock: spent ? "some" : "begun" };
}

function ofMine({ you, piece, can }, words) {
  const call = you.not_ok;
  const open = (kind) => can.includes("acknowledge") && !you.sent.includes(kind) && !(piece.need === "just_listen" && kind === "me_too");
  return {
    you: { ...you, hands: you.hands.map((hand) => ({ ...hand, does: all(hand.can) })) },
    ack: Object.fromEntries(ACKNOWLEDGEMENTS.map((kind) => [kind, open(kind)])),
    sent: you.sent.length > 0,
    ahead: you.heads_up && !you.offered && !you.holding ? String(you.heads_up.turns) : "",
    answer: you.heads_up?.answer ?? "",
    call_state: call.seen_by ? "seen" : call.waited ? "waited" : call.sent_to.length ? "sent" : "",
    call_to: names(call.sent_to, words),
    ...received(you, words),
  };
}

function received(you, words) {
  const all = you.received ?? [];
  const by = (kind) => [...new Set(all.filter((heard) => heard.kind === kind).map((heard) => heard.alias))];
  const kinds = [...ACKNOWLEDGEMENTS, "glad"].filter((kind) => by(kind).length);
  const heard = kinds.map((kind) => ({ kind: `${kind}_${by(kind).length === 1 ? "one" : "many"}`, names: names(by(kind), words) }));
  return { heard, reflections: all.filter((heard) => heard.kind === "reflection") };
}

function ofKeeping({ you, keeping, door }, words) {
  if (!keeping) return {};
  const { unheard, much } = keeping.balance;
  const calm = !(keeping.needs.length || you.calls.length);
  const needing = Boolean(keeping.needs.length || keeping.asked.length || keeping.next_two.length > 1 || !door?.length);
  return { with: names(keeping.with, words), unheard: names(unheard, words), much: names(much, words), hands_up: names(keeping.asked, words), calm, needing };
}

const alias = (view, ref) => view.seats.find((seat) => seat.ref === ref)?.alias ?? "";

function names(list = [], words) {
  if (list.length < 2) return list.join("");
  return words.and.replace("{first}", () => list.slice(0, -1).join(", ")).replace("{last}", () => list.at(-1));
}

function link(view) {
  const at = view.call?.link ?? "";
  return /^https?:\/\//.test(at) ? at : "";
}
