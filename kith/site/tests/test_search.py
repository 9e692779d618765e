"""Search: what must not be found comes first, on the database the suite runs on; then what is, and how it is shown."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.groups import leaving
from kith.groups.models import Cupboard, Membership
from kith.kit import searching as kit
from kith.library import shelving
from kith.library.models import Resource, Strategy
from kith.library.models import Words as ShelfWords
from kith.people import apart, erasing
from kith.people.models import Person
from kith.site import searching
from kith.stories import indexing, notes, replying, writing
from kith.stories.models import Keepsake, Reply, Story, Words
from tests.cast import Cast, group, member, person

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def open_house(cast: Cast) -> Cast:
    for what in ("stories", "shelf"):
        Cupboard.objects.create(group=cast.group, what=what, opened_by=cast.as_ana)
    return cast


def told(by: Membership, text: str = "A xylofoon hangs there.", **more: object) -> Story:
    more.setdefault("title", "The coat")
    return writing.share(writing.begin(by=by, now=NOW(), text=text, **more), now=NOW())


def found(who: Person, words: str = "xylofoon", before: datetime | None = None) -> list[kit.Found]:
    rows: list[kit.Found] = searching.page(who, searching.Search(words, before))["found"]
    return rows


def pages(who: Person, words: str = "xylofoon") -> list[list[str]]:
    """The titles on each page, by the links from one to the next."""
    client, path, told = Client(), f"/search/?words={words}", list[list[str]]()
    client.force_login(who)
    while path and len(told) < 20:
        page = client.get(path).content.decode()
        told.append(re.findall(r"<h3><a [^>]*>([^<]*)</a></h3>", page))
        older = re.search(r'<a href="(\?[^"]*)">Older</a>', page)
        path = "/search/" + unescape(older[1]) if older else ""
    return told


def shown(who: Person, words: str = "xylofoon") -> str:
    client = Client()
    client.force_login(who)
    answer = client.get("/search/", {"words": words})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split("<main")[1].split())


def test_a_stranger_a_neighbour_and_who_left_find_nothing(open_house: Cast) -> None:
    cast = open_house
    Cupboard.objects.create(group=(other := group("Another")), what="stories")
    ed = member(other, "Ed", person("ed"))
    told(cast.as_ana)
    assert Client().get("/search/?words=xylofoon").status_code == 302
    assert found(cast.charlie) == found(ed.person) == []
    assert len(found(cast.ben)) == 1
    leaving.leave(by=cast.as_ben)
    assert found(cast.ben) == []


@pytest.mark.parametrize("what", ["draft", "only mine", "taken back", "changed", "shut", "folded", "kept apart"])
def test_what_one_may_not_see_is_forgotten_in_the_same_moment(open_house: Cast, what: str) -> None:
    cast = open_house
    story = writing.begin(by=cast.as_ana, now=NOW(), title="The coat", text="A xylofoon hangs there.")
    assert found(cast.ana) == found(cast.ben) == []  # a draft is found by nobody, on its own page it is
    if what == "draft":
        return
    writing.share(story, now=NOW())
    replying.reply(story, text="That xylofoon again", by=cast.as_ana, now=NOW())
    assert len(found(cast.ben)) == 2
    if what == "only mine":
        writing.save(story, revision=story.revision, now=NOW(), readers="me")
        assert [one.kind for one in found(cast.ana)] == ["a story"]
    elif what == "taken back":
        writing.take_back(story, now=NOW())
        assert found(cast.ana) == [] and not Words.objects.exists()
    elif what == "changed":
        replying.take_back(Reply.objects.get(), by=cast.as_ana, now=NOW())
        writing.save(story, revision=story.revision, now=NOW(), text="It hangs elsewhere.")
        assert len(found(cast.ben, "elsewhere")) == 1
    elif what == "shut":
        Cupboard.objects.filter(what="stories").delete()
    elif what == "folded":
        story.folds.create(why="x")
    else:
        apart.keep_apart(of=cast.ana, by=cast.ben, kind="block")
    assert found(cast.ben) == []


def test_erased_nothing_of_it_is_left_in_the_index(open_house: Cast) -> None:
    cast = open_house
    story = told(cast.as_ana, "Plain words.")
    replying.reply(story, text="A xylofoon", by=cast.as_ben, now=NOW())
    told(cast.as_ben)
    shelving.put(Resource(name="Xylofoon"), by=cast.as_ben)
    assert len(found(cast.ana)) == 3
    erasing.erase(cast.ben, by=cast.ben)
    assert found(cast.ana) == []
    assert (Words.objects.count(), ShelfWords.objects.count()) == (1, 0)
    told(cast.as_ana, "Keepsake of mine", title="")
    story.group.delete()
    assert not Words.objects.exists()


def test_no_alias_is_in_the_index_and_none_is_shown_where_it_was_not_said(open_house: Cast) -> None:
    cast = open_house
    story = told(cast.as_ben, without_alias=True)
    replying.reply(story, text="It was a xylofoon", by=cast.as_ben, now=NOW())
    told(cast.as_ben, "Under my alias", title="Other")
    assert found(cast.ana, "Ben") == []
    assert "ben" not in " ".join(Words.objects.values_list("text", flat=True))
    assert {one.who for one in found(cast.ana)} == {"Someone in this group", "Whoever told the story"}
    assert "Ben" not in shown(cast.ana)
    assert {one.who for one in found(cast.ben)} == {"You, without your alias", "You"}


def test_what_it_speaks_of_is_said_and_nothing_of_it_shown(open_house: Cast) -> None:
    cast = open_house
    story = told(cast.as_ana, notes=["suicide"])
    replying.reply(story, text="I hear the xylofoon", by=cast.as_ana, now=NOW())
    page = shown(cast.ben, "xylofoon")
    assert page.count("It speaks of suicide") == 2 and "hangs" not in page and "<mark>" not in page
    assert "<mark>xylofoon</mark>" in shown(cast.ana)
    notes.be_gentle(cast.ben, leave_out=["suicide"])
    assert found(cast.ben) == [] and len(found(cast.ana)) == 2


def test_a_keepsake_of_ones_own_is_found_and_by_others_once_it_is_shown(open_house: Cast) -> None:
    cast = open_house
    one = Keepsake.objects.create(
        group=cast.group, by=cast.as_ben, described="A tin xylofoon", folder="x", text="His hand on it."
    )
    indexing.keep_keepsake(one)
    assert found(cast.ana) == [] and [hit.kind for hit in found(cast.ben)] == ["a keepsake"]
    one.shared_at = NOW()
    one.save()
    indexing.keep_keepsake(one)
    assert [hit.title for hit in found(cast.ana, "hand")] == ["A tin xylofoon"]


def test_the_shelf_is_found_while_it_is_open(open_house: Cast) -> None:
    cast = open_house
    book = shelving.put(Resource(name="The xylofoon", why="It held me."), by=cast.as_ben)
    shelving.put(Strategy(name="Walk", how="Ten minutes with a xylofoon."), by=cast.as_ben)
    assert {one.title for one in found(cast.ana)} == {"The xylofoon", "Walk"}
    assert [one.path for one in found(cast.ana, "held")] == [book.get_absolute_url()]
    shelving.take_back(book, by=cast.as_ben)
    assert {one.title for one in found(cast.ana)} == {"Walk"}
    Cupboard.objects.filter(what="shelf").delete()
    assert found(cast.ana) == []


@pytest.mark.deep
def test_newest_first_whatever_it_is_twenty_a_page_and_it_ends(open_house: Cast) -> None:
    cast = open_house
    for n in range(23):
        then = NOW() - timedelta(hours=n)
        writing.share(writing.begin(by=cast.as_ana, now=then, title=f"No {n}", text="xylofoon"), now=then)
    shelving.put(Resource(name="Xylofoon book", at=NOW() - timedelta(minutes=90)), by=cast.as_ben)
    first, second = pages(cast.ben)
    assert (first[:3], len(first)) == (["No 0", "No 1", "Xylofoon book"], 20)
    assert second == ["No 19", "No 20", "No 21", "No 22"]
    assert "That is all." not in shown(cast.ben) and found(cast.ben, before=NOW() - timedelta(days=2)) == []


def test_every_page_takes_as_many_questions_as_the_first_and_none_is_lost(open_house: Cast) -> None:
    """However many of them someone may not see: they go on where they ended."""
    cast, dee = open_house, member(open_house.group, "Dee")
    for n in range(130):
        then = NOW() - timedelta(hours=n)
        by, more = (dee, {}) if n % 3 else (cast.as_ana, {"notes": ["death"] if n % 2 else []})
        writing.share(writing.begin(by=by, now=then, title=f"No {n}", text="xylofoon", **more), now=then)
    apart.keep_apart(of=dee.person, by=cast.ben, kind="block")
    assert [one for page in pages(cast.ben) for one in page] == [f"No {n}" for n in range(0, 130, 3)]
    notes.be_gentle(cast.ben, leave_out=["death"])
    assert [one for page in pages(cast.ben) for one in page] == [f"No {n}" for n in range(0, 130, 6)]
    assert [len(page) for page in pages(cast.ana)] == [20, 20, 20, 20, 20, 20, 10]


def test_a_page_of_one_moment_leads_on(open_house: Cast) -> None:
    then = NOW()
    for n in range(25):
        told(open_house.as_ana, title=f"No {n}")
    Words.objects.update(at=then)
    Story.objects.update(shared_at=then)
    assert 2 <= len(pages(open_house.ben)) <= 3


def test_by_all_words_their_beginnings_and_without_accents(open_house: Cast) -> None:
    cast = open_house
    told(cast.as_ana, "Zoë's café was shut; the *xylofoon* stayed.")
    for words in ("zoes cafe", "CAFÉ xylo", "coat xylofoon", "stay"):
        assert len(found(cast.ben, words)) == 1, words
    for words in ("cafe closed", "ylofoon", f"g{cast.group.pk}00_coat", "_xylofoon coat7"):
        assert found(cast.ben, words) == [], words
    assert "Nothing with all of these words" in shown(cast.ben, "cafe closed")
    assert "*" not in shown(cast.ben, "xylofoon").split("<mark>")[1].split("</p>")[0]


def test_in_all_of_my_groups_at_once_and_in_none_of_others(open_house: Cast) -> None:
    cast = open_house
    second, third = group("Second"), group("Third")
    for one in (second, third):
        Cupboard.objects.create(group=one, what="stories")
    told(cast.as_ana)
    told(member(second, "Bee", cast.ben))
    told(member(third, "Ed", person("ed")))
    assert {one.where for one in found(cast.ben)} == {cast.group.name, "Second"}


@pytest.mark.deep
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.text(max_size=5) | st.datetimes(timezones=st.timezones()).map(datetime.isoformat))
def test_any_question_is_answered(open_house: Cast, typed: str, number: str) -> None:
    found(open_house.ben, typed)
    client = Client()
    client.force_login(open_house.ben)
    assert client.get("/search/", {"words": typed, "before": number}).status_code in {200, 400}


@pytest.mark.deep
def test_the_questions_stay_the_same_however_much_is_found(
    open_house: Cast, django_assert_max_num_queries: object
) -> None:
    cast = open_house
    for n in range(25):
        story = told(cast.as_ana, title=f"Story {n}", notes=["death"])
        replying.reply(story, text=f"xylofoon {n}", by=cast.as_ben, now=NOW())
        shelving.put(Resource(name=f"Xylofoon {n}"), by=cast.as_ben)
    indexing.keep_keepsake(
        Keepsake.objects.create(group=cast.group, by=cast.as_ana, described="Xylofoon", folder="x", shared_at=NOW())
    )
    notes.be_gentle(cast.ben, leave_out=["illness"])
    client = Client()
    client.force_login(cast.ben)
    before = (NOW() + timedelta(days=1)).isoformat().replace("+", "%2B")
    for path in ("/search/?words=xylofoon", f"/search/?words=xylofoon&before={before}"):
        with django_assert_max_num_queries(10):  # type: ignore[operator]
            client.get(path)


def test_the_round_puts_right_what_was_lost(open_house: Cast) -> None:
    cast = open_house
    story = told(cast.as_ana)
    replying.reply(story, text="xylofoon", by=cast.as_ben, now=NOW())
    Words.objects.all().delete()
    assert found(cast.ben) == []
    assert indexing.look(NOW()) == 2
    assert len(found(cast.ben)) == 2
    assert indexing.look(NOW()) == 0
