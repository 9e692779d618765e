"""What the made-up seats do next. They act by the core's own commands, so they can do nothing a real seat could not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kith.circle.core import CLOCK, Circle, Command
from kith.circle.evening.order import upcoming
from kith.circle.practice_script import YOU, Script, Turn, ref_of


@dataclass(frozen=True)
class Thing:
    """One thing that happens: commands, the turns of the script that are over by then, and minutes that pass at once."""

    commands: tuple[Command, ...]
    used: tuple[int, ...] = ()
    minutes: float = 0


@dataclass(frozen=True)
class Scene:
    """The circle as the script finds it. `pressed`: someone asked for a moment later, so what would wait need not."""

    script: Script
    circle: Circle
    used: frozenset[int]
    now: float
    room_for: int = -1  # the turn in which more time or silence was given: whoever speaks then goes on
    pressed: bool = False

    @property
    def keeper(self) -> str:
        """The made-up seat that keeps the evening; in a facilitator's scene nobody does but you."""
        return self.circle.lead if self.script.role == "member" and self.circle.lead != YOU else ""

    def left(self, ref: str) -> int | None:
        """The next thing this seat has to say."""
        return next((i for i, turn in self.unused() if ref_of(turn["alias"]) == ref), None)

    def unused(self) -> Iterator[tuple[int, Turn]]:
        return ((i, turn) for i, turn in enumerate(self.script.turns) if i not in self.used)

    def wants_next(self) -> str:
        """Whose turn the script has next, if they sit here, share, are on the line and do not hold the piece."""
        found = next(
            (ref_of(turn["alias"]) for _, turn in self.unused() if self.circle.seat(ref_of(turn["alias"]))), ""
        )
        seat = self.circle.seat(found)
        return found if seat and seat.sharing and seat.present and self.circle.piece.holder != found else ""


Wish = Callable[[Scene], Thing | None]


def next_thing(scene: Scene) -> Thing | None:
    """The one thing the others would do now; None when it is for you to do something."""
    quiet = scene.circle.hush or scene.circle.paused
    moving: tuple[Wish, ...] = () if quiet else (_hold, _be_offered, _hear_you_out, _from_the_middle, _keep)
    return next((thing for wish in (_answer, _nod, *moving) if (thing := wish(scene))), None)


def _one(command: str, actor: str, **data: Any) -> Thing:
    return Thing((Command(command, actor, data=data),))


def _answer(scene: Scene) -> Thing | None:
    """ "I'm not OK" is seen."""
    call = next((call for call in scene.circle.calls if call.by == YOU and not call.seen_by), None)
    return _one("seen", call.to[0], call=call.ref) if call else None


def _nod(scene: Scene) -> Thing | None:
    """ "Is it only me?" It is not: three say so, one after the other."""
    for slip in scene.circle.slips:
        others = [seat.ref for seat in _others(scene) if seat.ref not in slip.too]
        if slip.by == YOU and len(slip.too) < 3 and others:
            return _one("not_only_you", others[0], slip=slip.ref)
    return None


def _others(scene: Scene) -> list[Any]:
    return [seat for seat in scene.circle.seated if seat.ref != YOU and seat.present and not seat.guest]


def _hold(scene: Scene) -> Thing | None:
    """Whoever holds the piece says what they need and speaks, is given time, or passes it on."""
    circle, holder = scene.circle, scene.circle.seat(scene.circle.piece.holder)
    if holder is None or holder.ref == YOU or holder.by:
        return None
    if holder.here is False:
        return _someone_asks(scene)
    following = scene.left(holder.ref)
    goes_on = scene.room_for == circle.piece.turn or (
        following is not None and scene.script.turns[following].get("returns")
    )
    if following is not None and (not circle.piece.wrote or goes_on):
        return _speak(scene, following)
    if not circle.piece.wrote:
        return _one("not_now", holder.ref)
    return _someone_asks(scene) or _stay_long(scene) or _one("pass_on", holder.ref)


