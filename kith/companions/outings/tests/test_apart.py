"""Two who are kept apart: nothing of the one is shown to the other, no number gives it away, and every end looks the same (A5)."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from django.db import transaction
from django.utils import timezone

from kith.companions.models import Outing
from kith.companions.outings import coming, inviting, seats, times
from kith.companions.outings.tests.ground import (
    PLACE,
    WALK,
    at,
    body,
    calendar_of,
    called,
    how,
    read,
    signed_in,
    told,
    walk,
    yes,
)
from kith.groups import leaving
from kith.notices.models import Notice
from kith.people import apart, erasing
from kith.people.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
EITHER = [(kind, by) for kind in ("block", "unsafe") for by in ("Ben", "Dee")]


def wish(by: str, of: str, kind: str = "block") -> None:
    apart.keep_apart(of=called(of).person, by=called(by).person, kind=kind)


def plain(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


@pytest.mark.parametrize(("kind", "by"), EITHER)
def test_what_someone_proposes_is_not_there_for_whom_they_are_kept_apart_from(here: Cast, kind: str, by: str) -> None:
    home, list_ = here.group.get_absolute_url(), f"/groups/{here.group.ref}/outings/"
    pages = (home, list_, f"{home}calendar/")
    before = [plain(body("Dee", path)) for path in pages]
    wish(by, "Dee" if by == "Ben" else "Ben", kind)
    outing, poll = walk(here.as_ben), walk(here.as_ben, 4, 5)
    inviting.look(timezone.now())
    assert [plain(body("Dee", path)) for path in pages] == before
    for one in (outing, poll):
        client, other = signed_in(called("Dee").person), signed_in(called("Em").person)
        assert client.get(at(one)).status_code == 404 and other.get(at(one)).status_code == 200
        assert client.post(f"{at(one)}do/come/").status_code == 404
        assert client.get(f"{at(one)}calendar.ics").status_code == 404
    assert told("Dee") == [] and told("Em")


@pytest.mark.parametrize(("kind", "by"), [("block", "Dee"), ("block", "Em"), ("unsafe", "Dee")])
def test_of_two_who_come_neither_finds_the_other_in_any_list_or_number(here: Cast, kind: str, by: str) -> None:
    outing = walk(here.as_ben)
    yes(outing, "Dee"), yes(outing, "Em")
    wish(by, "Em" if by == "Dee" else "Dee", kind)
    for who, other in (("Dee", "Em"), ("Em", "Dee")):
        page = plain(body(who, at(outing))).split("<main")[1]
        assert other not in page and "Nobody else has said yes yet." in page and "free" not in page
    assert "Also coming: Dee, Em" in body("Ben", at(outing))
    assert "Only you are told this" in body(by, at(outing))
    assert "Only you are told this" not in body("Em" if by == "Dee" else "Dee", at(outing))


def test_whom_it_is_about_finds_no_free_seat_and_is_offered_none_and_reads_what_everyone_reads(here: Cast) -> None:
    now, outing, full = timezone.now(), walk(here.as_ben, plan=replace(WALK, seats=5)), walk(here.as_ben, 4, plan=WALK)
    yes(full, "Ana", now), yes(full, "Dee", now)
    yes(outing, "Dee", now)
    wish("Dee", "Em")
    sentence = "No seat is free for you just now."
    coming.read_sheet(by=called("Em"), now=now)
    assert (
        sentence in body("Em", at(outing))
        and sentence in body("Em", at(full))
        and "Some seats are free" in body("Ana", at(outing))
    )
    assert yes(outing, "Em", now) == "waits"
    seats.look(now)
    assert how(outing, "Em") == "waits"
    assert yes(outing, "Fay", now) == "comes"  # the line of others goes on
    coming.say_no(outing, by=called("Dee"), now=now)
    assert how(outing, "Em") == "offered"


def test_who_wished_it_is_told_before_the_yes_and_is_never_turned_away(here: Cast) -> None:
    outing = walk(here.as_ben)
    yes(outing, "Em")
    before = plain(body("Em", at(outing)))
    wish("Dee", "Em", "unsafe")
    page = body("Dee", at(outing))
    assert "Only you are told this" in page and "Em" not in page.split("<main")[1]
    assert yes(outing, "Dee") == "comes"
    assert plain(body("Em", at(outing))) == before


def test_which_times_suit_is_read_by_whoever_proposed_it_alone(here: Cast) -> None:
    poll = walk(here.as_ben, 3, 4)
    before = plain(body("Em", at(poll)))
    times.suits(poll, list(poll.times.all()), by=called("Dee"), now=timezone.now())
    assert plain(body("Em", at(poll))) == before
    assert "Suits Dee" in body("Ben", at(poll))


def ways_to_end(cast: Cast) -> dict[str, Callable[[], object]]:
    return {
        "he blocks": lambda: wish("Ben", "Dee"),
        "she blocks": lambda: wish("Dee", "Ben"),
        "unsafe": lambda: wish("Ben", "Dee", "unsafe"),
        "left": lambda: leaving.leave(by=called("Ben")),
        "removed": lambda: leaving.remove(called("Ben"), by=cast.as_ana),
        "erased": lambda: erasing.erase(cast.ben, by=cast.ben),
    }


class Undone(Exception):  # noqa: N818
    """One world is over; the next begins where it began."""


@pytest.mark.deep
@pytest.mark.parametrize("days", [(3,), (3, 4)])
def test_however_it_ends_for_someone_it_reads_the_same(
    here: Cast, days: tuple[int, ...], django_capture_on_commit_callbacks: object
) -> None:
    outing = walk(here.as_ben, *days)
    if outing.is_poll:
        times.suits(outing, list(outing.times.all()), by=called("Dee"), now=timezone.now())
    else:
        yes(outing, "Dee")
    address = calendar_of("Dee")
    seen = {}
    for name, end in ways_to_end(here).items():
        with suppress(Undone), transaction.atomic():
            with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
                end()
            seen[name] = what_dee_finds(here, outing, address)
            raise Undone
    assert len(set(seen.values())) == 1 and len(seen) == 6, seen.keys()
    found = seen["left"]
    assert "It ended" in found and PLACE not in found and WALK.title not in found and "Ben" not in found
    assert ("You need not go there" in found) is not outing.is_poll


def what_dee_finds(cast: Cast, outing: Outing, address: str) -> str:
    page = body("Dee", at(outing)).split("<main")[1]
    calendar = signed_in(called("Dee").person).get(f"{at(outing)}calendar.ics").status_code
    feed = read(address).count("BEGIN:VEVENT")
    notices = Notice.objects.filter(person=called("Dee").person, withdrawn_at=None, path=at(outing))
    rows = notices.values_list("kind", "path", "when")
    shelf = body("Dee", f"/groups/{cast.group.ref}/outings/").split("<main")[1]
    return f"{page}{calendar}{feed}{list(rows)}{shelf}"


def test_when_the_wish_is_taken_back_it_is_there_again(here: Cast) -> None:
    outing = walk(here.as_ben)
    yes(outing, "Dee")
    wish("Ben", "Dee")
    assert "It ended" in body("Dee", at(outing)) and Person.objects.filter(sign_in="ben").exists()
    apart.allow_again(of=called("Dee").person, by=here.ben, kind="block")
    assert PLACE not in body("Dee", at(outing)) and "will you come" in body("Dee", at(outing)).lower()
    assert yes(outing, "Dee") == "comes"
