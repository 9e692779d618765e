"""Who is likely to come, as far as one who facilitates may know: how many chairs, how many newcomers, who could read."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from kith.groups import known
from kith.groups.models import Membership
from kith.meetings import taking_turns
from kith.meetings.formats import ROTATING
from kith.meetings.models import Attendance, Coming, Meeting
from kith.people.models import Apart, Person


@dataclass(frozen=True, slots=True)
class Expected:
    """`said` have answered that they come; the rest came last time, or hold the evening. Newcomers are counted, not named."""

    chairs: int
    said: int
    newcomers: int
    readers: dict[str, str] = field(default_factory=dict)  # key of a part -> alias


def of(meeting: Meeting, *, person: Person) -> Expected:
    """Nothing of those whom this person is kept apart from is in it (A5)."""
    ring = list(_ring(meeting, person))
    holding = {meeting.facilitator_id, meeting.door_by_id}
    coming = [one for one in ring if _comes(one, holding)]
    yes = sum(one.said in Coming.COMES for one in coming)
    new = sum(not one.ever_came for one in coming)
    able = [one for one in coming if one.ever_came and may_read(one, one.said or "")]
    able = [one for one in able if one.pk not in holding] or able
    return Expected(len(coming) or len(ring), yes, new, _readers(meeting, ring, able))


def _ring(meeting: Meeting, person: Person) -> "QuerySet[Any]":
    """The members, each with what they `said` of this evening, whether they `came_last` and whether they `ever_came`."""
    me = {"membership": OuterRef("pk")}
    before = Attendance.objects.filter(meeting__group=meeting.group_id)
    earlier = before.filter(meeting__starts_at__lt=meeting.starts_at)
    evenings = Meeting.objects.standing().filter(group=meeting.group_id, starts_at__lt=meeting.starts_at)
    last = earlier.order_by("-meeting__starts_at").values("meeting")[:1]
    here = Membership.objects.here().filter(group=meeting.group_id)
    return (
        here.exclude(Apart.objects.between(person, Apart.Kind.BLOCK, "person"))
        .annotate(
            said=Subquery(Coming.objects.counted_for(person).filter(meeting=meeting, **me).values("answer")[:1]),
            came_last=Exists(earlier.filter(meeting=last, **me)),
            ever_came=Exists(before.exclude(meeting=meeting).filter(**me)),
            nth_evening=known.how_many(evenings, each="group"),
        )
        .order_by("joined_at", "pk")
    )


def _nth(ring: list[Any]) -> int:
    """Of how many evenings before this one each of them knows."""
    return ring[0].nth_evening if ring else 0


def _comes(one: Any, holding: Collection[int | None]) -> bool:
    return one.said in Coming.COMES if one.said else one.came_last or one.pk in holding


def may_read(one: Membership, said: str) -> bool:
    """Not those who just listen, and not an interpreter or carer, who comes for someone else."""
    if one.alongside_of_id or said == Coming.Answer.LISTEN:
        return False
    return bool(said) or one.comes != Membership.Comes.LISTEN


def _readers(meeting: Meeting, ring: list[Membership], able: list[Membership]) -> dict[str, str]:
    parts = [part["key"] for part in meeting.parts if part.get("reader") == ROTATING]
    if not parts:
        return {}
    aliases = {one.ref: one.alias for one in ring}
    names = taking_turns.readers(len(parts), ring=list(aliases), able={one.ref for one in able}, evening=_nth(ring))
    return {key: aliases[ref] for key, ref in zip(parts, names, strict=False)}
