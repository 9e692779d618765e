"""No story unheard: before whom it is never put comes first; then how it goes round, and how it ends."""

import html
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kith.groups import leaving
from kith.groups.models import Cupboard, Membership
from kith.notices.models import Notice
from kith.people import apart, quiet_days
from kith.people.models import Person
from kith.stories import folding, home, notes, nudge, putting, replying, unheard, writing
from kith.stories.models import PutBefore, Story
from kith.stories.unheard import Listener, Put, Waiting, choose
from tests.cast import Cast, member, person

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
CARD = 'id="unheard"'


def waiting(key: int = 1, *, hours: float = 25, **more: object) -> Waiting:
    return Waiting(key=key, writer=1, shared_at=NOW - timedelta(hours=hours), **more)  # type: ignore[arg-type]


def chosen(story: Waiting, *listeners: Listener) -> set[int]:
    return {listener for _story, listener in choose([story], listeners, now=NOW)}


class TestTheRule:
    def test_never_before_its_writer_nor_whom_they_are_kept_apart_from(self) -> None:
        assert chosen(waiting(shunned=frozenset({2})), Listener(1), Listener(2), Listener(3)) == {3}

    def test_never_before_whose_gentle_mode_leaves_its_notes_out(self) -> None:
        story = waiting(notes=frozenset({"suicide", "death"}))
        assert chosen(story, Listener(2, frozenset({"suicide"})), Listener(3, frozenset({"food"}))) == {3}

    def test_never_near_a_quiet_day_and_never_before_who_is_alongside(self) -> None:
        assert chosen(waiting(), Listener(2, near_quiet_day=True), Listener(3, alongside=True), Listener(4)) == {4}

    def test_not_before_a_day_has_gone_by_and_not_when_it_is_old(self) -> None:
        assert chosen(waiting(hours=23.9), Listener(2)) == set()
        assert chosen(waiting(hours=24), Listener(2)) == {2}
        assert chosen(waiting(hours=24 * 14), Listener(2)) == set()

    def test_before_three_at_a_time_and_a_day_later_before_others(self) -> None:
        five = [Listener(key) for key in range(2, 7)]
        first = chosen(waiting(), *five)
        assert len(first) == 3
        earlier = tuple(Put(one, NOW) for one in first)
        assert chosen(waiting(put=earlier), *five) == set()
        a_day_on = tuple(Put(one, NOW - DAY) for one in first)
        assert chosen(waiting(hours=49, put=a_day_on), *five) == {2, 3, 4, 5, 6} - first

    def test_who_did_not_say_so_is_asked_later_seldom_and_never_after_letting_one_pass(self) -> None:
        """They answered someone lately, and no more: two of them, half a day after the others, one story a week."""
        assert chosen(waiting(hours=35), *(Listener(key, warm=True) for key in range(2, 6))) == set()
        asked = chosen(waiting(hours=36), *(Listener(key, warm=True) for key in range(2, 6)))
        assert len(asked) == 2
        later = waiting(hours=61, put=tuple(Put(key, NOW - DAY) for key in asked))
        assert chosen(later, *(Listener(key, warm=True) for key in range(2, 6))) == set()
        for kept_out in ({"let_pass": True}, {"holds": 1}, {"asked": [NOW - 6 * DAY]}, {"near_quiet_day": True}):
            assert chosen(waiting(hours=40), Listener(2, warm=True, **kept_out), Listener(3, warm=True)) == {3}  # type: ignore[arg-type]
        assert chosen(waiting(hours=40), Listener(2, warm=True, asked=[NOW - 8 * DAY])) == {2}
        assert chosen(waiting(hours=40), *(Listener(key) for key in range(10, 14)), Listener(2, warm=True)) >= {2}

    def test_who_lets_it_pass_makes_room_for_another_and_is_not_asked_again(self) -> None:
        put = (Put(2, NOW, passed=True), Put(3, NOW), Put(4, NOW))
        assert chosen(waiting(put=put), *(Listener(key) for key in range(2, 6))) == {5}

    def test_nobody_holds_more_than_two(self) -> None:
        two = [Listener(2), Listener(3)]
        stories = [waiting(key, hours=30 + key) for key in range(5)]
        found = choose(stories, two, now=NOW)
        assert sorted(found) == [(3, 2), (3, 3), (4, 2), (4, 3)]  # the longest waiting first

    def test_who_was_asked_least_lately_comes_first(self) -> None:
        often, once, long_ago = [NOW - DAY] * 3, [NOW - DAY], [NOW - 9 * DAY]
        many = [Listener(2, asked=often), Listener(3, asked=once), Listener(4, asked=long_ago), Listener(5)]
        assert chosen(waiting(), *many) == {3, 4, 5}

    def test_it_goes_round(self) -> None:
        """A story a day for sixty days before eight listeners: nobody is asked much more often than another."""
        asked: dict[int, list[datetime]] = {key: [] for key in range(2, 10)}
        for day in range(60):
            now = NOW + day * DAY
            many = [
                Listener(key, asked=[at for at in times if now - at < unheard.LATELY]) for key, times in asked.items()
            ]
            story = Waiting(key=100 + day, writer=1, shared_at=now - DAY)
            for _story, listener in choose([story], many, now=now):
                asked[listener].append(now)
        counts = [len(times) for times in asked.values()]
        assert max(counts) - min(counts) <= 1

    @given(
        st.lists(st.tuples(st.integers(1, 6), st.integers(0, 400)), max_size=6, unique_by=lambda one: one[0]),
        st.sets(st.integers(1, 9)),
        st.sets(st.integers(1, 9)),
    )
    def test_whatever_there_is_nobody_is_asked_who_must_not_be(
        self, stories: list[tuple[int, int]], shunned: set[int], quiet: set[int]
    ) -> None:
        told = [waiting(100 + key, hours=hours, shunned=frozenset(shunned)) for key, hours in stories]
        many = [Listener(key, near_quiet_day=key in quiet) for key in range(1, 10)]
        found = choose(told, many, now=NOW)
        assert len(found) == len(set(found))
        assert not {listener for _story, listener in found} & ({1} | shunned | quiet)
        for one in told:
            assert sum(key == one.key for key, _listener in found) <= unheard.ABREAST
        for key in range(1, 10):
            assert sum(listener == key for _story, listener in found) <= unheard.AT_ONCE


