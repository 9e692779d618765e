"""Formats: the orders a meeting can follow. Eight come with Kith, from data/formats.toml; a group writes its own beside them."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from kith.meetings.varying import Occasion, Varied, vary

if TYPE_CHECKING:
    from kith.groups.models import Group
    from kith.meetings.models import Meeting, WrittenFormat

FACILITATOR, ANYONE, ROTATING = "facilitator", "anyone", "rotating"
READERS = (FACILITATOR, ANYONE, ROTATING)


@dataclass(frozen=True, slots=True)
class Part:
    key: str
    name: str
    mode: str
    minutes: int
    script: str
    first_time: str
    share: int | None = None  # soft minutes of one turn
    prompt: str = ""
    asks: bool = False  # takes the evening's question
    prompt_depth: str = "middle"
    reader: str = FACILITATOR  # who reads the script aloud


@dataclass(frozen=True, slots=True)
class Format:
    key: str
    name: str
    summary: str
    good_for: str
    seats: tuple[int, int]  # fewest and most it suits
    minutes: int
    parts: tuple[Part, ...]
    empty_seat: bool = False
    variations: tuple[Varied[Part], ...] = ()

    @property
    def asking(self) -> Part | None:
        """The part that takes a question from the library or of the facilitator's own."""
        return next((part for part in self.parts if part.asks), None)

    def on(self, at: Occasion) -> "Format":
        """This format as it goes on that evening."""
        if not self.variations:
            return self
        parts = vary(self.parts, self.variations, at)
        return replace(self, parts=parts, minutes=sum(one.minutes for one in parts), variations=())


@cache
def shelf() -> dict[str, Format]:
    """Those that come with Kith, by key, in the order they are offered."""
    text = resources.files("kith.meetings").joinpath("data/formats.toml").read_text("utf-8")
    return {written["key"]: _read(written) for written in tomllib.loads(text)["format"]}


def _read(written: dict[str, object]) -> Format:
    parts = tuple(Part(**part) for part in written.pop("parts"))  # type: ignore[attr-defined]
    return Format(parts=parts, seats=tuple(written.pop("seats")), **written)  # type: ignore[arg-type]


def of(group: "Group") -> dict[str, Format]:
    """What this group can choose from: its own first, then those that come with Kith."""
    own = [read(written) for written in group.formats.offered()]
    return {form.key: form for form in own} | shelf()


def read(written: "WrittenFormat") -> Format:
    """A format that a group wrote, in the same shape as the others."""
    parts = tuple(part(one) for one in written.parts)
    return Format(
        key=written.key,
        name=written.name,
        summary=written.summary,
        good_for=written.good_for,
        seats=(written.fewest, written.most),
        minutes=sum(one.minutes for one in parts),
        parts=parts,
        empty_seat=written.empty_seat,
        variations=tuple(Varied(v.on, v.number, v.day, v.what, v.part, part(v.block)) for v in _variations(written)),
    )


def _variations(written: "WrittenFormat") -> list[Any]:
    return list(written.variations.all()) if written.pk else []


def part(written: Mapping[str, Any]) -> Part:
    """One part out of JSON; what it does not know is left aside."""
    known = {field.name for field in fields(Part)}
    return Part(**{name: value for name, value in written.items() if name in known})


def written_down(one: Part) -> dict[str, Any]:
    """One part as JSON."""
    return asdict(one)


def as_planned(meeting: "Meeting") -> Format:
    """The format of a meeting as its agenda has it: for when the group has put that format away since."""
    parts = tuple(part({"script": "", "first_time": ""} | one) for one in meeting.parts)
    name = str(meeting.agenda.get("name", ""))
    empty = bool(meeting.agenda.get("empty_seat"))
    return Format(meeting.format, name, "", "", (2, 12), meeting.minutes, parts, empty)


def for_meeting(meeting: "Meeting") -> Format:
    return of(meeting.group).get(meeting.format) or as_planned(meeting)
