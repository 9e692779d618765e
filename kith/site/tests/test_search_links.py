"""By the links from page to page all is found that one may see, and nothing else, in ten questions a page: in any community.

Many rows are hidden, in every way there is; the index knows of each of them. A plain list says what may be seen.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import unescape
from itertools import count
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.groups.models import Cupboard, Group
from kith.library.models import Resource
from kith.library.models import Words as ShelfWords
from kith.people import apart
from kith.people.models import Person
from kith.stories import looking, notes
from kith.stories.models import Folded, Keepsake, Reply, Story, Words
from tests.cast import group, member

pytestmark = pytest.mark.django_db
NOW = timezone.now()
numbers = count()
SEEN = ("story", "mine", "reply", "keepsake", "book", "mine that speaks of it", "elsewhere")
HIDDEN = (
    "of one kept apart",
    "reply of one kept apart",
    "book of one kept apart",
    "under one kept apart",
    "folded",
    "folded reply",
    "taken back",
    "draft",
    "only theirs",
    "left out",
    "left out reply",
    "under what is left out",
    "keepsake not shown",
    "shut",
    "of a stranger",
)


def someone() -> Person:
    return Person.objects.create(sign_in=f"someone{next(numbers)}", password="!")


class Community:
    """Ben looks. Dee is kept apart from him, Ana is not; one of his groups has shut its cupboards; of Eve's he is no member."""

    def __init__(self, more_groups: int = 1, *, is_apart: bool = True) -> None:
        groups = [self._opened("Home"), *(self._opened(f"No {n}") for n in range(more_groups))]
        self.shut, strange = group("Shut"), self._opened("Strange")
        self.ben = someone()
        mine = [member(one, "Ben", self.ben) for one in (*groups, self.shut)]
        self.me, self.elsewhere = mine[0], member(groups[-1], "Ana", someone())
        self.ana, self.dee = member(groups[0], "Ana", someone()), member(groups[0], "Dee", someone())
        self.eve, self.there = member(strange, "Eve", someone()), member(self.shut, "Ana", someone())
        if is_apart:
            apart.keep_apart(of=self.dee.person, by=self.ben, kind="block")
        notes.be_gentle(self.ben, leave_out=["death", "illness"])

    def _opened(self, name: str) -> Group:
        made = group(name)
        Cupboard.objects.bulk_create([Cupboard(group=made, what="stories"), Cupboard(group=made, what="shelf")])
        return made

    def put(self, what: str, at: datetime, title: str) -> None:
        """One row that is found by "xylofoon", whatever has become of what it is about."""
        if what.startswith("book"):
            by = self.dee if "apart" in what else self.ana
            book = Resource.objects.create(group=by.group, by=by, name=title, at=at)
            ShelfWords.objects.create(resource=book, text=f"g{by.group_id}_xylofoon", at=at)
        elif what.startswith("keepsake"):
            shown = None if "not" in what else at
            one = Keepsake.objects.create(
                group=self.me.group,
                by=self.ana,
                described=title,
                folder=f"{title}of{self.me.pk}",
                made_at=at,
                shared_at=shown,
            )
            Words.objects.create(keepsake=one, text=f"g{one.group_id}_xylofoon", at=at)
        elif "reply" in what or "under" in what:
            self._reply(what, at, title)
        else:
            self._index(self._story(what, at, title), at)

    def _story(self, what: str, at: datetime, title: str, words: str = "xylofoon") -> Story:
        by = {
            "mine": self.me,
            "mine that speaks of it": self.me,
            "elsewhere": self.elsewhere,
            "of one kept apart": self.dee,
            "under one kept apart": self.dee,
            "shut": self.there,
            "of a stranger": self.eve,
        }.get(what, self.ana)
        speaks = what in {"left out", "under what is left out", "mine that speaks of it"}
        made = Story.objects.create(
            group=by.group,
            by=by,
            title=title,
            text=words,
            notes=["addiction", "death"] if speaks else [],
            readers="me" if what == "only theirs" else "group",
            shared_at=None if what == "draft" else at,
            withdrawn_at=at if what == "taken back" else None,
        )
        if what == "folded":
            Folded.objects.create(story=made, why="x")
        return made

    def _reply(self, what: str, at: datetime, title: str) -> None:
        story = self._story(what if "under" in what else "story", at, title, words="Other words.")
        one = Reply.objects.create(
            story=story,
            by=self.dee if what == "reply of one kept apart" else self.ana,
            text="xylofoon",
            at=at,
            notes=["illness"] if what == "left out reply" else [],
        )
        if what == "folded reply":
            Folded.objects.create(story=story, reply=one, why="x")
        self._index(one, at)

    def _index(self, one: Story | Reply, at: datetime) -> None:
        group_key = one.group_id if isinstance(one, Story) else one.story.group_id
        about = {"story": one} if isinstance(one, Story) else {"reply": one}
        Words.objects.create(text=f"g{group_key}_xylofoon", at=at, **about)


