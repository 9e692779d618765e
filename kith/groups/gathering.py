"""What a group's page shows to one member, found with a few queries that do not grow with the group."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest
from django.utils import timezone

from kith.groups import places
from kith.groups.models import Invitation, Membership


def page(request: HttpRequest, me: Membership) -> dict[str, Any]:
    group = me.group
    agreement = group.agreement
    return {
        "me": me,
        "group": group,
        "agreement": agreement,
        "asked": not me.has_said_yes(agreement),
        "who_run": list(group.memberships.who_run()),
        "next_meeting": places.next_meeting.show(request, group, me),
        **(who_needs_me(request, me) if me.runs else {}),
    }


def who_needs_me(request: HttpRequest, me: Membership) -> dict[str, Any]:
    """For those who run it: what waits. A second factor is offered while there is none."""
    return {
        "needs": places.needs.show(request, me.group, me),
        "wants_second_factor": not is_mfa_enabled(me.person),
        "open_links": Invitation.objects.live(timezone.now()).filter(group=me.group).count(),
    }
