"""Who is likely to come, as far as one who facilitates may know: how many chairs, how many newcomers, who could read."""

from collections.abc import Collection
from dataclasses import dataclass, field

from kith.groups.models import Membership
from kith.meetings import taking_turns
from kith.meetings.formats import ROTATING
from kith.meetings.models import Attendance, Coming, Meeting
from kith.people.apart import apart_from
from kith.people.models import Person


@dataclass(frozen=True, slots=True)
class Expected:
    """`said` have answered that they come; the rest came last time, or hold the evening. Newcomers are counted, not named."""

    chairs: int
    said: int
    newcomers: int
    readers: dict[str, str] = field(default_factory=dict)  # key of a part -> alias


def of(meeting: Meeting, *, person: Person) -> Expected:
    """Nothing of those whom this person is kept apart from is in it (A5)."""
    known = Membership.objects.here().filter(group=meeting.group_id).exclude(person__in=apart_from(person))
    ring = list(known.order_by("joined_at", "pk"))
    said = dict(Coming.objects.counted_for(person).filter(meeting=meeting).values_list("membership", "answer"))
    lately, ever = _came_last(meeting), _ever_came(meeting)
    holding = {meeting.facilitator_id, meeting.door_by_id}
    coming = [one for one in ring if _comes(one, said.get(one.pk), lately, holding)]
    yes = sum(said.get(one.pk) in Coming.COMES for one in coming)
    new = sum(one.pk not in ever for one in coming)
    able = [one for one in coming if one.pk in ever and may_read(one, said.get(one.pk, ""))]
    able = [one for one in able if one.pk not in holding] or able
    return Expected(len(coming) or len(ring), yes, new, _readers(meeting, ring, able))


def _comes(one: Membership, said: str | None, lately: Collection[int], holding: Collection[int | None]) -> bool:
    return said in Coming.COMES if said else one.pk in lately or one.pk in holding


def may_read(one: Membership, said: str) -> bool:
    """Not those who just listen, and not an interpreter or carer, who comes for someone else."""
    if one.alongside_of_id or said == Coming.Answer.LISTEN:
        return False
    return bool(said) or one.comes != Membership.Comes.LISTEN


def _came_last(meeting: Meeting) -> set[int]:
    before = Attendance.objects.filter(meeting__group=meeting.group_id, meeting__starts_at__lt=meeting.starts_at)
    last = before.order_by("-meeting__starts_at").values("meeting")[:1]
    return {pk for pk in before.filter(meeting=last).values_list("membership", flat=True) if pk}


def _ever_came(meeting: Meeting) -> set[int]:
    before = Attendance.objects.filter(meeting__group=meeting.group_id).exclude(meeting=meeting)
    return {pk for pk in before.values_list("membership", flat=True).distinct() if pk}


def _readers(meeting: Meeting, ring: list[Membership], able: list[Membership]) -> dict[str, str]:
    parts = [part["key"] for part in meeting.parts if part.get("reader") == ROTATING]
    if not parts:
        return {}
    evening = Meeting.objects.standing().filter(group=meeting.group_id, starts_at__lt=meeting.starts_at).count()
    aliases = {one.ref: one.alias for one in ring}
    names = taking_turns.readers(len(parts), ring=list(aliases), able={one.ref for one in able}, evening=evening)
    return {key: aliases[ref] for key, ref in zip(parts, names, strict=False)}
