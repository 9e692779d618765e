"""Asking someone who runs the group to go: one asks, another facilitator and the host agree, the one it is about is told.

Where nobody else runs the group, the one who asks and the host suffice. It is never one person, whatever hats they wear.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from kith.groups import leaving, roles, telling_of, two
from kith.groups.models import Group, Membership, Parting
from kith.groups.words import Reason
from kith.groups.words_keeping import Kept
from kith.kit.refusal import Refused
from kith.people.models import Person

OPEN_FOR = timedelta(days=30)  # nobody should live under an open question for longer
Outcome = Parting.Outcome


@transaction.atomic
def ask(about: Membership, *, why: str, by: Membership, now: datetime) -> Parting:
    """It begins, and the one it is about is told at once. Where one is open already, that one is answered."""
    group = Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
    about = Membership.objects.select_related("person").get(pk=about.pk, group=group)
    if about.pk == by.pk:
        raise Refused(Reason.NOT_YOURSELF)
    if not about.runs:
        raise Refused(Reason.NOT_A_MEMBER)
    facts = {"group": group, "by": by, "why": why, "at": now}
    parting, is_new = Parting.objects.get_or_create(about=about, ended_at=None, defaults=facts)
    if is_new:
        _tell(parting)
    return parting


def waits_for_another(parting: Parting) -> bool:
    """Whether there is somebody else who runs the group, so that their yes is needed."""
    others = two.runners(parting.group, about=parting.about)
    return any(one.pk != parting.by_id for one in others)


@transaction.atomic
def agree(parting: Parting, *, by: Membership, now: datetime) -> Parting:
    """Another facilitator says yes."""
    parting = _locked(parting)
    if by.group_id != parting.group_id or not by.runs or by.person_id == parting.about.person_id:
        raise Refused(Kept.ABOUT_YOU)
    if by.pk == parting.by_id or by.person_id == parting.host_by_id:
        raise Refused(Kept.NEEDS_ANOTHER)
    if parting.yes_by is None:
        parting.yes_by, parting.yes_at = by, now
    return _perhaps(parting, now)


@transaction.atomic
def agree_as_host(parting: Parting, *, by: Person, now: datetime) -> Parting:
    """The host says yes. The word of a host who asked or agreed as a facilitator counts already: it takes somebody else."""
    parting = _locked(parting)
    if not by.is_host or by.pk == parting.about.person_id:
        raise Refused(Kept.ABOUT_YOU)
    if by.pk in _who_said(parting):
        raise Refused(Kept.NEEDS_ANOTHER)  # their word counts already, with both hats
    if parting.host_by is None:
        parting.host_by, parting.host_at = by, now
    return _perhaps(parting, now)


@transaction.atomic
def answer(parting: Parting, *, words: str, by: Membership) -> Parting:
    """In the words of the one it is about, read by all who decide."""
    parting = _locked(parting)
    if by.pk != parting.about_id:
        raise Refused(Kept.OVER)
    parting.answer = words
    parting.save(update_fields=["answer"])
    return parting


@transaction.atomic
def take_back(parting: Parting, *, by: Membership, now: datetime) -> Parting:
    """By the one who asked. A yes given before counts for nothing then."""
    parting = _locked(parting)
    if by.pk != parting.by_id:
        raise Refused(Kept.NEEDS_ANOTHER)
    return _end(parting, Outcome.TAKEN_BACK, now)


def lapse(now: datetime) -> None:
    """A round: what was not agreed within thirty days is over."""
    for parting in Parting.objects.open().filter(at__lte=now - OPEN_FOR):
        with transaction.atomic():
            _end(_locked(parting), Outcome.LAPSED, now)


def _locked(parting: Parting) -> Parting:
    Group.objects.select_for_update(no_key=True).get(pk=parting.group_id)
    found = Parting.objects.with_names().select_related("about__person").get(pk=parting.pk)
    if found.ended_at:
        raise Refused(Kept.OVER)
    return found


def _who_said(parting: Parting) -> dict[int, Person]:
    """The persons whose word it has as facilitators, if they still run the group."""
    said = [one.pk for one in (parting.by, parting.yes_by) if one]
    running = two.runners(parting.group, about=parting.about).filter(pk__in=said).select_related("person")
    return {member.person_id: member.person for member in running}


def _is_agreed(parting: Parting) -> bool:
    """A host and those who run the group have said yes, at least two people in all."""
    said, host = _who_said(parting), parting.host_by
    hosts = {one.pk for one in (*said.values(), host) if one and one.is_host and one.is_active}
    wanted = 2 if waits_for_another(parting) else 1
    return bool(hosts) and len(said) >= wanted and len(said.keys() | hosts) >= 2


def _perhaps(parting: Parting, now: datetime) -> Parting:
    """Enough have said yes, and still may: then they go, and no link brings them back."""
    parting.save()
    if not _is_agreed(parting):
        return parting
    if parting.about.state == Membership.State.MEMBER:
        leaving.end(parting.about, state=Membership.State.REMOVED, by=parting.by, why=parting.why[:300])
        roles.someone_steps_in(parting.group)
    return _end(parting, Outcome.AGREED, now)


def _end(parting: Parting, outcome: str, now: datetime) -> Parting:
    parting.ended_at, parting.outcome = now, outcome
    parting.save()
    telling_of.untell(parting.group, f"parting:{parting.ref}")
    return parting


def _tell(parting: Parting) -> None:
    group, about = parting.group, f"parting:{parting.ref}"
    path = reverse("groups:parting", args=[group.ref, parting.ref])
    telling_of.tell(parting.about.person, kind=telling_of.Kind.STANDING, group=group, about=about, path=path)
    others = [one for one in telling_of.who_run(group, besides=parting.by) if one != parting.about.person]
    hosts = [one for one in telling_of.hosts() if one != parting.about.person]
    telling_of.tell(*others, *hosts, kind=telling_of.Kind.FACILITATING, group=group, about=about, path=path)
