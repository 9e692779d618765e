"""A story for my companion: nobody else in the group, only while this pact lasts, and never for whoever comes after."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kith.companions import beginning, ending, lasting
from kith.companions.models import Pact, Side
from kith.groups import leaving
from kith.groups.models import Cupboard, Membership
from kith.kit.refusal import Refused
from kith.notices.models import Notice
from kith.people import apart
from kith.people.models import Person
from kith.stories import asking, replying, taking, writing
from kith.stories.models import Reply, Story
from tests.cast import Cast, member

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def two(cast: Cast) -> Cast:
    """Ana and Ben are companions; Dee is in the group as well."""
    for what in ("stories", "companions"):
        Cupboard.objects.create(group=cast.group, what=what, opened_by=cast.as_ana)
    member(cast.group, "Dee")
    beginning.begin(cast.as_ana, cast.as_ben, now=NOW())
    return cast


def for_ben(cast: Cast, **more: object) -> Story:
    said = {"title": "Between us", "text": "xylofoon", "readers": "companion"} | more
    return writing.share(writing.begin(by=cast.as_ana, now=NOW(), **said), now=NOW())


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def sees(who: Person, story: Story) -> set[str]:
    """Where this person meets it: its page, the reading home, the group's page, a search."""
    client, group = signed_in(who), story.group.ref
    found = {"page"} if client.get(f"/stories/{story.ref}/").status_code == 200 else set()
    for name, path in (
        ("home", f"/groups/{group}/stories/"),
        ("group", f"/groups/{group}/"),
        ("search", "/search/?words=xylofoon"),
    ):
        if story.ref in client.get(path).content.decode():
            found.add(name)
    return found


EVERYWHERE = {"page", "home", "group", "search"}


def test_only_the_two_meet_it(two: Cast) -> None:
    story = for_ben(two)
    dee = Membership.objects.get(alias="Dee")
    assert sees(dee.person, story) == sees(two.charlie, story) == set()
    assert sees(two.ben, story) == sees(two.ana, story) == EVERYWHERE
    assert "while you are companions" in signed_in(two.ben).get(f"/stories/{story.ref}/").content.decode()


@pytest.mark.deep
@pytest.mark.parametrize("how", ["way out", "in its time", "a block", "not safe", "one leaves"])
def test_it_ends_for_the_other_in_the_same_moment(two: Cast, how: str, django_capture_on_commit_callbacks: Any) -> None:
    story = for_ben(two)
    sent = replying.reply(story, text="klarinet, I hear you", by=two.as_ben, now=NOW())
    assert sees(two.ben, story) == EVERYWHERE and Notice.objects.standing().filter(
        person=two.ben, path=story.get_absolute_url()
    )
    pact = Pact.objects.get()
    if how == "way out":
        lasting.way_out(by=pact.sides.get(of=two.as_ben), now=NOW())
    elif how == "in its time":
        ending.tend(pact, now=NOW() + timedelta(weeks=9))
    elif how == "one leaves":
        with django_capture_on_commit_callbacks(execute=True):
            leaving.leave(by=two.as_ben)
    else:
        apart.keep_apart(of=two.ana, by=two.ben, kind="block" if how == "a block" else "unsafe")
    assert sees(two.ben, story) == set()
    assert not Notice.objects.standing().filter(person=two.ben, path=story.get_absolute_url())
    assert sees(two.ana, story) == EVERYWHERE
    if how in {"way out", "in its time"}:
        assert [one.ref for one in asking.replies_left(two.ben)] == [sent.ref]
        assert "klarinet" in signed_in(two.ben).get("/stories/left/").content.decode()
        assert "klarinet" not in signed_in(two.ben).get("/search/?words=klarinet").content.decode().split("</form>")[-1]


@pytest.mark.deep
def test_while_one_rests_it_rests_as_well(two: Cast) -> None:
    story = for_ben(two)
    Pact.objects.update(paused_at=NOW())
    assert sees(two.ben, story) == set() and sees(two.ana, story) == EVERYWHERE
    Pact.objects.update(paused_at=None)
    assert sees(two.ben, story) == EVERYWHERE


