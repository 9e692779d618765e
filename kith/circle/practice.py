"""The practice circle: the real core, scripted seats, and you alone. Values in, values out: no rows, no sockets, no clock.

No timer runs. The script goes on when you do something, when you ask for a moment later, and while a page looks.
"""

import hashlib
import json
from dataclasses import dataclass, replace

from kith.circle import core, dice
from kith.circle.asking import Asked
from kith.circle.core import CLOCK, Circle, Command, Reason, Refused
from kith.circle.practice_script import NEWCOMER, YOU, Script, ref_of, scripts
from kith.circle.practice_seats import Scene, Thing, acknowledgement, next_thing
from kith.kit.refs import new_ref

DAY = 24 * 60 * 60  # seconds a practice is kept
PACE = 5  # seconds between two things, at least, while a page only looks
READING = 4  # words a second, unhurried
MOST = 500  # commands; more is not practising any more
SOON = 180  # seconds that "a moment later" may skip, to what time itself would do
SKIPPED_TO = {"dropped", "lost_offer", "partner", "call", "knock"}


@dataclass(frozen=True)
class Practice:
    """One practice as it stands. `ahead`: seconds its own clock runs before ours. `used`: turns of the script that are over."""

    which: str
    circle: Circle
    seq: int = 0
    begun: float = 0
    rests_until: float = 0  # nothing happens by itself before
    ahead: float = 0
    used: tuple[int, ...] = ()
    room_for: int = -1
    did: str = ""  # said | written | passed
    ops: tuple[tuple[str, str], ...] = ()  # the last few, so that the same one again does nothing

    @property
    def script(self) -> Script:
        return scripts()[self.which]

    @property
    def fresh(self) -> bool:
        """Nothing has happened since it began."""
        return self.seq <= 1

    @property
    def offered_you(self) -> bool:
        """Nothing moves before you take it, pass it or ask to be come back to."""
        return self.circle.piece.offered_to == YOU

    @property
    def over(self) -> bool:
        """Everyone has said what they came to say, or it was closed."""
        if self.circle.phase == "closed" or self.which == NEWCOMER:
            return self.circle.phase == "closed"
        turns = [turn for i, turn in enumerate(self.script.turns) if i not in self.used]
        all_said = not any(self.circle.seat(ref_of(turn["alias"])) for turn in turns)
        return all_said and not self.circle.piece.holder and not self.offered_you


class SentBefore(Exception):  # noqa: N818 - an answer
    """The same `op` was sent with other words."""


# what you do


def act(practice: Practice, asked: Asked, now: float) -> Practice:
    """You do one thing. Raises `Refused`, with nothing changed, or `SentBefore`; the same `op` again does nothing."""
    sent = json.dumps([asked.kind, asked.turn, asked.part, asked.on_behalf, dict(asked.data)], sort_keys=True)
    known = dict(practice.ops)
    if asked.op in known and known[asked.op] == _short(sent):
        return practice
    if asked.op in known:
        raise SentBefore
    if practice.seq >= MOST:
        raise Refused(Reason.IT_IS_OVER)
    moment = now + practice.ahead
    circle = _heard_out(_in_time(practice.circle, moment), asked, moment)
    facts = {"ref": new_ref(), **dice.thrown(), **dice.shuffled(circle)}
    command = Command(asked.kind, YOU, asked.turn, asked.part, asked.on_behalf, asked.data, facts)
    became = after(circle, command, moment)
    return replace(
        practice,
        circle=became,
        seq=practice.seq + 1,
        rests_until=now + PACE,
        did=_did(practice, asked, circle),
        room_for=circle.piece.turn if asked.kind in ("gift_minutes", "hush") else practice.room_for,
        ops=(*practice.ops, (asked.op, _short(sent)))[-20:],
    )


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _heard_out(circle: Circle, asked: Asked, now: float) -> Circle:
    """Whoever speaks and finishes is acknowledged, also when they are quick."""
    if asked.kind != "pass_on" or circle.piece.holder != YOU or asked.turn not in (None, circle.piece.turn):
        return circle
    while thing := acknowledgement(circle):
        circle = after(circle, thing.commands[0], now)
    return circle


