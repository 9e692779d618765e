"""Telling about a story or a reply: never to whoever wrote it; of one without an alias nobody learns whose it is unasked."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kith.care import looking
from kith.care.models import Telling, Unveiled
from kith.groups.models import Cupboard, Membership
from kith.kit.refusal import Refused
from kith.library.models import Resource, Strategy
from kith.notices.models import Notice
from kith.people import apart, erasing
from kith.people.models import Person
from kith.stories import replying, writing
from kith.stories.models import Folded, Keepsake, Story
from tests.cast import Cast, group, member, person

pytestmark = pytest.mark.django_db
RUNS = Membership.Role.FACILITATOR
NOW = timezone.now


@pytest.fixture
def here(cast: Cast) -> Cast:
    """Dee helps to run it; Em is a member; Hal hosts and is in no group."""
    Cupboard.objects.create(group=cast.group, what="stories", opened_by=cast.as_ana)
    member(cast.group, "Dee", role=Membership.Role.CO_FACILITATOR)
    member(cast.group, "Em")
    person("hal", is_host=True)
    return cast


def story_of(by: Membership, **more: object) -> Story:
    return writing.share(writing.begin(by=by, now=NOW(), title="Bread", text="xylofoon", **more), now=NOW())


def one(name: str) -> Person:
    return Person.objects.get(sign_in=name)


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def page(who: Person, path: str) -> str:
    answer = signed_in(who).get(path)
    return answer.content.decode().split("<main")[-1] if answer.status_code == 200 else str(answer.status_code)


def tells(who: Person, cast: Cast, to: str = "", **query: str) -> Telling:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    answer = signed_in(who).post(f"/tell/?{asked}", {"to": to or cast.group.ref, "words": "It frightened me."})
    assert answer.status_code == 302, answer.content.decode()
    return Telling.objects.get()


def plain(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_it_reaches_neither_its_writer_nor_members_nor_those_who_run_another_group(here: Cast) -> None:
    elsewhere = member(group("Elsewhere"), "Eve", role=RUNS)
    told = tells(one("em"), here, story=story_of(here.as_ben, without_alias=True).ref, where="story")
    for who in (here.ben, one("em"), here.charlie, elsewhere.person, one("hal")):
        assert page(who, told.get_absolute_url()) == "404"
    assert "It frightened me." in page(here.ana, told.get_absolute_url())


def test_about_a_facilitators_story_without_alias_it_goes_to_the_host_and_nobody_can_tell(here: Cast) -> None:
    """The page before, and the page after, are the same whoever told the story."""
    pages = []
    for writer in (here.as_ana, here.as_ben):
        story = story_of(writer, without_alias=True)
        before = plain(page(one("em"), f"/tell/?story={story.ref}"))
        told = tells(one("em"), here, story=story.ref)
        signed_in(one("hal") if writer == here.as_ana else here.ana).post(told.get_absolute_url(), {"do": "take"})
        after = page(one("em"), "/tell/sent/")
        pages.append((before, re.sub("<time.*?</time>", "", after)))
        assert told.to == ("host" if writer == here.as_ana else "facilitators")
        assert page(writer.person, told.get_absolute_url()) == "404"
        told.delete()
    assert pages[0] == pages[1]
    assert "Ana" not in pages[0][0] and "Dee" not in pages[0][0]


def test_the_only_one_who_could_read_it_does_not_and_nothing_tells_that_it_is_theirs(cast: Cast) -> None:
    Cupboard.objects.create(group=cast.group, what="stories", opened_by=cast.as_ana)
    em, said = member(cast.group, "Em"), []
    for writer in (cast.as_ana, cast.as_ben):
        story = story_of(writer, without_alias=True)
        said.append(plain(page(em.person, f"/tell/?story={story.ref}")))
        told = tells(em.person, cast, story=story.ref)
        assert page(writer.person, told.get_absolute_url()) == "404"
        told.delete()
    assert said[0] == said[1] and "Only one person here could get it." in said[0]


def test_what_one_may_not_read_is_as_if_it_were_not_named(here: Cast) -> None:
    story = story_of(here.as_ben, readers="me")
    folded = story_of(here.as_ana)
    Folded.objects.create(story=folded, by=here.ana, why="x")
    shown = [plain(page(one("em"), f"/tell/?story={ref}")) for ref in (story.ref, folded.ref, "2" * 17)]
    assert shown[0] == shown[1] == shown[2]
    shown = [plain(page(here.charlie, f"/tell/?story={ref}")) for ref in (story_of(here.as_ben).ref, "2" * 17)]
    assert shown[0] == shown[1]


@pytest.mark.deep
def test_with_an_alias_it_says_of_whom_and_keeps_the_words_for_while_it_is_open(here: Cast) -> None:
    story = story_of(here.as_ben)
    assert "This is about Ben, who will not get it." in page(one("em"), f"/tell/?story={story.ref}")
    told = tells(one("em"), here, story=story.ref, where="story")
    assert (told.story, told.about, told.where) == (story, here.as_ben, "story")
    assert "xylofoon" in page(here.ana, told.get_absolute_url())
    signed_in(here.ana).post(told.get_absolute_url(), {"do": "settle"})
    assert "xylofoon" not in page(here.ana, told.get_absolute_url())
    assert not Unveiled.objects.exists()


def test_a_reply_of_whoever_told_the_story_is_as_unnamed_as_the_story(here: Cast) -> None:
    story = story_of(here.as_ben, without_alias=True)
    his = replying.reply(story, text="Mine too", by=here.as_ben, now=NOW())
    dees = replying.reply(story, text="Dees", by=Membership.objects.get(alias="Dee"), now=NOW())
    told = tells(one("em"), here, reply=his.ref, where="reply")
    assert (told.reply, told.story, told.about, told.unnamed) == (his, None, here.as_ben, True)
    shown = page(here.ana, told.get_absolute_url()) + page(here.ana, "/tellings/")
    assert "Mine too" in shown and "Ben" not in shown and here.as_ben.ref not in shown
    assert "This is about Dee" in page(one("em"), f"/tell/?reply={dees.ref}")


@pytest.mark.deep
def test_whose_it_is_shows_for_an_hour_after_a_reason_and_its_writer_reads_the_reason_at_once(here: Cast) -> None:
    story = story_of(here.as_ben, without_alias=True)
    told = tells(one("em"), here, story=story.ref)
    path, ana = told.get_absolute_url(), signed_in(here.ana)
    assert "Something about whoever told this story" in page(here.ana, path) and "Ben" not in page(here.ana, path)
    ana.post(path, {"do": "whose", "why": "  "})
    assert "Ben" not in page(here.ana, path) and not Unveiled.objects.exists()
    for _ in range(2):
        ana.post(path, {"do": "whose", "why": "I am afraid for them tonight."})
    assert "Something about Ben" in page(here.ana, path)
    assert "Ben" not in page(one("dee"), path)
    looked = Unveiled.objects.get()
    assert (looked.by, looked.of, looked.what) == (here.ana, here.as_ben, "whose")
    notice = Notice.objects.get(kind=Notice.Kind.WRITTEN)
    assert (notice.person, notice.path) == (here.ben, "/looked/")
    shown = page(here.ben, "/looked/")
    assert "Ana" in shown and "I am afraid for them tonight." in shown
    assert "Em" not in shown and "It frightened me." not in shown
    assert "afraid" not in page(here.charlie, "/looked/") + page(one("em"), "/looked/")
    Unveiled.objects.update(at=NOW() - timedelta(minutes=61))
    assert "Ben" not in page(here.ana, path)


def test_nobody_looks_without_a_telling_nor_at_one_that_is_not_theirs_or_is_settled(here: Cast) -> None:
    told = tells(one("em"), here, story=story_of(here.as_ben, without_alias=True).ref)
    for who in (here.ben, one("em"), one("hal"), here.charlie):
        assert signed_in(who).post(told.get_absolute_url(), {"do": "whose", "why": "x"}).status_code == 404
        with pytest.raises(Refused):
            looking.look(told, what="whose", why="x", by=who, now=NOW())
    signed_in(here.ana).post(told.get_absolute_url(), {"do": "settle"})
    with pytest.raises(Refused):
        looking.look(told, what="whose", why="x", by=here.ana, now=NOW())
    assert not Unveiled.objects.exists()


def test_a6_the_host_reads_its_words_only_with_a_reason_for_an_hour_and_its_writer_is_told(here: Cast) -> None:
    story = story_of(here.as_ben)
    told = tells(one("em"), here, to="host", story=story.ref)
    path, hal = told.get_absolute_url(), one("hal")
    assert "xylofoon" not in page(hal, path) and "Bread" not in page(hal, path)
    signed_in(hal).post(path, {"do": "words", "why": "Someone asked me to."})
    assert "xylofoon" in page(hal, path)
    shown = page(here.ben, "/looked/")
    assert "The host" in shown and "Someone asked me to." in shown
    Unveiled.objects.update(at=NOW() - timedelta(minutes=61))
    assert "xylofoon" not in page(hal, path)


def test_a5_a_facilitator_who_keeps_apart_from_the_writer_asks_as_the_host_does(here: Cast) -> None:
    apart.keep_apart(of=here.ben, by=here.ana, kind="block")
    told = tells(one("em"), here, story=story_of(here.as_ben).ref)
    assert "xylofoon" not in page(here.ana, told.get_absolute_url())
    assert "xylofoon" in page(one("dee"), told.get_absolute_url())


def test_folded_it_is_there_for_its_writer_alone_until_it_is_unfolded(here: Cast) -> None:
    story = story_of(here.as_ben)
    mine = replying.reply(story, text="I hear it", by=Membership.objects.get(alias="Em"), now=NOW())
    told = tells(one("em"), here, story=story.ref)
    path, home = told.get_absolute_url(), f"/groups/{here.group.ref}/stories/"
    assert signed_in(one("em")).post(path, {"do": "fold", "why": "x"}).status_code == 404
    signed_in(here.ana).post(path, {"do": "fold", "why": ""})
    assert "Bread" in page(one("em"), home)
    signed_in(here.ana).post(path, {"do": "fold", "why": "Let us talk first."})
    for who in (one("em"), one("dee"), here.ana):
        assert "Bread" not in page(who, home) and page(who, story.get_absolute_url()) == "404"
    assert page(one("em"), f"/replies/{mine.ref}/") == "404"
    shown = page(here.ben, story.get_absolute_url())
    assert "Your story is folded for now." in shown and "Let us talk first." in shown and "xylofoon" in shown
    assert Notice.objects.get(person=here.ben).path == story.get_absolute_url()
    assert "xylofoon" in page(one("dee"), path)
    signed_in(one("dee")).post(path, {"do": "unfold"})
    assert "Bread" in page(one("em"), home)
    assert "folded for now" not in page(here.ben, story.get_absolute_url())


@pytest.mark.deep
def test_a_reply_is_folded_by_itself_and_its_story_stays(here: Cast) -> None:
    story = story_of(here.as_ana)
    reply = replying.reply(story, text="klarinet, just cheer up", by=here.as_ben, now=NOW())
    told = tells(one("em"), here, to="host", reply=reply.ref)
    path, telling = f"/stories/{story.ref}/", told.get_absolute_url()
    assert "Fold this reply" in page(one("hal"), telling)
    signed_in(one("hal")).post(telling, {"do": "fold", "why": "Let us talk first."})
    for who in (here.ana, one("em"), one("dee")):
        assert "klarinet" not in page(who, path) and "xylofoon" in page(who, path)
        assert path not in page(who, "/search/?words=klarinet")
    mine = page(here.ben, path)
    assert "klarinet" in mine and "Let us talk first." in mine
    assert Notice.objects.filter(person=here.ben, key__startswith="folded:").count() == 1
    signed_in(one("hal")).post(telling, {"do": "unfold"})
    assert "klarinet" in page(here.ana, path) and "Let us talk" not in page(here.ben, path)


@pytest.mark.deep
def test_a_keepsake_or_a_thing_on_the_shelf_is_named_and_its_owner_never_gets_it(here: Cast) -> None:
    Cupboard.objects.create(group=here.group, what="shelf", opened_by=here.as_ana)
    mine = {"group": here.group, "by": here.as_ben}
    tin = Keepsake.objects.create(**mine, described="A tin", text="xylofoon", folder="x", shared_at=NOW())
    things = {
        "keepsake": tin,
        "resource": Resource.objects.create(**mine, name="A book", why="xylofoon"),
        "strategy": Strategy.objects.create(**mine, name="A walk", how="xylofoon"),
    }
    for kind, thing in things.items():
        assert f"{kind}={thing.ref}" in page(one("em"), thing.get_absolute_url())
        told = tells(one("em"), here, **{kind: thing.ref})
        assert (getattr(told, kind), told.about, told.unnamed) == (thing, here.as_ben, False)
        assert page(here.ben, told.get_absolute_url()) == "404"
        assert "xylofoon" in page(here.ana, told.get_absolute_url())
        assert "Fold this" not in page(here.ana, told.get_absolute_url())
        told.delete()
        told = tells(one("em"), here, to="host", **{kind: thing.ref})
        assert "xylofoon" not in page(one("hal"), told.get_absolute_url())
        signed_in(one("hal")).post(told.get_absolute_url(), {"do": "words", "why": "Someone was hurt."})
        assert "xylofoon" in page(one("hal"), told.get_absolute_url())
        assert "Someone was hurt." in page(here.ben, "/looked/")
        thing.delete()
        assert "xylofoon" not in page(one("hal"), told.get_absolute_url())
        told.delete()


def test_folding_twice_is_one_fold(here: Cast) -> None:
    told = tells(one("em"), here, story=story_of(here.as_ben).ref)
    for who in (here.ana, one("dee")):
        signed_in(who).post(told.get_absolute_url(), {"do": "fold", "why": "x"})
    assert Folded.objects.get().by == here.ana


def test_taken_back_there_is_nothing_to_read_and_erased_nothing_points_at_it(here: Cast) -> None:
    story = story_of(here.as_ben, without_alias=True)
    told = tells(one("em"), here, story=story.ref)
    writing.take_back(story, now=NOW())
    shown = page(here.ana, told.get_absolute_url())
    assert "It was taken back" in shown and "Ben" not in shown
    erasing.erase(here.ben, by=here.ben)
    told.refresh_from_db()
    assert (told.story, told.about, told.unnamed, told.words) == (None, None, True, "It frightened me.")
    assert page(here.ana, told.get_absolute_url()) != "404"


@pytest.mark.deep
def test_who_looked_or_folded_and_is_erased_leaves_no_words(here: Cast) -> None:
    told = tells(one("em"), here, story=story_of(here.as_ben, without_alias=True).ref)
    for do in ("whose", "fold"):
        signed_in(here.ana).post(told.get_absolute_url(), {"do": do, "why": "words of hers"})
    erasing.erase(here.ana, by=here.ana)
    assert (Unveiled.objects.get().why, Folded.objects.get().why) == ("", "")
    assert page(here.ben, Story.objects.get().get_absolute_url()) != "404"
