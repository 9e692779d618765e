"""Holding an evening together: who is kept out, whose turn it is, who reads, what is on paper, and five minutes for oneself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kith.groups import leaving
from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.meetings import attendance, debriefing, expecting, holding, prompts, taking_turns
from kith.meetings.attendance import Came
from kith.meetings.models import Coming, Debrief, Meeting, PieceAsked
from kith.notices.models import Notice
from kith.people import apart, erasing
from tests.cast import agenda, group, meeting, member, person

WEEK = 60 * 24 * 7


@pytest.fixture
def dee(cast):
    """Facilitates with Ana."""
    return member(cast.group, "Dee", role="co_facilitator")


@pytest.fixture
def later(cast):
    cast.meeting.delete()
    return meeting(cast.group, starts_in=60 * 24, facilitator=cast.as_ana)


@pytest.fixture
def over(cast):
    """An evening that Ana held, over since three hours."""
    cast.meeting.delete()
    return meeting(cast.group, starts_in=-60 * 4.5, facilitator=cast.as_ana)


def at(name, one):
    return reverse(f"meetings:{name}", args=[one.ref])


def held(cast, *holders):
    """Evenings that took place, the first a week ago, the next a week before that."""
    for weeks, holder in enumerate(holders, 1):
        one = meeting(cast.group, starts_in=-WEEK * weeks, facilitator=holder)
        attendance.record(one, came=[Came(who.ref, one.starts_at) for who in (cast.as_ana, cast.as_ben)])


def home(client, cast, who):
    client.force_login(who)
    return client.get(cast.group.get_absolute_url()).content.decode()


# who is kept out


def test_who_does_not_run_this_group_takes_no_role_and_sees_no_run_sheet(client, cast, later):
    fay = member(group("Elsewhere"), "Fay", role="facilitator")
    for who in (cast.ben, cast.charlie, fay.person):
        client.force_login(who)
        assert client.get(at("run_sheet", later)).status_code == 404
        assert client.post(at("roles", later), {"role": "door"}).status_code == 404
        assert client.post(at("piece_ask", later), {"of": cast.as_ana.ref}).status_code == 404
    client.force_login(cast.ana)
    assert client.get(at("run_sheet", later)).status_code == 200
    client.post(at("roles", later), {"role": "door"})
    later.refresh_from_db()
    assert later.door_by == cast.as_ana


def test_what_ana_writes_about_herself_is_read_by_nobody_else(client, cast, dee, over):
    host = person("host", is_host=True)
    client.force_login(cast.ana)
    said = {"how": "xylofoon1", "took": "xylofoon2", "leave": "xylofoon3", "next": "xylofoon4"}
    client.post(at("debrief", over), said)
    assert "xylofoon1" in client.get(at("debrief", over)).content.decode()
    coming = meeting(cast.group, starts_in=60, facilitator=cast.as_ana)
    assert "xylofoon4" in client.get(coming.get_absolute_url()).content.decode()
    assert "xylofoon" not in client.get(at("run_sheet", coming)).content.decode()  # that lies about in a hall
    for who in (dee.person, cast.ben, cast.charlie, host):
        client.force_login(who)
        assert client.get(at("debrief", over)).status_code == 404
        for url in ("/", cast.group.get_absolute_url(), over.get_absolute_url(), coming.get_absolute_url()):
            assert "xylofoon" not in client.get(url).content.decode()
    assert not Debrief.objects.of(dee.person) and Debrief.objects.of(cast.ana).get().next == "xylofoon4"


def test_only_whoever_was_asked_answers(client, cast, dee, later):
    client.force_login(dee.person)
    assert client.post(at("piece_answer", later), {"answer": "yes"}).status_code == 404
    holding.ask(later, of=dee, by=cast.as_ana, now=timezone.now())
    client.force_login(cast.ana)
    assert client.post(at("piece_answer", later), {"answer": "yes"}).status_code == 404
    client.force_login(dee.person)
    assert client.post(at("piece_answer", later), {"answer": "yes"}).status_code == 302
    later.refresh_from_db()
    assert later.facilitator == dee


def test_a_member_and_someone_elsewhere_are_not_asked(client, cast, dee, later):
    fay = member(group("Elsewhere"), "Fay", role="facilitator")
    client.force_login(cast.ana)
    assert client.post(at("piece_ask", later), {"of": fay.ref}).status_code == 404
    client.post(at("piece_ask", later), {"of": cast.as_ben.ref})
    assert not PieceAsked.objects.exists() and not Notice.objects.exists()
    client.post(at("piece_ask", later), {"of": dee.ref})
    assert PieceAsked.objects.get().of == dee


# two roles


def test_a_role_is_taken_and_laid_down_in_one_press_and_members_see_who_has_it(client, cast, dee, later):
    client.force_login(dee.person)
    client.post(at("roles", later), {"role": "door"})
    client.force_login(cast.ben)
    assert "Dee has the door." in client.get(later.get_absolute_url()).content.decode()
    client.force_login(dee.person)
    client.post(at("roles", later), {"role": "door", "do": "lay_down"})
    assert client.post(at("roles", later), {"role": "cat"}).status_code == 404
    later.refresh_from_db()
    assert (later.facilitator, later.door_by) == (cast.as_ana, None)


def test_nobody_is_pushed_out_of_a_role(cast, dee, later):
    with pytest.raises(Refused, match="is_held_by_another"):
        holding.take(later, role="piece", by=dee, now=timezone.now())
    holding.lay_down(later, role="piece", by=dee, now=timezone.now())
    later.refresh_from_db()
    assert later.facilitator == cast.as_ana


@pytest.mark.parametrize("verb", [holding.take, holding.lay_down])
def test_once_it_has_begun_the_circle_knows_who_has_it(cast, verb):
    begun = meeting(cast.group, starts_in=-1)
    with pytest.raises(Refused, match="has_begun"):
        verb(begun, role="piece", by=cast.as_ana, now=timezone.now())


def test_both_roles_are_planned_and_changed_with_the_rest(client, cast, dee):
    client.force_login(cast.ana)
    day = (timezone.now() + timedelta(days=3)).date().isoformat()
    said = {"format": "council", "day": day, "clock": "19:00", "minutes": 75, "by_text": "on", "which": ""}
    client.post(
        reverse("meetings:plan", args=[cast.group.ref]), said | {"facilitator": cast.as_ana.ref, "door_by": dee.ref}
    )
    made = Meeting.objects.order_by("-pk")[0]
    assert (made.facilitator, made.door_by) == (cast.as_ana, dee)
    client.post(at("change", made), said | {"facilitator": dee.ref})
    made.refresh_from_db()
    assert (made.facilitator, made.door_by) == (dee, None)


def test_whoever_goes_leaves_both_roles_and_no_question_behind(cast, dee, later, django_capture_on_commit_callbacks):
    holding.take(later, role="door", by=dee, now=timezone.now())
    holding.ask(later, of=dee, by=cast.as_ana, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        leaving.leave(by=dee)
    later.refresh_from_db()
    assert later.door_by is None and not PieceAsked.objects.exists()


# whose turn it is

REFS = st.lists(st.sampled_from(["ana", "dee", "eli", ""]), max_size=14)


@given(REFS, st.sampled_from(["ana", "dee", ""]))
def test_evenings_in_a_row_are_counted_from_the_newest_until_someone_else_held_one(past, who):
    count = taking_turns.in_a_row(past, who)
    assert past[:count] == [who] * count
    assert not who or count == len(past) or past[count] != who


@given(REFS, st.lists(st.sampled_from(["dee", "eli", "fay"]), unique=True))
def test_whoever_has_not_held_one_for_the_longest_is_asked(past, others):
    whom = taking_turns.to_ask(past, others)
    assert whom in others if others else whom == ""
    for other in others:
        assert whom not in past or (other in past and past.index(other) <= past.index(whom))


@pytest.mark.deep
def test_after_many_in_a_row_someone_else_is_asked_in_one_press_and_told_without_a_name(client, cast, dee, later):
    held(cast, *[cast.as_ana] * 6)
    page = home(client, cast, cast.ana)
    assert "You have held 6 evenings in a row." in page and "Ask Dee to hold" in page
    assert "in a row" not in home(client, cast, dee.person) and "in a row" not in home(client, cast, cast.ben)
    client.force_login(cast.ana)
    for _ in range(2):
        client.post(at("piece_ask", later), {"of": dee.ref})
    note = Notice.objects.get()
    assert (note.person, note.kind, note.path) == (dee.person, "facilitating", later.get_absolute_url())
    assert "Dee is asked about the next one" in home(client, cast, cast.ana)
    assert "You are asked to hold the piece" in home(client, cast, dee.person)


@pytest.mark.deep
@pytest.mark.parametrize("holders", [["ana"] * 3, ["dee", *["ana"] * 9], ["ana", "ana", "ana", "dee", "ana", "ana"]])
def test_nothing_is_said_while_it_goes_round(client, cast, dee, later, holders):
    held(cast, *({"ana": cast.as_ana, "dee": dee}[who] for who in holders))
    assert "in a row" not in home(client, cast, cast.ana)


def test_evenings_that_did_not_take_place_are_nobodys(client, cast, dee, later):
    for weeks in range(1, 7):
        meeting(cast.group, starts_in=-WEEK * weeks, facilitator=cast.as_ana)
    assert "in a row" not in home(client, cast, cast.ana)


def test_who_holds_them_alone_is_helped_to_find_someone(client, cast, later):
    held(cast, *[cast.as_ana] * 5)
    assert "Ask someone to co-facilitate" in home(client, cast, cast.ana)


def test_no_is_a_good_answer_and_can_be_changed(client, cast, dee, later):
    held(cast, *[cast.as_ana] * 5)
    holding.ask(later, of=dee, by=cast.as_ana, now=timezone.now())
    client.force_login(dee.person)
    client.post(at("piece_answer", later), {"answer": "no"})
    later.refresh_from_db()
    assert later.facilitator == cast.as_ana
    assert "The others cannot, this time" in home(client, cast, cast.ana)
    assert Notice.objects.standing().get().person == cast.ana
    client.force_login(dee.person)
    client.post(at("piece_answer", later), {"answer": "yes"})
    later.refresh_from_db()
    assert later.facilitator == dee
    client.post(at("piece_answer", later), {"answer": "no"})
    later.refresh_from_db()
    assert later.facilitator is None


def test_two_who_say_yes_do_not_push_each_other_out(cast, dee, later):
    eli = member(cast.group, "Eli", role="facilitator")
    for one in (dee, eli):
        holding.ask(later, of=one, by=cast.as_ana, now=timezone.now())
    holding.answer(later, by=eli, yes=True, now=timezone.now())
    with pytest.raises(Refused, match="is_held_by_another"):
        holding.answer(later, by=dee, yes=True, now=timezone.now())
    later.refresh_from_db()
    assert later.facilitator == eli


# who reads

RINGS = st.integers(1, 12).map(lambda n: [f"m{i}" for i in range(n)])


@given(st.integers(1, 6), RINGS, st.integers(0, 500))
def test_while_everyone_comes_everyone_reads_equally_often(places, ring, evening):
    read = [
        who
        for e in range(evening, evening + len(ring))
        for who in taking_turns.readers(places, ring=ring, able=ring, evening=e)
    ]
    assert {read.count(who) for who in ring} == {places}


@given(st.integers(0, 6), RINGS, st.data(), st.integers(0, 500))
def test_only_who_is_able_reads_and_nobody_twice_while_someone_has_not(places, ring, data, evening):
    able = data.draw(st.sets(st.sampled_from(ring)))
    read = taking_turns.readers(places, ring=ring, able=able, evening=evening)
    assert set(read) <= able and len(read) == (places if able else 0)
    counts = [read.count(who) for who in able]
    assert not counts or max(counts) - min(counts) <= 1
    assert read == taking_turns.readers(places, ring=ring, able=able, evening=evening)


@given(st.integers(1, 4), RINGS, st.data(), st.integers(0, 500))
def test_someone_else_staying_away_changes_nothing_for_those_who_read(places, ring, data, evening):
    read = taking_turns.readers(places, ring=ring, able=ring, evening=evening)
    spare = [who for who in ring if who not in read]
    if spare and places <= len(ring):
        gone = data.draw(st.sampled_from(spare))
        assert read == taking_turns.readers(places, ring=ring, able=set(ring) - {gone}, evening=evening)


def test_newcomers_listeners_and_carers_are_not_picked_and_neither_is_who_holds_it(cast, dee):
    lee = member(cast.group, "Lee", comes="listen")
    may = member(cast.group, "May", alongside_of=lee)
    ivy = member(cast.group, "Ivy")
    parts = [{"key": f"p{i}", "name": f"P{i}", "mode": "reading", "minutes": 5, "reader": "rotating"} for i in range(3)]
    parts.append({"key": "close", "name": "Closing", "mode": "closing", "minutes": 6})
    before = meeting(cast.group, starts_in=-WEEK)
    attendance.record(
        before, came=[Came(who.ref, before.starts_at) for who in (cast.as_ana, cast.as_ben, lee, may, ivy, dee)]
    )
    one = meeting(cast.group, starts_in=60, facilitator=cast.as_ana, door_by=dee, agenda=agenda(*parts))
    new = member(cast.group, "New")
    said = {new: "come", ivy: "listen", cast.as_ben: "come"}
    for who, what in said.items():
        Coming.objects.create(meeting=one, membership=who, answer=what, starts_at=one.starts_at)
    expected = expecting.of(one, person=cast.ana)
    assert set(expected.readers.values()) == {"Ben"} and len(expected.readers) == 3
    assert (expected.chairs, expected.newcomers, expected.said) == (7, 1, 3)


def test_whoever_cannot_come_has_no_chair_and_whoever_is_kept_apart_is_not_counted(cast, dee):
    before = meeting(cast.group, starts_in=-WEEK)
    attendance.record(before, came=[Came(who.ref, before.starts_at) for who in (cast.as_ana, cast.as_ben, dee)])
    one = meeting(cast.group, starts_in=60, facilitator=cast.as_ana)
    assert expecting.of(one, person=cast.ana).chairs == 3
    Coming.objects.create(meeting=one, membership=cast.as_ben, answer="cant", starts_at=one.starts_at)
    assert expecting.of(one, person=cast.ana).chairs == 2
    apart.keep_apart(of=cast.ana, by=dee.person, kind="block")
    assert expecting.of(one, person=cast.ana).chairs == 1


def test_the_run_sheet_has_times_words_chairs_and_numbers_and_no_newcomers_name(client, cast, dee):
    parts = [
        {
            "key": "read",
            "name": "Our agreement",
            "mode": "reading",
            "minutes": 5,
            "reader": "rotating",
            "script": "We read it.",
        },
        {
            "key": "round",
            "name": "A round",
            "mode": "round",
            "minutes": 50,
            "prompt": "What is warm?",
            "lighter": "Tea?",
        },
        {"key": "close", "name": "Closing", "mode": "closing", "minutes": 5},
    ]
    before = meeting(cast.group, starts_in=-WEEK)
    attendance.record(before, came=[Came(cast.as_ben.ref, before.starts_at)])
    one = meeting(
        cast.group, starts_in=60 * 24, facilitator=cast.as_ana, door_by=dee, agenda=agenda(*parts), place="Hall B"
    )
    new = member(cast.group, "Zoraya")
    Coming.objects.create(meeting=one, membership=new, answer="come", starts_at=one.starts_at)
    client.force_login(cast.ana)
    page = client.get(at("run_sheet", one) + "?large").content.decode()
    begins = [one.starts_at + timedelta(minutes=minutes) for minutes in (-15, 0, 5, 55, 60)]
    for moment in begins:
        assert f">{moment.astimezone(cast.group.tz):%H:%M}</time>" in page
    for words in (
        "Hall B",
        "We read it.",
        "What is warm?",
        "Tea?",
        "Ben reads this",
        "Ana",
        "Dee",
        "116 123",
        "paper large",
    ):
        assert words in page
    assert "Zoraya" not in page


# five minutes for oneself


@pytest.mark.deep
def test_it_is_offered_for_three_days_until_something_is_written(client, cast, dee, over):
    assert "Five minutes for yourself, after" in home(client, cast, cast.ana)
    assert "Five minutes for yourself" not in home(client, cast, dee.person)
    now = timezone.now()
    assert debriefing.waiting(cast.as_ana, now=now + timedelta(days=2.7)) == over
    assert debriefing.waiting(cast.as_ana, now=now + timedelta(days=3)) is None
    debriefing.keep(over, by=cast.as_ana, now=now, how="Heavy")
    assert "Five minutes for yourself" not in home(client, cast, cast.ana)


def test_whoever_had_the_door_has_five_minutes_too(cast, dee, over):
    assert debriefing.waiting(dee, now=timezone.now()) is None
    over.door_by = dee
    over.save()
    assert debriefing.waiting(dee, now=timezone.now()) == over


def test_nothing_is_asked_for_an_evening_that_was_called_off(client, cast, over):
    over.cancellation = None
    from kith.meetings.models import Cancellation

    Cancellation.objects.create(meeting=over, by=cast.as_ana)
    assert debriefing.waiting(cast.as_ana, now=timezone.now()) is None


def test_it_says_that_it_is_about_oneself_and_where_help_is(client, cast, over):
    client.force_login(cast.ana)
    page = client.get(at("debrief", over)).content.decode()
    assert "Please write no one" in page and reverse("site:help") in page
    assert "Nothing" not in client.post(at("debrief", over), {"how": " "}).headers.get("Location", "")
    assert "nothing to keep yet" in client.post(at("debrief", over), {"how": " "}).content.decode()


def test_it_can_be_taken_away_and_goes_with_the_account(client, cast, dee, over):
    client.force_login(cast.ana)
    for _ in range(2):
        client.post(at("debrief", over), {"how": "Heavy", "next": "Ask Dee"})
    assert Debrief.objects.count() == 1
    client.post(at("debrief", over), {"do": "take_down"})
    assert not Debrief.objects.exists()
    client.post(at("debrief", over), {"how": "Heavy"})
    Membership.objects.filter(pk=dee.pk).update(role="facilitator")
    erasing.erase(cast.ana, by=cast.ana)
    assert not Debrief.objects.exists()


# prompts


def test_each_group_meets_the_questions_in_an_order_of_its_own(cast):
    other, now = group("Another"), timezone.now()
    mine, theirs = (prompts.fresh(one, at=now) for one in (cast.group, other))
    assert mine == prompts.fresh(cast.group, at=now)
    assert set(mine) == set(theirs) == set(prompts.library().values())
    firsts = {prompts.shuffled(prompts.library().values(), seed=f"group {n}")[0].key for n in range(40)}
    assert mine != theirs and len(firsts) > 20
