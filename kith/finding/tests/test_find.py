"""The directory: searches, filters, proof of life, pages that end, and kind words where nothing is found."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.finding import cards, looking, questions
from kith.finding.asking import Search
from kith.finding.tests.finding import Door, listed
from kith.finding.themes import Tree
from kith.groups.models import Group, Theme
from tests.cast import member, person

pytestmark = pytest.mark.django_db
DUBLIN, LA = "Europe/Dublin", "America/Los_Angeles"


def page(client: Client | None = None, **asked: object) -> str:
    return (client or Client()).get("/find/", asked).content.decode()


def names(shown: str) -> list[str]:
    return [part.rpartition(">")[2] for part in shown.split("</a></h3>")[:-1]]


def on_tuesday(hour: int, zone: str, *, weeks: int = 1) -> datetime:
    """A Tuesday to come, at that hour on that wall."""
    day = timezone.now().astimezone(ZoneInfo(zone)).date()
    day += timedelta(days=(1 - day.weekday()) % 7 + 7 * weeks)
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def test_a_theme_includes_those_under_it_and_nothing_else() -> None:
    grief = Theme.objects.create(name="Grief")
    parent, other = Theme.objects.create(name="A parent", under=grief), Theme.objects.create(name="Other")
    listed("Broad", theme=grief)
    listed("Leaf", theme=parent)
    listed("Elsewhere", theme=other)
    assert set(names(page(about=grief.ref))) == {"Broad", "Leaf"}
    assert names(page(about=parent.ref)) == ["Leaf"]
    assert names(page(about="no-such-theme")) == []


def test_language_way_and_seats_narrow_it() -> None:
    listed("Norsk", language="nb", by_call=True)
    listed("Hall", in_hall=True, by_text=False)
    full = listed("Full", capacity=1)
    member(full, "Ana")
    from kith.finding import indexing

    indexing.index([full.pk], now=timezone.now())
    assert names(page(language="nb")) == ["Norsk"]
    assert names(page(way="hall")) == ["Hall"]
    assert names(page(way="call")) == ["Norsk"]
    assert set(names(page(seats=1))) == {"Norsk", "Hall"}
    assert "It is full just now. You can wait for a seat." in page()


def test_tuesday_evening_is_the_visitors_tuesday_evening() -> None:
    """Half past two on Wednesday morning in Dublin is Tuesday evening in Los Angeles."""
    listed("Dublin", zone=DUBLIN, meets=(on_tuesday(19, DUBLIN),))
    listed("California", zone=LA, meets=(on_tuesday(18, LA),))
    assert names(page(day=1, part="evening", zone=DUBLIN)) == ["Dublin"]
    assert names(page(day=1, part="evening", zone=LA)) == ["California"]


def test_a_group_that_meets_several_times_a_week_is_found_by_each_and_shows_the_one_that_fits() -> None:
    tuesday = on_tuesday(19, DUBLIN)
    listed("Often", zone=DUBLIN, meets=(tuesday - timedelta(days=1, hours=9), tuesday, tuesday + timedelta(days=2)))
    shown = page(day=1, part="evening", zone=DUBLIN)
    assert names(shown) == ["Often"]
    assert tuesday.astimezone(ZoneInfo(DUBLIN)).isoformat() in shown


def test_a_chosen_clock_is_remembered_for_the_visit_and_an_accounts_own_wins() -> None:
    listed("Dublin", zone=DUBLIN, meets=(on_tuesday(19, DUBLIN),))
    visitor, mine = Client(), Client()
    assert "on each group&#x27;s own clock" in page(visitor) or "own clock" in page(visitor)
    assert visitor.session.get("zone") is None
    page(visitor, zone="Asia/Kolkata")
    assert "Asia/Kolkata" in page(visitor)
    page(visitor, zone="No/Where")
    assert visitor.session["zone"] == "Asia/Kolkata"
    mine.force_login(person("ana", zone=LA))
    assert "America/Los_Angeles" in page(mine)
    assert 'name="zone"' not in page(mine)


def test_soonest_first_and_where_nobody_met_for_two_months_last_and_it_says_so() -> None:
    now = timezone.now()
    listed("Quiet", meets=(now + timedelta(hours=1),), last_met_at=now - timedelta(days=61))
    listed("Later", meets=(now + timedelta(days=2),))
    listed("Unplanned")
    listed("Sooner", meets=(now + timedelta(days=1),))
    shown = page()
    assert names(shown) == ["Sooner", "Later", "Unplanned", "Quiet"]
    assert shown.count("Nobody has met here for two months.") == 1
    assert "Met 6 of the last 6 weeks, usually seven people." in shown


def test_the_card_and_the_order_agree_on_what_is_quiet() -> None:
    now = timezone.now()
    long_ago = now - timedelta(days=90)
    for number, more in enumerate(
        (
            {"last_met_at": long_ago},
            {"last_met_at": now},
            {"last_met_at": None, "begun_at": long_ago},
            {"last_met_at": None, "begun_at": now, "made_at": long_ago},
            {"last_met_at": None, "begun_at": None, "made_at": long_ago},
            {"last_met_at": None, "begun_at": None, "made_at": long_ago, "starts_with": 4},
        )
    ):
        listed(str(number), **more)
    quiet = set(Group.objects.filter(questions.is_quiet(now - questions.QUIET)))
    look = looking.Looking(None, tree=Tree.of(), zone=None, now=now)
    for one in look.rows(list(Group.objects.values_list("pk", flat=True))):
        assert cards.is_quiet(one, now) == (one.pk in {group.pk for group in quiet}), one.name


def test_a_group_without_a_rhythm_yet_is_shown() -> None:
    one = listed("New")
    one.rhythm.delete()
    assert "A new group. It has not met yet." in page()


@pytest.mark.deep
def test_pages_end() -> None:
    for number in range(45):
        listed(f"Group {number}", meets=(timezone.now() + timedelta(hours=number + 1),))
    assert len(names(page())) == 20
    assert len(names(page(page=3))) == 5
    assert "That is all of them." in page(page=3)
    for odd in (0, -1, 99, "x", "1e3", "²"):
        assert len(names(page(page=odd))) in (5, 20)
    seen = [name for number in (1, 2, 3) for name in names(page(page=number))]
    assert seen == [f"Group {number}" for number in range(45)]


@pytest.mark.deep
def test_links_between_pages_keep_the_question() -> None:
    for number in range(25):
        listed(f"Tea & <b> {number}", in_hall=True)
    shown = page(words="tea", way="hall")
    assert "?words=tea&amp;way=hall&amp;page=2" in shown
    assert "<b>" not in shown


def test_where_nothing_is_found_it_says_which_wish_to_loosen() -> None:
    listed("Tea", in_hall=True, language="nb")
    listed("Coffee", by_call=True)
    shown = page(words="tea", way="call")
    assert "No group fits all of that yet" in shown
    assert "Without your words: 1" in shown
    assert "Meeting in any way: 1" in shown
    assert "In any language" not in shown
    alone = page(words="coffee", way="hall", language="nb", day=1)
    assert "Only your words: 1" in alone
    assert "Only how it meets: 1" in alone
    both = page(words="tea coffee")
    assert "With any one of your words: 2" in both
    assert "any_of=1" in both
    assert set(names(page(words="tea coffee", any_of=1))) == {"Tea", "Coffee"}


def test_wishes_that_never_meet_find_nothing_and_say_so() -> None:
    """Tonight, and on the day after tomorrow."""
    soon = timezone.now() + timedelta(minutes=5)
    listed("Tonight", meets=(soon,))
    other_day = (timezone.now().weekday() + 3) % 7
    shown = page(tonight=1, day=other_day)
    assert names(shown) == []
    assert "On any day, at any hour: 1" in shown


def test_an_empty_directory_is_kind() -> None:
    assert "No group can be found here yet" in page()
    assert "Nothing here comes near it yet" in page(words="a", day=1, way="hall")


def test_what_the_address_says_and_means_nothing_is_passed_over() -> None:
    listed("Tea")
    shown = page(way="fly", day="9", part="dawn", language="", zone="Mars/Base", page="x")
    assert names(shown) == ["Tea"]


@pytest.mark.deep
def test_questions_do_not_grow_with_groups_or_members() -> None:
    theme = Theme.objects.first()
    visitor = Client()
    visitor.force_login(person("ana", zone=DUBLIN))

    def asked(**search: object) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert visitor.get("/find/", search).status_code == 200
        return len(seen)

    soon = timezone.now() + timedelta(hours=1)
    listed("Tea 0", theme=theme, meets=(soon,))
    searches = [
        {},
        {"words": "tea"},
        {"about": theme.ref, "day": 2, "seats": 1},
        {"words": "nothing here", "day": 1, "way": "hall"},
    ]
    few = [asked(**search) for search in searches]
    for number in range(1, 30):
        one = listed(f"Tea {number}", theme=theme, meets=(soon, soon + timedelta(days=1)), starts_with=number % 3)
        member(one, f"A{number}")
    assert [asked(**search) for search in searches] <= [max(10, n) for n in few]
    assert max(asked(**search) for search in searches) <= 10
    with CaptureQueriesContext(connection) as seen:
        visitor.get(
            "/find/which-fits/",
            {"asked": 1, "about": theme.ref, "when": ["evenings", "days"], "way": "text", "voice": "talk"},
        )
    assert len(seen) <= 10


def test_looser_counts_are_right_for_every_wish_at_once() -> None:
    theme = Theme.objects.first()
    listed("Tea", theme=theme, language="nb", in_hall=True, door=Door.REQUEST)
    search = Search(
        words="coffee cake", about=theme.ref, language="nb", way="hall", day="1", part="night", seats=True, tonight=True
    )
    look = looking.Looking(None, tree=Tree.of(), zone=None, now=timezone.now())
    for say, less, n in look.looser(search):
        assert n == look.count(less), say


def test_which_group_fits_me_says_why_and_keeps_nothing() -> None:
    grief = Theme.objects.create(name="Grief")
    listed("Other", by_call=True)
    listed("Mine", theme=grief, meets=(on_tuesday(19, DUBLIN),), usually=5, by_call=True)
    visitor = Client()
    asked = {"asked": 1, "about": grief.ref, "when": "evenings", "way": "call", "voice": "talk", "zone": DUBLIN}
    shown = visitor.get("/find/which-fits/", asked).content.decode()
    assert names(shown) == ["Mine", "Other"]
    for why in (
        "It is about what you chose: Grief.",
        "It meets when you can.",
        "It meets the way you like.",
        "It is small",
    ):
        assert why in shown
    assert dict(visitor.session.items()) == {"zone": DUBLIN}
    assert "These may fit" not in visitor.get("/find/which-fits/").content.decode()
