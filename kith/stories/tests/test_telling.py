"""Stories: who is kept out comes first; then telling, reading, answering, taking back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kith.groups import leaving
from kith.groups.models import Cupboard, Membership
from kith.kit.refusal import Refused
from kith.people import apart, erasing
from kith.people.models import Person
from kith.stories import replying, writing
from kith.stories.models import Acknowledgement, Draft, LastHere, Reply, Story
from tests.cast import Cast, group, member, person

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def open_to_stories(cast: Cast) -> Cast:
    Cupboard.objects.create(group=cast.group, what="stories", opened_by=cast.as_ana)
    return cast


def told(by: Membership, text: str = "The coat is still on the hook.", **more: object) -> Story:
    more.setdefault("title", "The coat")
    return writing.share(writing.begin(by=by, now=NOW(), text=text, **more), now=NOW())


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def home(cast: Cast, who: Person) -> str:
    return signed_in(who).get(f"/groups/{cast.group.ref}/stories/").content.decode()


def test_only_members_read_and_nobody_while_the_cupboard_is_shut(open_to_stories: Cast) -> None:
    cast = open_to_stories
    member(group("Another"), "Ed", ed := person("ed"))
    story = told(cast.as_ana)
    for path in (
        f"/groups/{cast.group.ref}/stories/",
        f"/stories/{story.ref}/",
        f"/groups/{cast.group.ref}/stories/write/",
    ):
        assert Client().get(path).status_code == 302
        assert signed_in(cast.charlie).get(path).status_code == signed_in(ed).get(path).status_code == 404
        assert signed_in(cast.ben).get(path).status_code == 200
    leaving.leave(by=cast.as_ben)
    assert signed_in(cast.ben).get(f"/stories/{story.ref}/").status_code == 404
    Cupboard.objects.all().delete()
    assert signed_in(cast.ana).get(f"/stories/{story.ref}/").status_code == 404


def test_a_draft_and_a_story_for_oneself_are_ones_own(open_to_stories: Cast) -> None:
    cast = open_to_stories
    draft = writing.begin(by=cast.as_ana, now=NOW(), title="Not yet", text="xylofoon")
    private = told(cast.as_ana, "xylofoon", title="Mine", readers="me")
    assert "Not yet" not in home(cast, cast.ben) and "Mine" not in home(cast, cast.ben)
    for story in (draft, private):
        for path in (f"/stories/{story.ref}/", f"/stories/{story.ref}/change/"):
            assert signed_in(cast.ben).get(path).status_code == 404
    assert "Not yet" in home(cast, cast.ana)
    assert signed_in(cast.ana).get(f"/stories/{private.ref}/").status_code == 200


def test_a5_neither_of_two_who_keep_apart_reads_the_other(open_to_stories: Cast) -> None:
    cast = open_to_stories
    story = told(cast.as_ana)
    dee = member(cast.group, "Dee")
    answer = replying.reply(story, text="I see the coat", by=dee, now=NOW())
    apart.keep_apart(of=cast.ana, by=cast.ben, kind="block")
    assert "The coat" not in home(cast, cast.ben)
    assert signed_in(cast.ben).get(f"/stories/{story.ref}/").status_code == 404
    bens = told(cast.as_ben, title="Bens")
    assert "Bens" not in home(cast, cast.ana)
    assert signed_in(dee.person).get(f"/stories/{bens.ref}/").status_code == 200
    apart.keep_apart(of=dee.person, by=cast.ana, kind="block")
    assert "I see the coat" not in signed_in(cast.ana).get(f"/stories/{story.ref}/").content.decode()
    assert Reply.objects.filter(pk=answer.pk).exists()


def test_without_an_alias_nobody_is_shown_whose_it_is_not_even_in_its_links(open_to_stories: Cast) -> None:
    cast = open_to_stories
    story = told(cast.as_ben, without_alias=True)
    replying.reply(story, text="Thank you all", by=cast.as_ben, now=NOW())
    for page in (home(cast, cast.ana), signed_in(cast.ana).get(f"/stories/{story.ref}/").content.decode()):
        main = page.split("<main")[1]
        assert "Ben" not in main and cast.as_ben.ref not in main
    assert "Whoever told the story" in signed_in(cast.ana).get(f"/stories/{story.ref}/").content.decode()
    assert "You, without your alias" in home(cast, cast.ben)


def test_only_its_writer_changes_it_or_takes_it_back(open_to_stories: Cast) -> None:
    cast = open_to_stories
    story = told(cast.as_ana)
    for path in ("change", "take-back"):
        assert signed_in(cast.ben).post(f"/stories/{story.ref}/{path}/", {"text": "x"}).status_code == 404
    typed = {
        "text": "It hangs elsewhere.",
        "need": "ideas",
        "kind": "story",
        "readers": "group",
        "revision": story.revision,
    }
    assert signed_in(cast.ana).post(f"/stories/{story.ref}/change/", typed | {"do": "share"}).status_code == 302
    story.refresh_from_db()
    assert (story.text, story.changed_at is not None) == ("It hangs elsewhere.", True)


def test_telling_one_by_plain_forms(open_to_stories: Cast) -> None:
    cast, client = open_to_stories, signed_in(open_to_stories.ben)
    typed = {"title": "The tin", "text": "", "need": "ideas", "kind": "story", "readers": "group", "do": "share"}
    path = f"/groups/{cast.group.ref}/stories/write/"
    assert "nothing written yet" in client.post(path, typed).content.decode()
    assert "The tin" not in home(cast, cast.ana)
    assert client.post(path, typed | {"text": "His *hand* on it.", "do": "keep"}).status_code == 302
    draft = Story.objects.get(text="His *hand* on it.")
    assert draft.is_draft
    again = typed | {"text": "His *hand* on it.", "revision": draft.revision}
    assert client.post(f"/stories/{draft.ref}/change/", again).status_code == 302
    shown = signed_in(cast.ana).get(f"/stories/{draft.ref}/").content.decode()
    assert "His <em>hand</em> on it." in shown and "ideas welcome" in shown


def test_a_draft_keeps_itself_and_an_older_tab_does_not_write_over_a_newer_one(open_to_stories: Cast) -> None:
    cast, client = open_to_stories, signed_in(open_to_stories.ben)
    typed = {"text": "One", "need": "ideas", "kind": "story", "readers": "group"}
    first = client.post(f"/stories/{cast.group.ref}/draft/", typed).json()
    second = client.post(
        f"/stories/{first['ref']}/draft/", typed | {"text": "Two", "revision": first["revision"]}
    ).json()
    assert second["revision"] == first["revision"] + 1
    old = client.post(f"/stories/{first['ref']}/draft/", typed | {"text": "Old", "revision": first["revision"]})
    assert (old.status_code, old.json()["kept"]) == (409, False)
    assert Story.objects.get().text == "Two"
    assert signed_in(cast.ana).post(f"/stories/{first['ref']}/draft/", typed | {"revision": 2}).status_code == 404


def test_a_story_that_is_read_is_changed_by_a_press_alone(open_to_stories: Cast) -> None:
    cast = open_to_stories
    story = told(cast.as_ben)
    typed = {"text": "Half a sent", "need": "ideas", "kind": "story", "readers": "group", "revision": story.revision}
    assert signed_in(cast.ben).post(f"/stories/{story.ref}/draft/", typed).json()["kept"] is False
    story.refresh_from_db()
    assert story.text == "The coat is still on the hook."


def test_taken_back_it_is_gone_from_everywhere_in_the_same_moment(open_to_stories: Cast) -> None:
    cast = open_to_stories
    story = told(cast.as_ana, "xylofoon")
    mine = replying.reply(story, text="I hear the coat", by=cast.as_ben, now=NOW())
    replying.hear(story, kind="hear", by=cast.as_ben)
    assert signed_in(cast.ana).post(f"/stories/{story.ref}/take-back/").status_code == 302
    story.refresh_from_db()
    assert (story.title, story.text, Acknowledgement.objects.count()) == ("", "", 0)
    assert "The coat" not in home(cast, cast.ben)
    for who in (cast.ana, cast.ben):
        assert signed_in(who).get(f"/stories/{story.ref}/").status_code == 404
    assert "I hear the coat" in signed_in(cast.ben).get("/stories/left/").content.decode()
    assert "I hear the coat" not in signed_in(cast.ana).get("/stories/left/").content.decode()
    with pytest.raises(Refused):
        replying.reply(story, text="Still", by=cast.as_ben, now=NOW())
    assert Reply.objects.get() == mine


def test_what_is_said_quietly_reaches_its_writer_alone_as_words(open_to_stories: Cast) -> None:
    cast = open_to_stories
    story = told(cast.as_ana, need="not_alone")
    others = [member(cast.group, f"Em{n}") for n in range(3)]
    for one in others:
        signed_in(one.person).post(f"/stories/{story.ref}/heard/", {"kind": "me_too"})
    signed_in(others[0].person).post(f"/stories/{story.ref}/heard/", {"kind": "me_too"})
    assert "Three people have been there too." in signed_in(cast.ana).get(f"/stories/{story.ref}/").content.decode()
    assert "been there too" not in signed_in(cast.ben).get(f"/stories/{story.ref}/").content.decode()
    signed_in(others[0].person).post(f"/stories/{story.ref}/heard/?back=me_too")
    assert "Two people have been there too." in signed_in(cast.ana).get(f"/stories/{story.ref}/").content.decode()


def test_me_too_is_not_offered_to_someone_who_asked_to_be_listened_to(open_to_stories: Cast) -> None:
    cast = open_to_stories
    story = told(cast.as_ana, need="just_listen")
    assert "Me too" not in signed_in(cast.ben).get(f"/stories/{story.ref}/").content.decode()
    with pytest.raises(Refused):
        replying.hear(story, kind="me_too", by=cast.as_ben)
    with pytest.raises(Refused):
        replying.hear(story, kind="hear", by=cast.as_ana)


def test_what_it_speaks_of_is_said_first_and_left_out_for_who_would_rather_not(open_to_stories: Cast) -> None:
    cast = open_to_stories
    story = told(cast.as_ana, "xylofoon", notes=["suicide"], note_words="a long fall")
    shown = home(cast, cast.ben)
    assert "It speaks of suicide and a long fall." in " ".join(shown.split()) and "xylofoon" not in shown
    page = signed_in(cast.ben).get(f"/stories/{story.ref}/").content.decode()
    assert '<details class="folded">' in page and "xylofoon" in page
    signed_in(cast.ben).post("/stories/gentle/", {"leave_out": ["suicide"]})
    assert "The coat" not in home(cast, cast.ben)
    assert "The coat" in home(cast, cast.ana)


def test_the_line_between_new_and_seen_stays_for_the_day(open_to_stories: Cast) -> None:
    cast = open_to_stories
    told(cast.as_ana)
    assert "That is all since you were here." in home(cast, cast.ben)
    assert "The coat" in home(cast, cast.ben)
    LastHere.objects.filter(membership=cast.as_ben).update(
        at=NOW() - timedelta(days=1), before=NOW() - timedelta(days=2)
    )
    Story.objects.update(shared_at=NOW() - timedelta(days=1, hours=1))
    assert "Nothing new." in home(cast, cast.ben)
    earlier = signed_in(cast.ben).get(f"/groups/{cast.group.ref}/stories/earlier/").content.decode()
    assert "The coat" in earlier and "This is where it began." in earlier


def test_a_reply_keeps_itself_and_is_sent_once(open_to_stories: Cast) -> None:
    cast, client = open_to_stories, signed_in(open_to_stories.ben)
    story = told(cast.as_ana, need="ideas")
    client.post(f"/stories/{story.ref}/reply-draft/", {"text": "I hear how hea"})
    assert "I hear how hea" in client.get(f"/stories/{story.ref}/").content.decode()
    assert "I hear how hea" not in signed_in(cast.ana).get(f"/stories/{story.ref}/").content.decode()
    for _ in range(2):
        client.post(f"/stories/{story.ref}/", {"text": "I hear how heavy it is."})
    assert Reply.objects.get().text == "I hear how heavy it is."
    assert not Draft.objects.exists()


def test_my_reply_is_mine_to_change_and_to_take_back(open_to_stories: Cast) -> None:
    cast = open_to_stories
    one = replying.reply(told(cast.as_ana), text="Oh", by=cast.as_ben, now=NOW())
    assert signed_in(cast.ana).post(f"/replies/{one.ref}/", {"text": "Ha"}).status_code == 404
    assert signed_in(cast.ben).post(f"/replies/{one.ref}/", {"text": "Oh dear"}).status_code == 302
    one.refresh_from_db()
    assert one.text == "Oh dear"
    signed_in(cast.ben).post(f"/replies/{one.ref}/", {"do": "take-back"})
    one.refresh_from_db()
    assert one.text == ""
    assert "Oh dear" not in signed_in(cast.ana).get(f"/stories/{one.story.ref}/").content.decode()


def test_erasing_a_person_takes_their_stories_and_replies(open_to_stories: Cast) -> None:
    cast = open_to_stories
    hers = told(cast.as_ana)
    replying.reply(hers, text="Oh", by=cast.as_ben, now=NOW())
    his = told(cast.as_ben)
    erasing.erase(cast.ben, by=cast.ben)
    assert not Reply.objects.exists() and not Story.objects.filter(pk=his.pk).exists()
    assert Story.objects.filter(pk=hers.pk).exists()


@pytest.mark.deep
def test_however_much_is_told_the_questions_stay_the_same(
    open_to_stories: Cast, django_assert_max_num_queries: object
) -> None:
    cast = open_to_stories
    for n in range(25):
        story = told(cast.as_ana, title=f"Story {n}")
        replying.reply(story, text=f"Reply {n}", by=cast.as_ben, now=NOW())
    for n in range(25):
        replying.reply(story, text=f"Another {n}", by=member(cast.group, f"Em{n}"), now=NOW())
    client = signed_in(cast.ben)
    client.get(f"/groups/{cast.group.ref}/stories/")
    for path in (f"/groups/{cast.group.ref}/stories/", f"/stories/{story.ref}/"):
        with django_assert_max_num_queries(10):  # type: ignore[operator]
            client.get(path)


def test_a_reply_that_speaks_of_something_is_folded_and_left_out_for_who_would_rather_not(
    open_to_stories: Cast,
) -> None:
    cast, story = open_to_stories, told(open_to_stories.as_ana)
    said = {"text": "My klarinet fell silent.", "do": "as-it-is", "notes": "death", "note_words": "a hospital"}
    assert signed_in(cast.ben).post(f"/stories/{story.ref}/", said).status_code == 302
    dee = member(cast.group, "Dee")
    signed_in(dee.person).post("/stories/gentle/", {"leave_out": "death"})
    page, search = f"/stories/{story.ref}/", "/search/?words=klarinet"
    assert "klarinet" not in signed_in(dee.person).get(page).content.decode()
    assert page not in signed_in(dee.person).get(search).content.decode()
    shown = signed_in(cast.ana).get(page).content.decode()
    assert "a hospital" in shown.split("klarinet")[0].split("<details")[-1] and "klarinet" in shown
    found = signed_in(cast.ana).get(search).content.decode()
    assert page in found and "fell silent" not in found and "a hospital" in found
    assert "fell silent" in signed_in(cast.ben).get(search).content.decode()
    reply = Reply.objects.get()
    signed_in(cast.ben).post(f"/replies/{reply.ref}/", {"text": reply.text})
    assert "klarinet" in signed_in(dee.person).get(page).content.decode()
    replying.take_back(
        replying.change(reply, text="x", by=cast.as_ben, now=NOW(), note_words="y"), by=cast.as_ben, now=NOW()
    )
    assert Reply.objects.values_list("text", "notes", "note_words").get() == ("", [], "")