@pytest.fixture
def open_to_stories(cast: Cast) -> Cast:
    Cupboard.objects.create(group=cast.group, what="stories", opened_by=cast.as_ana)
    return cast


def told(by: Membership, *, hours: float = 25, **more: object) -> Story:
    then = timezone.now() - timedelta(hours=hours)
    story = writing.begin(by=by, now=then, title="The coat", text="It hangs there.", **more)
    return writing.share(story, now=then)


def listening(*members: Membership) -> None:
    for one in members:
        home.listen(one, yes=True, now=timezone.now())


def asked() -> set[str]:
    return {one.membership.alias for one in PutBefore.objects.filter(passed_at=None)}


def page(who: Person, path: str) -> str:
    client = Client()
    client.force_login(who)
    return client.get(path).content.decode()


@pytest.mark.django_db
class TestPutting:
    def test_never_before_these(self, open_to_stories: Cast) -> None:
        cast = open_to_stories
        names = ("Kept", "Unsafe", "Gentle", "Quiet", "Along", "Left", "Busy", "Free")
        who = {name: member(cast.group, name) for name in names}
        apart.keep_apart(of=cast.ben, by=who["Kept"].person, kind="block")
        apart.keep_apart(of=who["Unsafe"].person, by=cast.ben, kind="unsafe")
        notes.be_gentle(who["Gentle"].person, leave_out=["death"])
        day = timezone.now().date() + timedelta(days=4)
        quiet_days.say(day=day.replace(year=day.year - 3), yearly=True, by=who["Quiet"].person)
        Membership.objects.filter(pk=who["Along"].pk).update(alongside_of=cast.as_ana)
        listening(cast.as_ben, *(one for name, one in who.items() if name != "Busy"))
        leaving.leave(by=who["Left"])
        told(cast.as_ben, notes=["death"])
        putting.look(timezone.now())
        assert asked() == {"Free"}

    @pytest.mark.parametrize("what", ["answered", "taken back", "only mine", "a draft", "shut", "young"])
    def test_not_when(self, open_to_stories: Cast, what: str) -> None:
        cast = open_to_stories
        listening(dee := member(cast.group, "Dee"))
        story = told(cast.as_ben, hours=2 if what == "young" else 25, readers="me" if what == "only mine" else "group")
        if what == "answered":
            replying.reply(story, text="I hear you", by=cast.as_ana, now=timezone.now())
        elif what == "taken back":
            writing.take_back(story, now=timezone.now())
        elif what == "a draft":
            Story.objects.update(shared_at=None)
        elif what == "shut":
            Cupboard.objects.all().delete()
        putting.look(timezone.now())
        assert asked() == set()
        if what == "answered":
            replying.take_back(story.replies.get(), by=cast.as_ana, now=timezone.now())
            replying.reply(story, text="More of it", by=cast.as_ben, now=timezone.now())
            putting.look(timezone.now())
            assert asked() == {dee.alias}  # taken back, and a word of its own writer is no answer

    @pytest.mark.deep
    def test_it_stands_before_them_on_the_groups_page_and_the_reading_home(self, open_to_stories: Cast) -> None:
        cast = open_to_stories
        dee = member(cast.group, "Dee")
        listening(dee)
        story = told(cast.as_ben, notes=["suicide"], without_alias=True)
        putting.look(timezone.now())
        for path in (cast.group.get_absolute_url(), f"/groups/{cast.group.ref}/stories/"):
            shown = " ".join(page(dee.person, path).split())
            card = shown.split('id="unheard"')[1].split("</section>")[0]
            assert card.index("It speaks of suicide") < card.index("The coat") < card.index("Let it pass")
            assert "Ben" not in card and "hangs" not in card
            assert 'id="unheard"' not in page(cast.ana, path)
        assert [(one.person, one.key) for one in Notice.objects.standing()] == [(dee.person, f"unheard:{story.ref}")]

    @pytest.mark.deep
    def test_let_pass_nobody_is_told_and_another_is_asked(self, open_to_stories: Cast) -> None:
        cast = open_to_stories
        dee, em = member(cast.group, "Dee"), member(cast.group, "Em")
        listening(dee)
        story = told(cast.as_ben)
        putting.look(timezone.now())
        client = Client()
        client.force_login(cast.charlie)
        assert client.post(f"/stories/{story.ref}/let-pass/").status_code == 404
        client.force_login(dee.person)
        assert client.post(f"/stories/{story.ref}/let-pass/").status_code == 302
        assert 'id="unheard"' not in client.get(cast.group.get_absolute_url()).content.decode()
        assert not Notice.objects.standing().exists()
        listening(em)
        putting.look(timezone.now())
        putting.look(timezone.now())
        assert asked() == {"Em"}

    @pytest.mark.deep
    @pytest.mark.parametrize("how", ["answered", "taken back", "only mine", "kept apart"])
    def test_it_is_gone_at_once_when(self, open_to_stories: Cast, how: str) -> None:
        cast = open_to_stories
        dee = member(cast.group, "Dee")
        listening(dee)
        story = told(cast.as_ben)
        putting.look(timezone.now())
        path = cast.group.get_absolute_url()
        assert 'id="unheard"' in page(dee.person, path)
        if how == "answered":
            replying.reply(story, text="I hear you", by=cast.as_ana, now=timezone.now())
        elif how == "taken back":
            writing.take_back(story, now=timezone.now())
        elif how == "only mine":
            writing.save(story, revision=story.revision, now=timezone.now(), readers="me")
        else:
            apart.keep_apart(of=dee.person, by=cast.ben, kind="block")
        assert 'id="unheard"' not in page(dee.person, path)
        if how != "kept apart":
            assert not Notice.objects.standing().exists()

    def test_a_quiet_day_said_later_takes_it_away(
        self, open_to_stories: Cast, django_capture_on_commit_callbacks: object
    ) -> None:
        cast = open_to_stories
        listening(dee := member(cast.group, "Dee"))
        told(cast.as_ben)
        putting.look(timezone.now())
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            quiet_days.say(day=timezone.now().date(), yearly=False, by=dee.person)
        assert asked() == set() and not Notice.objects.standing().exists()

    def test_those_who_run_it_see_what_waits_and_nobody_else(self, open_to_stories: Cast) -> None:
        cast = open_to_stories
        told(cast.as_ben)
        dee = member(cast.group, "Dee")
        hidden = told(dee, without_alias=True)
        Story.objects.filter(pk=hidden.pk).update(title="The tin")
        path = cast.group.get_absolute_url()
        shown = page(cast.ana, path).split("Nobody has answered these stories")[1].split("</li>")[0]
        assert "The coat" in shown and "Ben" in shown and "The tin" in shown and "Dee" not in shown
        assert "Nobody has answered these stories" not in page(cast.ben, path)
        apart.keep_apart(of=cast.ben, by=cast.ana, kind="block")
        assert "The coat" not in page(cast.ana, path)

    def test_the_round_asks_as_much_for_many_stories_as_for_few(
        self, open_to_stories: Cast, django_assert_max_num_queries: object
    ) -> None:
        cast = open_to_stories
        listening(*(member(cast.group, f"Em{n}") for n in range(5)))
        for _ in range(12):
            told(cast.as_ben)
        with django_assert_max_num_queries(17):  # type: ignore[operator]
            putting.look(timezone.now())
        assert PutBefore.objects.count() == 10

    def test_a_first_word_is_offered_to_whom_it_was_put_before(self, open_to_stories: Cast) -> None:
        """Two ways to say what was heard, from the writer's words; pressed, one stands in the reply and is not sent."""
        cast = open_to_stories
        story = told(cast.as_ana)
        Story.objects.update(text="I moved the coat last week. I miss her so much, and I am tired of pretending.")
        story.refresh_from_db()
        listening(cast.as_ben)
        putting.look(timezone.now())
        path = f"{story.get_absolute_url()}?listening=1"
        assert path in page(cast.ben, f"/groups/{cast.group.ref}/stories/")
        shown = page(cast.ben, path)
        (first, *_rest) = nudge.reflections(story.text)
        assert first in html.unescape(shown) and "You could begin" not in page(cast.ben, story.get_absolute_url())
        client = Client()
        client.force_login(cast.ben)
        answer = client.post(path, {"text": "", "instead": first}).content.decode()
        assert first in html.unescape(answer.split("<textarea")[1].split("</textarea>")[0])
        assert not story.replies.exists()

    def test_who_answered_lately_finds_a_card_and_gets_no_notice(self, open_to_stories: Cast) -> None:
        cast = open_to_stories
        dee, em = member(cast.group, "Dee"), member(cast.group, "Em")
        replying.reply(told(cast.as_ana, hours=400), text="I hear you", by=dee, now=timezone.now())
        told(cast.as_ana, hours=30)
        putting.look(timezone.now())
        assert asked() == set()
        Story.objects.filter(replies=None).update(shared_at=timezone.now() - timedelta(hours=37))
        putting.look(timezone.now())
        assert asked() == {"Dee"}
        assert not Notice.objects.filter(kind=Notice.Kind.UNHEARD).exists()
        assert CARD in page(dee.person, f"/groups/{cast.group.ref}/stories/")
        assert CARD not in page(em.person, f"/groups/{cast.group.ref}/stories/")
        putting.let_pass(Story.objects.get(replies=None), by=dee, now=timezone.now())
        told(cast.as_ana, hours=50)
        putting.look(timezone.now())
        assert asked() == set()

    def test_a_reply_its_writer_cannot_read_is_no_answer(self, open_to_stories: Cast) -> None:
        """Blocked later, or folded: for the writer nobody has answered. It goes round again, and never to the blocked."""
        cast = open_to_stories
        story, dee, em = told(cast.as_ana), member(cast.group, "Dee"), member(cast.group, "Em")
        listening(cast.as_ben, dee, em)
        reply = replying.reply(story, text="I see the coat", by=cast.as_ben, now=timezone.now())
        putting.look(timezone.now())
        assert asked() == set()
        apart.keep_apart(of=cast.ben, by=cast.ana, kind="block")
        putting.look(timezone.now())
        assert asked() == {"Dee", "Em"}
        assert CARD in page(dee.person, f"/groups/{cast.group.ref}/stories/")
        second = replying.reply(story, text="A quiet coat", by=dee, now=timezone.now())
        assert CARD not in page(em.person, f"/groups/{cast.group.ref}/stories/")
        folding.fold(second, why="Let us talk", by=em.person, now=timezone.now())
        assert CARD in page(em.person, f"/groups/{cast.group.ref}/stories/")
        assert reply.story == story


@pytest.mark.django_db
class TestQuietDays:
    def test_they_are_ones_own(self) -> None:
        ann, bob = person("ann"), person("bob")
        one = quiet_days.say(day=NOW.date(), yearly=True, by=ann)
        quiet_days.take_back(one.ref, by=bob)
        assert one.day.strftime("%-d %B") in page(ann, "/me/quiet-days/")
        assert one.day.strftime("%-d %B") not in page(bob, "/me/quiet-days/")

    def test_said_and_taken_back_by_plain_forms(self) -> None:
        client = Client()
        client.force_login(ann := person("ann"))
        for _ in range(2):
            assert client.post("/me/quiet-days/", {"day": "2024-02-29", "yearly": "on"}).status_code == 302
        (one,) = quiet_days.QuietDay.objects.of(ann)
        assert one.is_near(datetime(2027, 3, 1).date(), within=DAY)  # noqa: DTZ001
        assert client.post("/me/quiet-days/", {"day": "someday"}).status_code == 200
        client.post("/me/quiet-days/", {"take-back": one.ref})
        assert not quiet_days.QuietDay.objects.of(ann).exists()