def followed(who: Person) -> list[list[str]]:
    """The titles on each page, by its own link to the next; each in ten questions."""
    client, path, told = Client(), "/search/?words=xylofoon", list[list[str]]()
    client.force_login(who)
    while path:
        with CaptureQueriesContext(connection) as asked:
            page = client.get(path).content.decode()
        assert len(asked) <= 10, [one["sql"][:90] for one in asked]
        told.append(re.findall(r"<h3><a [^>]*>([^<]*)</a></h3>", page))
        older = re.search(r'<a href="(\?[^"]*)">Older</a>', page)
        path = "/search/" + unescape(older[1]) if older else ""
        assert len(told) < 50, "the links go on for ever"
    return told


def filled(community: Community, rows: Sequence[tuple[str, int]]) -> list[tuple[int, str]]:
    """Puts them in, each so many minutes ago, and says which of them may be seen."""
    for n, (what, ago) in enumerate(rows):
        community.put(what, NOW - timedelta(minutes=ago), f"t{n}")
    return sorted((ago, f"t{n}") for n, (what, ago) in enumerate(rows) if what in SEEN)


def as_it_should_be(pages: list[list[str]], seen: list[tuple[int, str]]) -> None:
    ago = {title: when for when, title in seen}
    found = [title for page in pages for title in page]
    assert sorted(found) == sorted(ago), "all of it, each once, and nothing else"
    assert [ago[title] for title in found] == sorted(ago.values()), "newest first"
    assert all(len(page) == 20 for page in pages[:-1]), "a page is full where there is more"


@pytest.mark.parametrize("near", [looking.NEAR, 50])
def test_what_lies_behind_hundreds_that_are_not_for_them_is_on_the_first_page(
    monkeypatch: pytest.MonkeyPatch, near: int
) -> None:
    """Nothing on a page, nor in its links, tells that there was anything between; also where it lies further than is near."""
    monkeypatch.setattr(looking, "NEAR", near)
    community, rnd = Community(), Random(1)
    hidden = [(rnd.choice(HIDDEN), n) for n in range(1, 80)]
    seen = filled(community, [("story", 0), *hidden, *(("reply", 200 + n) for n in range(20)), ("keepsake", 300)])
    pages = followed(community.ben)
    assert [len(page) for page in pages] == [20, 2]
    as_it_should_be(pages, seen)


def test_so_it_is_for_whoever_is_kept_apart_from_nobody() -> None:
    """They are asked about another way."""
    community, rnd = Community(is_apart=False), Random(2)
    others = [what for what in HIDDEN if "apart" not in what]
    hidden = [(rnd.choice(others), n) for n in range(1, 80)]
    seen = filled(community, [("story", 0), *hidden, *(("reply", 200 + n) for n in range(20)), ("keepsake", 300)])
    as_it_should_be(followed(community.ben), seen)


def test_thirty_of_one_moment_are_all_reached() -> None:
    community = Community()
    seen = filled(
        community, [("story", 5)] * 16 + [("book", 5)] * 14 + [("of one kept apart", 5)] * 12 + [("mine", 9)] * 8
    )
    as_it_should_be(followed(community.ben), seen)


@pytest.mark.deep
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_in_any_community(data: st.DataObject) -> None:
    """From a few rows to some two hundred, in one group or four; hardly anything hidden, or nearly all; some of one moment."""
    many, hides = data.draw(st.integers(0, 200)), data.draw(st.sampled_from([0.05, 0.4, 0.9]))
    rnd, apart_by = data.draw(st.randoms(use_true_random=False)), data.draw(st.sampled_from([1, 400]))
    community = Community(data.draw(st.integers(1, 3)))
    kinds = [rnd.choice(HIDDEN if rnd.random() < hides else SEEN) for _ in range(many)]
    seen = filled(community, [(what, rnd.randrange(1 + many * apart_by // 8)) for what in kinds])
    as_it_should_be(followed(community.ben), seen)
