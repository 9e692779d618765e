"""What someone brought to a meeting, as its circle may know it: in words, and the picture apart, for whoever sits there."""

from dataclasses import dataclass
from typing import Any

from kith.circle.core import Circle
from kith.goals import bringing
from kith.goals.models import Goal
from kith.groups.models import Membership
from kith.library import holding_up
from kith.library.models import Resource, Strategy
from kith.meetings.models import Meeting
from kith.stories import keepsakes_bringing, keepsakes_files
from kith.stories.models import Keepsake

LONGEST = 600


@dataclass(frozen=True, slots=True)
class Thing:
    """A keepsake has no name: what is on its picture stands for one."""

    kind: str
    ref: str
    name: str
    text: str

    @property
    def called(self) -> str:
        return self.name or self.text


def goals(by: Membership, *, at: Meeting) -> list[Goal]:
    """Their own goals: each knows whether it comes along, and whether they wished to be asked after it."""
    return bringing.at(at, by=by)


def brought(by: Membership, *, at: Meeting, of: list[Goal] | None = None) -> list[Thing]:
    """What this member has with them, for them alone to see until they show it. `of`: their goals, where they were asked for."""
    own = goals(by, at=at) if of is None else of
    kept = [of_keepsake(one) for one in keepsakes_bringing.brought_to(at, by=by)]
    kept += [of_shelf(one) for one in holding_up.brought_to(at, by=by)]
    return kept + [of_goal(one) for one in own if bringing.comes(one)]


def known(ref: str, *, by: Membership, at: Meeting) -> dict[str, Any] | None:
    """The one of that name that they brought, if it is still theirs to show."""
    found = next((thing for thing in brought(by, at=at) if thing.ref == ref), None)
    return {"kind": found.kind, "ref": found.ref, "name": found.name, "text": found.text} if found else None


def of_keepsake(one: Keepsake) -> Thing:
    return Thing("keepsake", one.ref, "", one.described)


def of_shelf(one: Resource | Strategy) -> Thing:
    if isinstance(one, Strategy):
        return Thing("strategy", one.ref, one.name, one.how[:LONGEST])
    return Thing("resource", one.ref, one.name, "\n".join(words for words in (one.why, one.where) if words)[:LONGEST])


def of_goal(one: Goal) -> Thing:
    """With its next small step, and nothing of how it went."""
    return Thing("goal", one.ref, one.words, one.__dict__["next_step"] or "")


def picture(circle: Circle, ref: str, *, at: Meeting, size: str) -> bytes | None:
    """The picture of what is shown at this moment; of anything else, and of what was taken back, there is none."""
    shown = circle.piece.shown
    if shown is None or shown.kind != "keepsake" or shown.ref != ref:
        return None
    keepsake = keepsakes_bringing.is_there(at, ref)
    return keepsakes_files.read(keepsake.folder, size) if keepsake else None
