"""What a group's page shows to one member, found with a few queries that do not grow with the group."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils import timezone

from kith.groups import capacity, cupboards, first_visit, known, lines, places, waits
from kith.groups.known import GROUP, OWN
from kith.groups.models import Acceptance, Agreement, Asking, Group, Invitation, Membership, Offer, Question
from kith.people.models import Person

MOST = 50


def promised(me: Membership) -> tuple[Agreement | None, bool]:
    """The agreement in force, and whether this member is asked about it. `me` is known."""
    found = dict(known.says(me, "in_force") or {})
    if not found:
        return None, False
    said_yes = found.pop("said_yes")
    return Agreement(group=me.group, **found), not said_yes


def page(request: HttpRequest, me: Membership, agreement: Agreement | None, asked: bool) -> dict[str, Any]:
    group = me.group
    cupboards.know(me)
    return {
        "me": me,
        "group": group,
        "agreement": agreement,
        "asked": asked,
        "who_run": known.who_run(me),
        "today": places.today.show(request, group, me),
        "next_meeting": places.next_meeting.show(request, group, me),
        "ahead": places.ahead.show(request, group, me),
        "beside": places.beside.show(request, group, me),
        "lines": lines.told(me),
        **at_home(me, now=timezone.now()),
        **(who_needs_me(request, me) if me.runs else {}),
    }


def who_needs_me(request: HttpRequest, me: Membership) -> dict[str, Any]:
    """For those who run it: what waits, what is close first. A second factor is offered while there is none."""
    facts = {
        "needs": [one for one in places.needs.show(request, me.group, me) if one.strip()],
        "at_the_door": known.says(me, "asking") + known.says(me, "questions"),
        "waits": waits.for_who_runs(me),
        "wants_second_factor": not known.says(me, "second_factor"),
    }
    nobody = not any(facts.values()) and me.group.greeter_id is not None
    return {**facts, "nobody_needs_me": nobody, "open_links": known.says(me, "open_links")}


def at_home(me: Membership, *, now: datetime) -> dict[str, Any]:
    """What a member finds of comings and goings: what those who went wished to be told, and a hello of her own."""
    is_new = me.joined_at > now - first_visit.NEW and not me.runs
    return {
        "told": known.told_lately(me),
        "hello": first_visit.hello_to(me, now=now) if is_new else None,
        "missing": capacity.missing_in_words(more) if (more := capacity.missing(me.group)) else "",
        "is_new": is_new,
        "greets": me.group.greeter_id == me.pk,
    }


def ask() -> None:
    """What the group's own page wishes to know besides who the member is; in one question with all the rest."""
    known.ask("in_force", lambda now: _in_force())
    known.ask("asking", lambda now: known.how_many(_asking(), each="membership__group"))
    known.ask("questions", lambda now: known.how_many(Question.objects.open().filter(group=GROUP), each="group"))
    known.ask("open_links", lambda now: known.how_many(_links(now), each="group"))
    known.ask("second_factor", lambda now: Exists(Authenticator.objects.filter(user=OuterRef("person"))))


def _in_force() -> Subquery:
    said_yes = Exists(Acceptance.objects.filter(agreement=OuterRef("pk"), membership=OuterRef(OWN)))
    newest = Agreement.objects.filter(group=GROUP).order_by("-version")
    return Subquery(newest.values(found=JSONObject(pk="pk", version="version", text="text", said_yes=said_yes))[:1])


def _asking() -> QuerySet[Asking]:
    return Asking.objects.open().filter(membership__group=GROUP)


def _links(now: datetime) -> QuerySet[Invitation]:
    live = Invitation.objects.live(now)
    return Invitation.objects.filter(pk__in=live.values("pk"), group=GROUP)


def knocking(group: Group) -> tuple[list[Asking], list[Asking], list[Offer]]:
    """Who asked, who waits, each in order; and to whom a seat is offered."""
    state, both = Membership.State, (Membership.State.ASKED, Membership.State.WAITING)
    notes = Asking.objects.filter(membership__group=group, membership__state__in=both).select_related("membership")
    there = sorted(notes[: 2 * MOST], key=lambda one: one.in_line_since or one.asked_at)
    offers = Offer.objects.open().filter(membership__group=group).select_related("membership").order_by("until")
    asked = [one for one in there if one.membership.state == state.ASKED]
    return asked, [one for one in there if one.membership.state == state.WAITING], list(offers[:MOST])


def who_looks_at_the_door(person: Person, *, now: datetime) -> QuerySet[Membership]:
    """Their standing where they run a group, with how many seats are taken there."""
    taken = known.how_many(Membership.objects.taking_seats(now).filter(group=GROUP), each="group")
    return Membership.objects.running(person).select_related("group").annotate(seats_taken=taken)


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
        "seats": capacity.seats_in_words(capacity.free(group, now=now, counted=me.__dict__["seats_taken"])),
    }
