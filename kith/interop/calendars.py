"""A person's calendar: made, renamed, ended by them; and by whatever ends their sessions or their last membership (P6, S4)."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kith.companions.models import Outing
from kith.groups.models import Membership
from kith.interop.icalendar import Again, Once, calendar
from kith.interop.models import Feed
from kith.meetings.models import Meeting, Series
from kith.people.models import Person

BYTES = 16  # 128 random bits
BACK = timedelta(days=60)
MOST = 500  # meetings that are not as their series says


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make(*, by: Person) -> str:
    """A new address; the one before leads nowhere from now on. It is told this once: only its hash stays."""
    token = secrets.token_urlsafe(BYTES)
    Feed.objects.update_or_create(person=by, defaults={"hash": digest(token)})
    return token


def end(person: Person) -> None:
    Feed.objects.filter(person=person).delete()


def call_it(*, shows: str, word: str, by: Person) -> None:
    """What stands in the calendar: "Appointment", a word of one's own, or the group's name."""
    Feed.objects.filter(person=by).update(shows=shows, word=word if shows == Feed.Shows.OWN else "")


def of(person: Person) -> Feed | None:
    return Feed.objects.filter(person=person).first()


def read(token: str, *, now: datetime) -> bytes | None:
    """What a calendar program gets at this address; None where it leads nowhere."""
    feed = Feed.objects.open_to(digest(token)).first()
    if feed is None:
        return None
    return calendar(_entries(feed, now), now=now, name=_summary(feed, ""))


def one(meeting: Meeting, *, person: Person, now: datetime) -> bytes:
    """A file with this one meeting, as an event of its own: readers stumble over one gathering of a series they do not have."""
    feed = of(person) or Feed(person=person)
    return calendar([_gathering(meeting, feed)], now=now, name=_summary(feed, ""))


def one_outing(outing: Outing, *, person: Person, now: datetime) -> bytes:
    """A file with this one outing, for whoever comes."""
    feed = of(person) or Feed(person=person)
    return calendar([_outing(outing, feed)], now=now, name=_summary(feed, ""))


def _entries(feed: Feed, now: datetime) -> list[Once | Again]:
    mine = Membership.objects.of(feed.person).values("group")
    series = Series.objects.filter(group__in=mine).filter(Q(ended_at=None) | Q(ended_at__gt=now - BACK))
    by_itself = Meeting.objects.filter(group__in=mine, series=None, starts_at__gt=now - BACK)
    alone = by_itself.select_related("group", "cancellation").order_by("starts_at")[:MOST]
    found = series.select_related("group").prefetch_related("skipped").order_by("pk")
    other = _not_as_planned([one.pk for one in found])
    joined = Outing.objects.joined_by(feed.person).filter(starts_at__gt=now - BACK)
    return [
        *(_outing(one, feed) for one in joined.order_by("starts_at")[:MOST]),
        *(_again(one, feed, other.get(one.pk, [])) for one in found),
        *(_gathering(meeting, feed) for meeting in alone),
    ]


def _not_as_planned(series: list[int]) -> dict[int, list[Meeting]]:
    """Gatherings that were moved, made longer or called off, by series."""
    found: dict[int, list[Meeting]] = {}
    rows = Meeting.objects.filter(series__in=series, occurrence__isnull=False).select_related("series", "cancellation")
    for meeting in rows.exclude(revision=0, cancellation=None).order_by("-occurrence")[:MOST]:
        found.setdefault(meeting.series_id or 0, []).append(meeting)
    return found


def _again(series: Series, feed: Feed, other: list[Meeting]) -> Again:
    uid, summary = _uid(feed.person, series.ref), _summary(feed, series.group.name)
    left_out = list(series.skipped.all())
    planned = series.changed_at or series.planned_at
    changed = max([planned, *(one.at for one in left_out), *(_changed(meeting) for meeting in other)])
    return Again(
        uid=uid,
        summary=summary,
        rule=series.rule,
        starts_on=series.starts_on,
        clock=series.clock,
        minutes=series.minutes,
        zone=series.zone,
        revision=series.revision,
        changed_at=changed,
        left_out=tuple(one.day for one in left_out),
        ends_at=series.ended_at,
        but=tuple(_once(meeting, uid, summary, series.zone, of=meeting.occurrence) for meeting in other),
    )


def _outing(outing: Outing, feed: Feed) -> Once:
    """Only of those they come to. What and where it is stays out of it, as for meetings."""
    return Once(
        uid=_uid(feed.person, outing.ref),
        summary=_summary(feed, outing.group.name),
        starts_at=outing.begins,
        minutes=outing.minutes,
        zone=outing.group.zone,
        revision=outing.revision,
        changed_at=outing.changed_at,
        called_off=outing.is_off,
    )


def _gathering(meeting: Meeting, feed: Feed) -> Once:
    return _once(meeting, _uid(feed.person, meeting.ref), _summary(feed, meeting.group.name), meeting.group.zone)


def _once(meeting: Meeting, uid: str, summary: str, zone: str, of: datetime | None = None) -> Once:
    return Once(
        uid=uid,
        summary=summary,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        zone=zone,
        revision=meeting.revision + int(meeting.is_cancelled),
        changed_at=_changed(meeting),
        called_off=meeting.is_cancelled,
        of=of,
    )


def _changed(meeting: Meeting) -> datetime:
    """When it was last made another: planned, changed or moved by itself, called off."""
    off = meeting.cancellation.at if meeting.is_cancelled else None
    return max(at for at in (meeting.planned_at, meeting.changed_at, off) if at)


def _summary(feed: Feed, group: str) -> str:
    """What others see who look at this calendar. `group` is empty where the calendar itself is named."""
    if feed.shows == Feed.Shows.OWN and feed.word:
        return feed.word
    return (feed.shows == Feed.Shows.GROUP and group) or _("Appointment")


def _uid(person: Person, ref: str) -> str:
    """The same for this person always, and not the same as anyone else's: two calendars laid side by side share nothing."""
    return salted_hmac("kith.interop.uid", f"{person.pk}:{ref}", algorithm="sha256").hexdigest()[:32] + "@kith"


def address(request: HttpRequest, token: str) -> str:
    """The whole address, as a calendar program wants it."""
    return request.build_absolute_uri(reverse("interop:feed", args=[token]))
