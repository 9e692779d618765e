"""A member would like the agreement to be different: she says how and why, a facilitator answers once, kindly."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from kith.groups import agreeing, telling_of
from kith.groups.models import Group, Membership, Proposal
from kith.groups.words_keeping import Kept
from kith.kit.refusal import Refused
from kith.people.models import Person


@transaction.atomic
def propose(group: Group, *, text: str, why: str, by: Membership, now: datetime) -> Proposal:
    """The whole agreement as it would be. A second one, while the first waits, takes its place."""
    group = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    lines, current = agreeing.lines_of(text), group.agreement
    if current and current.clauses == lines:
        raise Refused(Kept.NOTHING_CHANGED, field="text")
    facts = {"text": "\n".join(lines), "why": why, "at": now, "on_version": current.version if current else 0}
    proposal, _new = Proposal.objects.update_or_create(group=group, by=by, answered_at=None, defaults=facts)
    _tell(proposal, *telling_of.who_run(group, besides=by), kind=telling_of.Kind.FACILITATING)
    return proposal


@transaction.atomic
def adopt(proposal: Proposal, *, answer: str, by: Membership, now: datetime) -> Proposal:
    """It becomes the agreement, word for word; unless that has changed since it was written."""
    proposal = _locked(proposal, by)
    current = proposal.group.agreement
    if proposal.on_version != (current.version if current else 0):
        raise Refused(Kept.MOVED_ON)
    proposal.adopted = agreeing.adopt(proposal.group, text=proposal.text, by=by)
    return _answered(proposal, answer, by, now)


@transaction.atomic
def answer_kindly(proposal: Proposal, *, answer: str, by: Membership, now: datetime) -> Proposal:
    """Not now: with a few words, which she reads."""
    return _answered(_locked(proposal, by), answer, by, now)


@transaction.atomic
def take_back(proposal: Proposal, *, by: Membership) -> None:
    """Hers, as long as nobody has answered. Twice is harmless."""
    for own in Proposal.objects.filter(pk=proposal.pk, by=by, answered_at=None).select_related("group"):
        telling_of.untell(own.group, f"proposal:{own.ref}")
        own.delete()


def compared(proposal: Proposal) -> list[agreeing.Line]:
    """What it would change, against the version it was written against."""
    was = proposal.group.agreements.filter(version=proposal.on_version).first()
    return agreeing.compared(was.clauses if was else [], proposal.text.splitlines())


def _locked(proposal: Proposal, by: Membership) -> Proposal:
    Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
    found = Proposal.objects.select_related("group", "by__person").get(pk=proposal.pk, group=by.group_id)
    if found.answered_at:
        raise Refused(Kept.ANSWERED)
    return found


def _answered(proposal: Proposal, answer: str, by: Membership, now: datetime) -> Proposal:
    proposal.answer, proposal.answered_by, proposal.answered_at = answer, by, now
    proposal.save()
    telling_of.untell(proposal.group, f"proposal:{proposal.ref}")
    if proposal.by and proposal.by != by:
        _tell(proposal, proposal.by.person, kind=telling_of.Kind.ANSWERED, what=":answer")
    return proposal


def _tell(proposal: Proposal, *who: Person, kind: telling_of.Kind, what: str = "") -> None:
    path = reverse("groups:proposal", args=[proposal.group.ref, proposal.ref])
    telling_of.tell(*who, kind=kind, group=proposal.group, about=f"proposal:{proposal.ref}{what}", path=path)