def _speak(scene: Scene, index: int, *first: Command) -> Thing:
    """Their need and their words; sometimes the line drops in the middle of them. What came before is no longer said."""
    turn = scene.script.turns[index]
    ref = ref_of(turn["alias"])
    said = Command("need", ref, data={"need": turn["need"]}), Command("say", ref, data={"text": turn["words"]})
    commands = [*first, *said]
    if turn.get("drops"):
        commands.append(Command("lost", CLOCK, data={"seat": ref}))
    over = range(index) if scene.circle.mode == "floor" else ()
    return Thing(tuple(commands), (*over, index))


def _someone_asks(scene: Scene) -> Thing | None:
    """On the floor, the next one puts a hand up while another still speaks."""
    ref = scene.wants_next()
    asked = dict(scene.circle.asks)
    if scene.circle.mode != "floor" or not ref or ref in asked:
        return None
    takes_it = scene.circle.piece.resting and not asked and scene.circle.moving and scene.now < scene.circle.closing_due
    return _take(scene, "ask_to_share", ref) if takes_it else _one("ask_to_share", ref)


def _stay_long(scene: Scene) -> Thing | None:
    """Some turns are long. The practice's clock runs ahead, so that yours need not."""
    held = scene.circle.piece
    mine = [
        turn for i, turn in enumerate(scene.script.turns) if i in scene.used and ref_of(turn["alias"]) == held.holder
    ]
    long = mine[-1].get("minutes", 0) if mine else 0
    left = 60 * long - (scene.now - held.since)
    return Thing((), minutes=long) if long >= 5 and left > 60 else None


def _be_offered(scene: Scene) -> Thing | None:
    """With something to say they take it and say it; without, they pass."""
    offered = scene.circle.seat(scene.circle.piece.offered_to)
    if offered is None or offered.ref == YOU or offered.by or not scene.circle.moving or not offered.present:
        return None
    return _take(scene, "accept", offered.ref)


def _take(scene: Scene, how: str, ref: str) -> Thing:
    """Take the piece and speak; pass it, with nothing to say."""
    following = scene.left(ref)
    if following is None:
        return _one("not_now", ref) if how == "accept" else _one(how, ref)
    return _speak(scene, following, Command(how, ref))


def _hear_you_out(scene: Scene) -> Thing | None:
    """Once you have said something, two of those who listen send a quiet word; you read it when your turn is over."""
    held = scene.circle.piece
    return acknowledgement(scene.circle) if held.holder == YOU and held.wrote else None


def acknowledgement(circle: Circle) -> Thing | None:
    sent = {heard.by for heard in circle.pending if heard.turn == circle.piece.turn}
    able = [seat.ref for seat in circle.seated if seat.ref != YOU and seat.present and not seat.by]
    kinds = ("hear_you", "thank_you")
    if len(sent) >= len(kinds) or not (waiting := [ref for ref in able[1:] if ref not in sent]):
        return None
    return _one("acknowledge", waiting[0], kind=kinds[len(sent)])


def _from_the_middle(scene: Scene) -> Thing | None:
    """Nobody holds it: a lost one is back, a hand goes up. A facilitator is waited for, unless a moment passes."""
    circle = scene.circle
    if not circle.moving or not circle.piece.resting:
        return None
    if back := next((seat.ref for seat in circle.seated if seat.here is False), ""):
        return (
            Thing((Command("found", CLOCK, data={"seat": back}),))
            if scene.pressed or not circle.piece.kept_for
            else None
        )
    if circle.mode == "floor" and circle.asks:
        first = _first(circle)
        return _take(scene, "take", first) if scene.pressed and first != YOU else None
    if circle.mode != "floor":
        return _once_more(scene)
    return _someone_asks(scene)


def _first(circle: Circle) -> str:
    return next(iter(upcoming(circle)), "")


def _once_more(scene: Scene) -> Thing | None:
    """In a round where the piece rests, whoever is next takes it after a moment."""
    first = _first(scene.circle)
    return _take(scene, "take", first) if scene.pressed and first and first != YOU else None


def _keep(scene: Scene) -> Thing | None:
    """The made-up facilitator goes on once the round has come home, and says goodnight."""
    circle, keeper = scene.circle, scene.keeper
    if not keeper:
        return None
    if circle.phase == "after":
        return _one("close", keeper)
    return _one("next_part", keeper) if circle.phase in ("under_way", "closing") and circle.home_at else None
