"""A group's page and a meeting's on a night when everything happens: axe finds nothing, nothing sticks out, ten questions."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Page

from kith.groups.models import Acceptance, Asking, Membership, Proposal, Standing
from kith.meetings.models import Attendance, Cancellation, Coming, HardWeek, Meeting, Moved, PieceAsked
from tests.cast import Cast, meeting, member
from tests.depth import pick
from tests.journeys.test_axe import LOOKS, told

DAY = 60 * 24
LONG = "Nia-with-a-very-long-name-that-goes-on"


@pytest.fixture(scope="session", autouse=True)
def beside_a_loop() -> Iterator[None]:
    """Playwright runs a loop in this thread; the database is asked in it all the same, also when the test is put away."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


def busy(cast: Cast) -> dict[str, Meeting]:
    """Tonight's room is open; one is moved, one called off, Ana held six in a row, Ben had a hard week, people ask to come."""
    now, group = timezone.now(), cast.group
    cleo = member(group, "Cleo", role=Membership.Role.CO_FACILITATOR)
    for n in range(6):
        held = meeting(group, starts_in=-DAY * (7 * n + 1), facilitator=cast.as_ana)
        Attendance.objects.create(meeting=held, membership=cast.as_ana, came_at=held.starts_at)
        meeting(group, starts_in=DAY * (7 * n + 6), facilitator=cast.as_ana)
    off, moved = meeting(group, starts_in=180), meeting(group, starts_in=300, facilitator=cast.as_ana)
    Cancellation.objects.create(meeting=off, by=cast.as_ana, why="I am ill.")
    Moved.objects.create(meeting=moved, was=now + timedelta(hours=4), became=moved.starts_at, by=cast.as_ana)
    PieceAsked.objects.create(meeting=meeting(group, starts_in=DAY), of=cast.as_ana, by=cleo)
    cant = {"membership": cast.as_ben, "answer": "cant", "starts_at": cast.meeting.starts_at}
    HardWeek.objects.create(coming=Coming.objects.create(meeting=cast.meeting, **cant), hello_from=cast.as_ana, at=now)
    Asking.objects.create(membership=member(group, "Dora", state="asked"), words="May I come?")
    Proposal.objects.create(group=group, by=cast.as_ben, text="I may pass.")
    Standing.objects.create(membership=member(group, "Gil", state="paused"), what="paused", told="resting")
    return {"now": cast.meeting, "moved": moved, "off": off, "past": held}


def newcomer(cast: Cast) -> Membership:
    """She has not said yes to the agreement yet."""
    nia = member(cast.group, LONG)
    Acceptance.objects.filter(membership=nia).delete()
    return nia


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_busiest_night_is_calm_to_look_at(cast: Cast, live_server: Any, page: Page) -> None:
    nights, nia = busy(cast), newcomer(cast)
    paths = [cast.group.get_absolute_url(), *(one.get_absolute_url() for one in nights.values())]
    every = list(product([nia.person, cast.ben, cast.ana], paths, LOOKS))
    for who, path, (width, scheme) in pick(every[:: len(LOOKS) + 1], every, every):
        client = Client()
        client.force_login(who)
        page.context.add_cookies(
            [{"name": name, "value": one.value, "url": live_server.url} for name, one in client.cookies.items()]
        )
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.goto(live_server.url + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        where = f"{who.sign_in} at {path}, {width} px, {scheme}"
        assert not found, f"{where}: " + "; ".join(map(told, found))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{where} sticks out to the side"


def asked(client: Client, who: Any, path: str) -> int:
    client.force_login(who)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_ten_questions_are_enough_while_some_of_it_waits(client: Client, cast: Cast) -> None:
    nights = busy(cast)
    for night in nights.values():
        for who in (cast.ben, cast.ana):
            assert asked(client, who, night.get_absolute_url()) <= 10, (who.sign_in, night.pk)
    assert asked(client, cast.ben, cast.group.get_absolute_url()) <= 10
    for change in (nights["moved"], nights["off"]):  # nothing is moved or called off at the last moment any more
        change.delete()
    assert asked(client, cast.ana, cast.group.get_absolute_url()) <= 10
