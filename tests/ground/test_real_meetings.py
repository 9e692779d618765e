"""11,521 meetings that people really published: nothing in them breaks search, clocks or pages. They are not ours."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from bench import directory, meeting_guide
from bench.meeting_guide import ZONES, Guided
from kith.finding import cards, fits, indexing, questions
from kith.finding.asking import Search
from kith.finding.fitting import Wish
from kith.finding.looking import Looking
from kith.finding.themes import Tree
from kith.groups.models import Group
from kith.meetings.models import Meeting, Rhythm

FILE = meeting_guide.path()
pytestmark = [
    pytest.mark.deep,
    pytest.mark.django_db,
    pytest.mark.skipif(FILE is None, reason="the real meetings are not here"),
]
WEEK = timedelta(days=7)


@pytest.fixture
def published() -> Iterator[list[Guided]]:
    """All of them as groups with a week of meetings, in one transaction that is taken back."""
    assert FILE
    rows, now = meeting_guide.read(FILE), timezone.now()
    groups = Group.objects.bulk_create([as_group(row, place, now) for place, row in enumerate(rows)], batch_size=1000)
    meetings = [
        Meeting(
            group=group,
            starts_at=at,
            minutes=row.minutes,
            format="x",
            call_link=row.call_link[:500],
            place=row.place[:300],
        )
        for group, row in zip(groups, rows, strict=True)
        for at in directory.coming(row, ZoneInfo(group.zone), now)
        if now < at < now + WEEK
    ]
    Meeting.objects.bulk_create(meetings, batch_size=1000)
    nexts: dict[int, datetime] = {}
    for one in meetings:
        nexts[one.group_id] = min(one.starts_at, nexts.get(one.group_id, one.starts_at))
    Rhythm.objects.bulk_create(
        [
            Rhythm(group=g, next_at=nexts.get(g.pk), by_call=r.by_call, in_hall=r.in_hall)
            for g, r in zip(groups, rows, strict=True)
        ],
        batch_size=1000,
    )
    indexing.index_all(now)
    yield rows


def as_group(row: Guided, place: int, now: datetime) -> Group:
    return Group(
        name=(row.name.strip() or "A group")[:80],
        zone=row.zone or ZONES[place % len(ZONES)],
        language=row.language,
        town=row.town[:80],
        door=Group.Door.OPEN,
        listed_at=now,
        begun_at=now,
    )


def test_nothing_real_breaks_search_clocks_or_pages(published: list[Guided]) -> None:
    assert len(published) == 11_521
    now = timezone.now()
    for zone in ("America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland"):
        every_name_is_found(published, Looking(None, tree=Tree.of(), zone=ZoneInfo(zone), now=now))
        every_meeting_is_in_one_part_of_one_day(Looking(None, tree=Tree.of(), zone=ZoneInfo(zone), now=now))
    every_card_can_be_written(Looking(None, tree=Tree.of(), zone=ZoneInfo("Asia/Kolkata"), now=now))
    pages_are_shown()


def every_name_is_found(rows: list[Guided], look: Looking) -> None:
    """By all of its own words, or, if it has none that can be searched, without harm."""
    for row in rows[::150]:
        found = look.found(Search(words=row.name[:80]))
        terms = Search(words=row.name[:80]).terms
        assert not terms or found.filter(name=row.name.strip()[:80]).exists(), row.name


def every_meeting_is_in_one_part_of_one_day(look: Looking) -> None:
    spans = [
        look.spans(Search(day=str(day), part=part))
        for day in range(7)
        for part in ("morning", "afternoon", "evening", "night")
    ]
    meetings = sum(questions.meetings(some).filter(starts_at__lt=look.now + WEEK).count() for some in spans)
    assert meetings == Meeting.objects.standing().count()


def every_card_can_be_written(look: Looking) -> None:
    keys = list(questions.in_order(look.found(Search()), look.since).values_list("pk", flat=True))
    dealt = [
        card for at in range(0, len(keys), 500) for card in cards.deal(look.rows(keys[at : at + 500]), look, zone=None)
    ]
    assert len(dealt) == 11_521
    assert fits.best(Wish(when=frozenset({"evenings"}), way="hall"), look, zone=look.zone)


def pages_are_shown() -> None:
    client = Client()
    for asked in (
        "",
        "?page=50",
        "?words=12+%26+12",
        "?day=6&part=morning&zone=Australia/Lord_Howe",
        "?tonight=1",
        "?language=es",
    ):
        answer = client.get(f"/find/{asked}")
        assert answer.status_code == 200, asked
        assert "</article>" in answer.content.decode(), asked
    assert client.get("/find/").content.decode().count("</article>") == questions.PAGE


def test_the_file_is_read_where_every_test_must_run() -> None:
    assert FILE or not os.environ.get("KITH_REAL_MEETINGS")
