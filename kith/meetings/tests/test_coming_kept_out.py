"""What is said of coming: who may know it, and who may not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.meetings import answering, by_hand
from kith.meetings.models import Coming, HardWeek, Meeting
from kith.notices.models import Notice
from kith.people.models import Apart
from tests.cast import group, meeting, member


@pytest.fixture
def later(cast):
    """The next meeting of theirs, in two hours."""
    cast.meeting.delete()
    return meeting(cast.group, starts_in=120)


@pytest.fixture
def june(cast):
    one = member(cast.group, "June")
    cast.group.greeter = one
    cast.group.save()
    return one


@pytest.fixture
def dee(cast):
    return member(cast.group, "Dee", role=Membership.Role.CO_FACILITATOR)


def say(meeting, who, what, hello=""):
    return answering.answer(meeting, what=what, hello=hello, by=who, now=timezone.now())


def page(client, who, url):
    client.force_login(who.person if isinstance(who, Membership) else who)
    return client.get(url).content.decode()


def test_members_read_a_number_in_words_and_only_who_facilitates_reads_aliases(client, cast, later, june):
    say(later, cast.as_ben, "come")
    say(later, june, "listen")
    kit = member(cast.group, "Kit")
    read = page(client, kit, later.get_absolute_url())
    assert "Two say they come." in read
    assert "Come: Ben" not in read and "June" not in read.split("Minute by minute")[0]
    assert "Come: Ben" in page(client, cast.ana, later.get_absolute_url())
    assert list(Coming.objects.named_for(kit.person)) == []
    assert Coming.objects.counted_for(cast.charlie).count() == 0


def test_nobody_reads_a_hard_week_but_the_one_who_was_asked(client, cast, later, june, dee):
    say(later, cast.as_ben, "hard", june.ref)
    for who in (cast.ana, dee):
        for url in (later.get_absolute_url(), cast.group.get_absolute_url()):
            read = page(client, who, url)
            assert "hard week, and would be glad" not in read
            assert "Can&#x27;t: Ben." in read
    assert "would be glad of a hello from you" in page(client, june, cast.group.get_absolute_url())
    now = timezone.now()
    assert not HardWeek.objects.asked_of(cast.ana, now=now) and HardWeek.objects.asked_of(june.person, now=now)


def test_a_facilitator_reads_it_when_she_is_the_one_who_was_asked(cast, later, june):
    say(later, cast.as_ben, "hard", cast.as_ana.ref)
    now = timezone.now()
    assert not HardWeek.objects.asked_of(june.person, now=now) and HardWeek.objects.asked_of(cast.ana, now=now)


def test_leave_me_be_tells_nobody_and_a_hello_tells_one(cast, later, june):
    say(later, cast.as_ben, "hard", "leave")
    assert not Notice.objects.filter(kind=Notice.Kind.SAY_HELLO)
    say(later, cast.as_ben, "hard", june.ref)
    (notice,) = Notice.objects.filter(kind=Notice.Kind.SAY_HELLO)
    assert notice.person == june.person and "Ben" not in notice.path + notice.key
    say(later, cast.as_ben, "hard", "leave")
    assert not Notice.objects.standing().filter(kind=Notice.Kind.SAY_HELLO)
    assert not HardWeek.objects.asked_of(june.person, now=timezone.now())


def test_a_hello_is_asked_of_another_and_the_first_cannot_look_it_up_any_more(client, cast, later, june):
    say(later, cast.as_ben, "hard", june.ref)
    was = HardWeek.objects.get().ref
    say(later, cast.as_ben, "hard", cast.as_ana.ref)
    client.force_login(june.person)
    assert client.post(reverse("meetings:hello_said", args=[was])).status_code == 404
    client.force_login(cast.ana)
    assert client.post(reverse("meetings:hello_said", args=[HardWeek.objects.get().ref])).status_code == 302
    assert HardWeek.objects.get().hello_said_at


def test_a_hello_is_never_asked_of_whom_one_is_kept_apart_from_nor_of_just_anyone(cast, later, june):
    Apart.objects.create(by=june.person, of=cast.ben, kind="block")
    kit = member(cast.group, "Kit")
    for hello in (june.ref, kit.ref, "2" * 17, cast.as_ben.ref):
        say(later, cast.as_ben, "hard", hello)
        assert HardWeek.objects.get().hello_from is None
    say(later, cast.as_ben, "hard", cast.as_ana.ref)
    assert HardWeek.objects.get().hello_from == cast.as_ana


def test_a_block_leaves_no_trace_in_numbers_or_names_either_way(cast, later, june):
    say(later, cast.as_ben, "come")
    say(later, june, "come")
    kit = member(cast.group, "Kit")
    Apart.objects.create(by=kit.person, of=cast.ben, kind="block")
    seen = {who: Coming.objects.counted_for(who.person).filter(meeting=later).count() for who in (kit, june)}
    assert seen == {kit: 1, june: 2}
    Apart.objects.create(by=cast.ben, of=cast.ana, kind="block")
    assert [one.membership.alias for one in Coming.objects.named_for(cast.ana)] == ["June"]


@pytest.mark.parametrize("state", ["paused", "left", "removed", "graduated"])
def test_whoever_is_no_longer_a_member_answers_nothing_and_is_not_counted(client, cast, later, state):
    say(later, cast.as_ben, "come")
    Membership.objects.filter(pk=cast.as_ben.pk).update(state=state)
    client.force_login(cast.ben)
    assert client.post(reverse("meetings:answer", args=[later.ref]), {"what": "cant"}).status_code == 404
    assert Coming.objects.get().answer == "come"
    assert not Coming.objects.counted_for(cast.ana)


def test_a_stranger_and_a_facilitator_elsewhere_answer_tick_and_note_nothing(client, cast, later):
    member(group("Elsewhere"), "Charlie", cast.charlie, role="facilitator")
    client.force_login(cast.charlie)
    for name, args in [("answer", []), ("told", [cast.as_ben.ref]), ("came", []), ("not_held", [])]:
        assert client.post(reverse(f"meetings:{name}", args=[later.ref, *args]), {"what": "come"}).status_code == 404
    assert client.get(reverse("meetings:calendar", args=[cast.group.ref])).status_code == 404


def test_an_answer_changes_until_it_starts_and_not_after(cast, later):
    for what in ("come", "listen", "cant", "hard", "come"):
        say(later, cast.as_ben, what)
    assert Coming.objects.get().answer == "come" and not HardWeek.objects.exists()
    with pytest.raises(Refused):
        answering.answer(later, what="cant", by=cast.as_ben, now=later.starts_at)
    assert Coming.objects.get().answer == "come"


def test_a_moved_meeting_asks_anew(client, cast, later):
    say(later, cast.as_ben, "come")
    Meeting.objects.filter(pk=later.pk).update(starts_at=later.starts_at + timedelta(days=1))
    assert "Will you come?" in page(client, cast.ben, later.get_absolute_url())
    assert not Coming.objects.counted_for(cast.ana)


def test_come_and_listen_makes_them_listening_at_the_door_and_come_does_not(cast, later):
    assert not answering.listens(cast.as_ben, at=later)
    say(later, cast.as_ben, "listen")
    assert answering.listens(cast.as_ben, at=later)
    cast.as_ben.comes = "listen"
    say(later, cast.as_ben, "come")
    assert not answering.listens(cast.as_ben, at=later)
    assert answering.listens(cast.as_ben, at=None)


def test_a_member_sees_their_own_evenings_and_no_other(client, cast, later, june):
    begun = meeting(cast.group, starts_in=-60 * 24)
    by_hand.note(begun, came=[cast.as_ben], guests=0, by=cast.as_ana, now=timezone.now())
    url = reverse("meetings:calendar", args=[cast.group.ref])
    assert "your first" in page(client, cast.ben, url)
    assert "You have not been to a meeting yet" in page(client, june, url)
