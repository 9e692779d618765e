"""What a format needs before a circle can follow it; what is missing is said in words. Pure."""

from collections.abc import Iterable

from kith.kit.refusal import Refused
from kith.meetings.formats import Format, Part
from kith.meetings.models import LONGEST, SHORTEST
from kith.meetings.varying import INSTEAD, Varied
from kith.meetings.words import Reason

MODES = ("talk", "reading", "round", "floor", "pairs", "silence", "empathy", "writing", "closing")
QUIET = ("reading", "silence")  # these do not grow with the evening
TURNS = ("round", "floor", "empathy", "pairs")  # one speaks at a time, for a soft while
SHARES = (*TURNS, "writing")  # people share what is theirs
FEWEST_PARTS, MOST_PARTS = 3, 14
CLOSING = (5, 10)
USUAL_SHARE = 3


def check(form: Format) -> None:
    """Refused, with the place of the part (`part`, from 0) where it is about one."""
    _numbers(form)
    _order(form.parts)
    for place, one in enumerate(form.parts):
        _part(place, one)
    if not any(_has_room(one) for one in form.parts):
        raise Refused(Reason.FORMAT_TALKS)


def _numbers(form: Format) -> None:
    if not FEWEST_PARTS <= len(form.parts) <= MOST_PARTS:
        raise Refused(Reason.FORMAT_PARTS, n=len(form.parts))
    if not SHORTEST <= form.minutes <= LONGEST:
        raise Refused(Reason.FORMAT_LENGTH, n=form.minutes)
    fewest, most = form.seats
    if not 2 <= fewest <= most <= 12:
        raise Refused(Reason.FORMAT_SEATS, field="fewest")


def _order(parts: tuple[Part, ...]) -> None:
    modes = [one.mode for one in parts]
    if modes.count("closing") != 1 or modes[-1] != "closing":
        raise Refused(Reason.FORMAT_CLOSES)
    first = next((place for place, mode in enumerate(modes) if mode in SHARES), len(modes))
    if "reading" not in modes[:first]:
        raise Refused(Reason.FORMAT_READS)
    if sum(one.asks for one in parts) > 1:
        raise Refused(Reason.FORMAT_ASKS_ONCE)


def _part(place: int, one: Part) -> None:
    if one.mode == "closing" and not CLOSING[0] <= one.minutes <= CLOSING[1]:
        raise Refused(Reason.FORMAT_CLOSING_LENGTH, part=place)
    if one.asks and one.mode not in SHARES:
        raise Refused(Reason.PART_IS_QUIET, part=place, name=one.name)
    if one.prompt and one.mode in QUIET:
        raise Refused(Reason.PART_IS_QUIET, part=place, name=one.name)
    if one.share and one.share > one.minutes:
        raise Refused(Reason.PART_SHARE, part=place, name=one.name, n=one.minutes)


def _has_room(one: Part) -> bool:
    return one.mode not in (*QUIET, "closing")


def check_varied(form: Format, variations: Iterable[Varied[Part]]) -> None:
    """Each alone, and all of them on one evening, must leave an evening that can be followed."""
    variations = tuple(variations)
    by_key = {one.key: one for one in form.parts}
    for one in variations:
        _check_one(form, by_key, one)
    hushed = {one.part for one in variations if one.what == INSTEAD and not _has_room(one.block)}
    if not any(_has_room(part) for key, part in by_key.items() if key not in hushed):
        raise Refused(Reason.FORMAT_TALKS)


def _check_one(form: Format, by_key: dict[str, Part], one: Varied[Part]) -> None:
    old, place = by_key[one.part], list(by_key).index(one.part)
    ends = old.mode == "closing" or one.block.mode == "closing"
    if ends or (one.what == INSTEAD and old.mode == "reading"):
        raise Refused(Reason.STAYS_AS_IT_IS, field="part")
    _part(place, one.block)
    parts = list(form.parts)
    parts[place : place + 1] = [one.block] if one.what == INSTEAD else [old, one.block]
    _order(tuple(parts))
