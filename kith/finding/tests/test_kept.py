"""What the directory keeps to be quick: its questions, and cards once drawn. It shows nobody what she may not see, or what was."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kith.finding import looking, questions
from kith.finding.asking import Search
from kith.finding.questions import Kind, Part
from kith.finding.tests.finding import listed
from kith.finding.tests.test_find import DUBLIN, LA, names, page
from kith.finding.themes import Tree
from kith.groups.models import Group, Membership, Theme
from kith.kit import by_heart
from kith.people.models import Person
from tests.cast import member, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Each question known by heart is put together anew as well, and the two answers are held against each other."""
    known: Any = by_heart.Question.__call__
    asked: dict[str, int] = {}

    def both(self: Any, *args: Any, **more: Any) -> list[Any]:
        found = known(self, *args, **more)
        anew = list(self.anew(*args, **more))
        assert found == anew or (sorted(found) == sorted(anew) and not self.anew(*args, **more).ordered)
        asked[self.anew.__name__] = asked.get(self.anew.__name__, 0) + bool(found)
        return list(found)

    monkeypatch.setattr(by_heart.Question, "__call__", both)
    yield asked


def here(theme: Theme) -> None:
    """Some two dozen groups of all kinds, one of them not listed."""
    now = timezone.now()
    for number in range(24):
        meets = tuple(now + timedelta(hours=number % 5 + 1, days=7 * week) for week in range(number % 3))
        one = listed(
            f"Tea {number}", theme=theme, meets=meets, in_hall=number % 2 == 0, language=("en", "nb")[number % 2]
        )
        member(one, f"A{number}")
    listed("Quiet tea", last_met_at=now - timedelta(days=90))
    listed("Tea unlisted", theme=theme, listed_at=None)


def test_what_is_known_by_heart_is_what_the_querysets_say(compared: dict[str, int]) -> None:
    theme = Theme.objects.create(name="Tea and talk")
    here(theme)
    banned = person("ben", zone=LA)
    member(Group.objects.get(name="Tea 3"), "Ben", banned, state=Membership.State.BANNED)
    for who in (None, banned, person("charlie", zone=DUBLIN)):
        client = Client()
        if who:
            client.force_login(who)
        for asked in (
            {},
            {"page": 2},
            {"words": "tea"},
            {"words": "unlisted"},
            {"about": theme.ref, "way": "hall"},
            {"day": timezone.now().weekday(), "language": "nb"},
            {"part": "evening", "page": 9},
            {"tonight": 1},
            {"words": "tea", "tonight": 1, "way": "call", "day": 2},
        ):
            shown = page(client, **asked)
            assert "Tea unlisted</a>" not in shown
            assert who is not banned or "Tea 3</a>" not in shown
        fits = {"asked": 1, "about": theme.ref, "when": ["evenings", "nights"], "way": "hall", "voice": "talk"}
        assert client.get("/find/which-fits/", fits).status_code == 200
    for name in ("keys", "counted_keys", "rows", "soonest", "_seats", "_every"):
        assert compared[name], name


@pytest.mark.parametrize("who", [None, "ben"])
def test_along_the_index_stand_the_same_as_in_order(who: str | None) -> None:
    """The pages of what is found often are walked to; those of what is found seldom are sorted."""
    theme, by = Theme.objects.create(name="Tea and talk"), person(who) if who else None
    here(theme)
    look = looking.Looking(by, tree=Tree.of(), zone=None, now=timezone.now())
    walked = 0
    for search in (Search(), Search(words="tea"), Search(way="hall"), Search(about=theme.ref), Search(part="evening")):
        kind, values = look.asked(search)
        for first in (0, 4, 8):
            part = Part(kind, first, 4)
            soon = questions.soonest(part, look.since, *values)
            assert soon == questions.keys(part, look.since, *values)[: len(soon)]
            walked += len(soon) == 4
    assert walked >= 6


def test_the_last_page_is_the_last_however_far_one_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    here(Theme.objects.create(name="Tea and talk"))
    monkeypatch.setattr(looking, "MANY", 0)  # walked to, as where thousands are found
    every = [name for number in (1, 2) for name in names(page(words="tea", page=number))]
    assert len(every) == len(set(every)) == 25 and every[-1] == "Quiet tea"
    assert names(page(words="tea", page=99)) == every[20:]


def test_a_card_that_is_kept_says_what_is_so_now_and_each_visitor_her_own_hour() -> None:
    one = listed("Walking", zone=DUBLIN, meets=(timezone.now() + timedelta(days=3),), capacity=1)
    here_now, there = page(zone=DUBLIN), page(zone=LA)
    assert names(here_now) == names(there) == ["Walking"]
    assert here_now.partition("<time")[2].partition("</time>")[0] != there.partition("<time")[2].partition("</time>")[0]
    Group.objects.filter(pk=one.pk).update(name="Walking & <b>talking</b>")
    assert "Walking &amp; &lt;b&gt;talking&lt;/b&gt;" in page(zone=DUBLIN)
    member(one, "Ana")
    assert "It is full just now." in page(zone=DUBLIN)
    one.rhythm.by_call = True
    one.rhythm.save()
    assert "Beside a call" in page(zone=DUBLIN)


def test_a_card_drawn_for_others_is_not_shown_to_who_was_asked_to_go() -> None:
    one, banned = listed("Whisper"), Client()
    assert names(page()) == ["Whisper"]
    ben: Person = person("ben")
    member(one, "Ben", ben, state=Membership.State.BANNED)
    banned.force_login(ben)
    assert names(page(banned)) == [] and names(page()) == ["Whisper"]
    Group.objects.update(listed_at=None)
    assert names(page()) == []


def test_a_tuple_says_which_question_it_is() -> None:
    look = looking.Looking(None, tree=Tree.of(), zone=None, now=timezone.now())
    hall, call = listed("Hall", in_hall=True, by_text=False), listed("Call", by_call=True, by_text=False)
    for way, found in (("hall", [hall.pk]), ("call", [call.pk]), ("text", []), ("hall", [hall.pk])):
        assert questions.keys(Part(Kind(way=way), 0, 20), look.since) == found