@pytest.mark.deep
def test_whoever_comes_after_never_reads_it(two: Cast) -> None:
    story, dee = for_ben(two), Membership.objects.get(alias="Dee")
    lasting.way_out(by=Side.objects.get(of=two.as_ana), now=NOW())
    beginning.begin(two.as_ana, dee, now=NOW())
    assert sees(dee.person, story) == sees(two.ben, story) == set()
    writing.save(story, revision=story.revision, now=NOW(), text="xylofoon still")
    assert sees(dee.person, story) == sees(two.ben, story) == set()
    writing.save(Story.objects.get(), revision=story.revision + 1, now=NOW(), readers="group")
    assert sees(dee.person, story) == sees(two.ben, story) == EVERYWHERE


def test_it_is_offered_only_while_there_is_one_and_refused_kindly(two: Cast) -> None:
    write = f"/groups/{two.group.ref}/stories/write/"
    dee = Membership.objects.get(alias="Dee")
    assert "My companion, Ben" in signed_in(two.ana).get(write).content.decode()
    assert "My companion" not in signed_in(dee.person).get(write).content.decode()
    with pytest.raises(Refused):
        writing.share(writing.begin(by=dee, now=NOW(), text="x", readers="companion"), now=NOW())
    draft = writing.begin(by=two.as_ana, now=NOW(), text="xylofoon", readers="companion")
    lasting.way_out(by=Side.objects.get(of=two.as_ana), now=NOW())
    answer = signed_in(two.ana).post(
        f"/stories/{draft.ref}/change/",
        {
            "text": "xylofoon",
            "need": "just_listen",
            "kind": "story",
            "readers": "companion",
            "revision": 1,
            "do": "share",
        },
    )
    assert "no companion here just now" in answer.content.decode()
    assert Story.objects.get(pk=draft.pk).is_draft


def test_it_is_nobodys_to_answer_but_theirs_and_is_never_put_before_others(two: Cast) -> None:
    from kith.stories import home, putting

    story, dee = for_ben(two), Membership.objects.get(alias="Dee")
    Story.objects.update(shared_at=NOW() - timedelta(days=2))
    home.listen(dee, yes=True, now=NOW())
    assert putting.look(NOW()) == 0
    posted = {"text": "I hear you", "do": "as-it-is"}
    assert signed_in(dee.person).post(f"/stories/{story.ref}/", posted).status_code == 404
    assert signed_in(two.ben).post(f"/stories/{story.ref}/", posted).status_code == 302
    assert Reply.objects.get().by == two.as_ben


def test_what_was_taken_along_says_who_reads_it(two: Cast) -> None:
    for_ben(two, without_alias=True)
    (leaf,) = taking.stories(two.ana)
    assert b"companion" in leaf.body and not Story.objects.get().without_alias


def test_a3_for_everyone_else_in_the_group_every_byte_is_as_if_it_had_never_been_told(two: Cast) -> None:
    story, dee = for_ben(two), Membership.objects.get(alias="Dee")
    client = signed_in(dee.person)

    def met(ref: str) -> list[tuple[int, bytes]]:
        asked = [client.get(f"/stories/{ref}/{page}") for page in ("", "change/", "take-back/")]
        asked += [
            client.post(f"/stories/{ref}/{page}", {"text": "x"}) for page in ("", "heard/", "reply-draft/", "let-pass/")
        ]
        asked += [client.get(f"/tell/?story={ref}&where=story"), client.get("/search/?words=xylofoon")]
        asked += [client.get(f"/groups/{two.group.ref}/{page}") for page in ("", "stories/", "stories/earlier/")]
        return [
            (one.status_code, re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", one.content)) for one in asked
        ]

    there = met(story.ref)
    Story.objects.all().delete()
    gone = met(story.ref)
    assert [one[0] for one in there] == [one[0] for one in gone]
    assert [place for place, (one, other) in enumerate(zip(there, gone, strict=True)) if one != other] == []