def _did(practice: Practice, asked: Asked, circle: Circle) -> str:
    if asked.on_behalf not in (None, YOU):
        return practice.did
    if asked.kind == "say" and circle.piece.holder == YOU:
        return "written"
    if asked.kind in ("not_now", "just_listen") or asked.data.get("answer") == "pass":
        return "passed"
    return practice.did


def after(circle: Circle, command: Command, now: float) -> Circle:
    return core.replay(circle, core.decide(circle, command, now))


# what time and the others do


def look(practice: Practice, now: float) -> Practice:
    """What has happened by now: whatever time made due, and at most one thing the others do."""
    timely = _in_time(practice.circle, now + practice.ahead)
    if timely != practice.circle:
        return replace(practice, circle=timely, seq=practice.seq + 1, rests_until=now + PACE)
    return practice if now < practice.rests_until else step(practice, now, pressed=False)


def later(practice: Practice, now: float) -> Practice:
    """A moment later: the next thing at once, or what time would soon do. The same practice if it is for you to act."""
    timely = look(replace(practice, rests_until=now + 1), now)
    if timely.seq > practice.seq:
        return timely
    stepped = step(practice, now, pressed=True)
    return stepped if stepped.seq > practice.seq else _skip(practice, now)


def step(practice: Practice, now: float, *, pressed: bool) -> Practice:
    if practice.seq >= MOST:
        return practice
    moment = now + practice.ahead
    scene = Scene(practice.script, practice.circle, frozenset(practice.used), moment, practice.room_for, pressed)
    thing = next_thing(scene)
    if thing is None:
        return _waiting_for_you(practice)
    circle = practice.circle
    try:
        for command in thing.commands:
            circle = after(circle, replace(command, facts=dice.shuffled(circle)), moment)
    except Refused:  # what you did has made it impossible: then it does not happen
        return practice
    return replace(
        practice,
        circle=circle,
        seq=practice.seq + 1,
        rests_until=now + PACE + _words_in(thing) / READING,
        ahead=practice.ahead + 60 * thing.minutes,
        used=tuple(sorted({*practice.used, *thing.used})),
        room_for=-1 if thing.used else practice.room_for,
        did="" if thing.used else practice.did,
    )


def _waiting_for_you(practice: Practice) -> Practice:
    """You hold the piece and nothing has been written: they listen."""
    silent = practice.circle.piece.holder == YOU and not practice.circle.piece.wrote
    return replace(practice, did="said", seq=practice.seq + 1) if silent and practice.did != "said" else practice


def _words_in(thing: Thing) -> int:
    return sum(len(str(command.data.get("text", "")).split()) for command in thing.commands)


def _skip(practice: Practice, now: float) -> Practice:
    due = core.due(practice.circle)
    moment = now + practice.ahead
    if due is None or due[1].partition(".")[0] not in SKIPPED_TO or due[0] > moment + SOON:
        return practice
    ahead = practice.ahead + max(0.0, due[0] - moment)
    return look(replace(practice, ahead=ahead), now)


def _in_time(circle: Circle, now: float) -> Circle:
    """Everything that time has made due, each thing once, as the room does it."""
    for _ in range(20):
        due = core.due(circle)
        if due is None or due[0] > now:
            break
        facts = dice.shuffled(circle)
        circle = after(circle, Command("lapse", CLOCK, turn=circle.piece.turn, data={"why": due[1]}, facts=facts), now)
    return circle


# keeping it


def dump(practice: Practice) -> str:
    return json.dumps(
        vars(practice) | {"circle": core.dump(practice.circle)}, separators=(",", ":"), ensure_ascii=False
    )


def load(text: str) -> Practice:
    """What `dump` wrote. Raises ValueError, KeyError or TypeError for anything else (an older Kith's)."""
    facts = json.loads(text)
    pairs = tuple((op, sent) for op, sent in facts["ops"])
    return Practice(**facts | {"circle": core.load(facts["circle"]), "used": tuple(facts["used"]), "ops": pairs})


# what is said beside it


def note(practice: Practice) -> str:
    """One or two sentences for where you are; empty when the circle itself says enough."""
    script, piece = practice.script, practice.circle.piece
    if practice.over:
        return script.ending
    if piece.holder == YOU and script.role == "member":
        return script.after_you.get(practice.did, "") if practice.did in ("said", "written") else script.your_turn
    if practice.did == "passed" and piece.offered_to != YOU:
        return script.after_you.get("passed", "")
    return ""
