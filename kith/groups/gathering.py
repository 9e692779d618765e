"""What a group's page shows to one member, found with a few queries that do not grow with the group."""

from datetime import datetime
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest
from django.utils import timezone

from kith.groups import capacity, first_visit, places, resting, waits
from kith.groups.models import Agreement, Asking, Group, Invitation, Membership, Offer, Question

MOST = 50


def promised(me: Membership) -> tuple[Agreement | None, bool]:
    """The agreement in force, and whether this member is asked about it."""
    agreement = me.group.agreement
    return agreement, not me.has_said_yes(agreement)


def page(request: HttpRequest, me: Membership, agreement: Agreement | None, asked: bool) -> dict[str, Any]:
    group = me.group
    return {
        "me": me,
        "group": group,
        "agreement": agreement,
        "asked": asked,
        "who_run": list(group.memberships.who_run()),
        "next_meeting": places.next_meeting.show(request, group, me),
        "beside": places.beside.show(request, group, me),
        **at_home(me, now=timezone.now()),
        **(who_needs_me(request, me) if me.runs else {}),
    }


def who_needs_me(request: HttpRequest, me: Membership) -> dict[str, Any]:
    """For those who run it: what waits. A second factor is offered while there is none."""
    return {
        "needs": places.needs.show(request, me.group, me),
        "wants_second_factor": not is_mfa_enabled(me.person),
        "at_the_door": at_the_door(me.group),
        "waits": waits.for_who_runs(me),
        "open_links": Invitation.objects.live(timezone.now()).filter(group=me.group).count(),
    }


def at_home(me: Membership, *, now: datetime) -> dict[str, Any]:
    """What a member finds of comings and goings: what those who went wished to be told, and a hello of her own."""
    is_new = me.joined_at > now - first_visit.NEW and not me.runs
    return {
        "told": resting.told_lately(me.group, now=now),
        "hello": first_visit.hello_to(me, now=now) if is_new else None,
        "missing": capacity.missing_in_words(more) if (more := capacity.missing(me.group)) else "",
        "is_new": is_new,
        "greets": me.group.greeter_id == me.pk,
    }


def at_the_door(group: Group) -> int:
    """How many wait for an answer: to a request, or to a question."""
    asked = Asking.objects.open().filter(membership__group=group).order_by().values("pk")
    questions = Question.objects.open().filter(group=group).order_by().values("pk")
    return asked.union(questions, all=True).count()


def knocking(group: Group) -> tuple[list[Asking], list[Asking], list[Offer]]:
    """Who asked, who waits, each in order; and to whom a seat is offered."""
    state, both = Membership.State, (Membership.State.ASKED, Membership.State.WAITING)
    notes = Asking.objects.filter(membership__group=group, membership__state__in=both).select_related("membership")
    there = sorted(notes[: 2 * MOST], key=lambda one: one.in_line_since or one.asked_at)
    offers = Offer.objects.open().filter(membership__group=group).select_related("membership").order_by("until")
    asked = [one for one in there if one.membership.state == state.ASKED]
    return asked, [one for one in there if one.membership.state == state.WAITING], list(offers[:MOST])


def door(me: Membership, *, now: datetime) -> dict[str, Any]:
    """For those who run it: who asks, what was asked, who waits for a seat, and who was here once."""
    group = me.group
    asked, line, offered = knocking(group)
    past = Membership.objects.to_be_asked(me.person).filter(group=group, state__in=Membership.PAST)
    return {
        "me": me,
        "group": group,
        "askings": asked,
        "questions": list(Question.objects.open().filter(group=group)[:MOST]),
        "line": line,
        "offered": offered,
        "past": list(past.order_by("alias")[:MOST]),
        "seats": capacity.seats_in_words(capacity.free(group, now=now)),
    }
