"""A reminder's link: it can answer one question of one member about one meeting, and nothing else; it signs nobody in."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse

from kith.groups.models import Membership
from kith.kit import by_heart
from kith.meetings.models import Meeting
from kith.notices.models import Notice
from kith.people.models import Person
from kith.people.zones import known_zone

SALT = "kith.meetings.links"


@dataclass(frozen=True, slots=True)
class Asked:
    meeting: Meeting
    membership: Membership


def path(meeting_ref: str, membership_ref: str) -> str:
    """The page a reminder leads to. It holds two opaque refs and a seal."""
    return reverse("meetings:answer_link", args=[token(meeting_ref, membership_ref)])


def token(meeting_ref: str, membership_ref: str) -> str:
    return _signer().sign(f"{meeting_ref}.{membership_ref}")


def opened(token: str, *, now: datetime) -> Asked | None:
    """What it asks; None once the meeting has begun or the membership has ended, and for whatever was tampered with."""
    try:
        meeting_ref, _, membership_ref = _signer().unsign(token).partition(".")
    except signing.BadSignature:
        return None
    ours = Membership.objects.here().filter(ref=membership_ref, person__suspended_at=None)
    membership = ours.select_related("group", "person").first()
    if membership is None:
        return None
    coming = Meeting.objects.filter(ref=meeting_ref, group=membership.group_id, starts_at__gt=now)
    meeting = coming.select_related("cancellation", "group").first()
    return Asked(meeting, membership) if meeting else None


def zone_of(asked: Asked) -> ZoneInfo:
    """The member's own clock; the group's for who chose none."""
    return ZoneInfo(known_zone(asked.membership.person.zone) or asked.meeting.group.zone)


def ask(notice: Notice) -> str:
    """For a mail: the link under which this person answers, of a notice whose key names a meeting. "" when there is none."""
    ref = notice.key.split(":")[1]
    mine = _theirs(notice.person, ref)
    return path(ref, mine[0]) if mine else ""


@by_heart.question
def _theirs(person: Person, meeting_ref: str) -> "QuerySet[Membership, str]":
    mine = Membership.objects.of(person).filter(group__meetings__ref=meeting_ref)
    return mine.order_by("pk").values_list("ref", flat=True)[:1]


def _signer() -> signing.Signer:
    return signing.Signer(salt=SALT)
