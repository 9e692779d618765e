"""A group ends; full for now; a number to ring; someone alongside; slips and codes; cupboards; handing over."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups import (
    alongside,
    cupboards,
    ending,
    full,
    inviting,
    inviting_by_code,
    joining,
    leaving,
    passing,
    reaching,
    resting,
    roles,
)
from kith.groups.models import AlongsideWish, Cupboard, Goodbye, Group, Invitation, Membership, Reach
from kith.kit.refusal import Refused
from kith.notices.models import Notice
from tests.cast import group, meeting, member, person


def now():
    return timezone.now()


def url(name, cast, *more):
    return reverse(f"groups:{name}", args=[cast.group.ref, *more])


# a group ends


def test_only_a_facilitator_ends_it(client, cast):
    dee = member(cast.group, "Dee", role="co_facilitator")
    for who in (cast.ben, dee.person, member(group("Elsewhere"), "Fay", role="facilitator").person):
        client.force_login(who)
        assert client.post(url("end", cast), {"words": "x"}).status_code == 404
    client.force_login(cast.ana)
    assert "Meet once more" in client.get(url("end", cast)).content.decode()
    client.post(url("end", cast), {"words": "Thank you all."})
    assert Goodbye.objects.get().group == cast.group


def goodbye(cast, capture):
    with capture(execute=True):
        return ending.say_goodbye(cast.group, words="Thank you all.", by=cast.as_ana, now=now())


def test_after_it_nothing_is_planned_no_link_opens_and_nobody_finds_it(
    client, cast, django_capture_on_commit_callbacks
):
    Group.objects.filter(pk=cast.group.pk).update(listed_at=now())
    later = meeting(cast.group, starts_in=60 * 24)
    token = inviting.invite(cast.group, seats=5, days=7, by=cast.as_ana, now=now())[1]
    goodbye(cast, django_capture_on_commit_callbacks)
    later.refresh_from_db()
    assert later.is_cancelled
    assert Group.objects.get(pk=cast.group.pk).listed_at is None
    assert client.get(reverse("groups:come", args=[token])).status_code == 404
    with pytest.raises(Refused, match="has_ended"):
        inviting.invite(cast.group, seats=1, days=1, by=cast.as_ana, now=now())
    client.force_login(cast.ana)
    day = (now() + timedelta(days=3)).date().isoformat()
    plan = {"format": "council", "day": day, "clock": "19:00", "minutes": "75", "by_text": "on"}
    client.post(reverse("meetings:plan", args=[cast.group.ref]), plan)
    assert not cast.group.meetings.filter(cancellation=None, starts_at__gt=now() + timedelta(hours=1)).exists()


def test_members_read_the_goodbye_for_thirty_days_and_a_stranger_never(
    client, cast, django_capture_on_commit_callbacks
):
    goodbye(cast, django_capture_on_commit_callbacks)
    home = cast.group.get_absolute_url()
    client.force_login(cast.charlie)
    assert client.get(home).status_code == 404
    client.force_login(cast.ben)
    assert "Thank you all." in client.get(home).content.decode()
    assert Notice.objects.standing().filter(person=cast.ben, kind="standing").exists()
    ending.look(now() + timedelta(days=29))
    assert client.get(home).status_code == 200
    ending.look(now() + timedelta(days=31))
    assert client.get(home).status_code == 404
    assert not cast.group.memberships.here().exists() and Goodbye.objects.get().closed_at


def test_who_waits_for_a_seat_is_told_and_let_go(cast, django_capture_on_commit_callbacks):
    wes = member(cast.group, "Wes", state="waiting")
    goodbye(cast, django_capture_on_commit_callbacks)
    wes.refresh_from_db()
    assert wes.state == "left" and Notice.objects.standing().filter(person=wes.person).exists()


def test_it_can_be_taken_back_and_goes_on(client, cast, django_capture_on_commit_callbacks):
    goodbye(cast, django_capture_on_commit_callbacks)
    client.force_login(cast.ana)
    client.post(url("end", cast), {"do": "go_on"})
    assert not Goodbye.objects.exists()
    ending.look(now() + timedelta(days=40))
    assert cast.group.memberships.here().count() == 2


# full for now


@pytest.mark.deep
def test_full_in_one_press_and_back_in_another_by_who_runs_it(client, cast):
    client.force_login(cast.ben)
    assert client.post(url("full", cast)).status_code == 404
    client.force_login(cast.ana)
    client.post(url("full", cast), {"do": "full"})
    assert Group.objects.get(pk=cast.group.pk).full_since
    assert "There is room again" in client.get(cast.group.get_absolute_url()).content.decode()
    full.for_now(cast.group, by=cast.as_ana, now=now())
    client.post(url("full", cast), {"do": "room"})
    assert Group.objects.get(pk=cast.group.pk).full_since is None


# a number to ring


def test_a_number_is_read_by_who_runs_the_group_and_nowhere_else(cast):
    reaching.give("+49 30 123456", by=cast.as_ben)
    fay = member(group("Elsewhere"), "Fay", role="facilitator")
    cleo = member(cast.group, "Cleo")
    for who in (fay, cleo, cast.as_ben):
        assert not Reach.objects.for_telling(who).exists()
    assert Reach.objects.for_telling(cast.as_ana).get().number == "+49 30 123456"


@pytest.mark.parametrize("how", ["leave", "pause", "graduate", "remove", "die", "erase"])
def test_it_is_gone_with_its_reason(cast, how):
    reaching.give("0170 555", by=cast.as_ben)
    dee = member(cast.group, "Dee", role="co_facilitator")

    def die():
        passing.say(cast.as_ben, by=cast.ana, now=now())
        passing.say(cast.as_ben, by=dee.person, now=now())

    {
        "leave": lambda: leaving.leave(by=cast.as_ben),
        "pause": lambda: resting.pause(by=cast.as_ben, now=now()),
        "graduate": lambda: resting.graduate(by=cast.as_ben, now=now()),
        "remove": lambda: leaving.remove(cast.as_ben, by=cast.as_ana),
        "die": die,
        "erase": cast.ben.delete,
    }[how]()
    assert not Reach.objects.exists()


def test_it_is_given_and_taken_away_on_ones_own_page(client, cast):
    client.force_login(cast.ben)
    assert "digits" in client.post(url("number", cast), {"number": "call me"}).content.decode()
    client.post(url("number", cast), {"number": "0170 555 12"})
    assert Reach.objects.get().membership == cast.as_ben
    client.post(url("number", cast), {"number": ""})
    assert not Reach.objects.exists()


# alongside


def test_a_member_brings_nobody_before_a_facilitators_yes(client, cast):
    with pytest.raises(Refused, match="needs_another"):
        alongside.invite(cast.as_ben, by=cast.as_ben, now=now())
    client.force_login(cast.ben)
    client.post(url("alongside", cast), {"words": "My interpreter"})
    wish = AlongsideWish.objects.get()
    assert client.post(url("alongside_answer", cast, wish.ref), {"do": "yes"}).status_code == 404
    client.force_login(cast.ana)
    assert "My interpreter" in client.get(url("members", cast)).content.decode()
    client.post(url("alongside_answer", cast, wish.ref), {"do": "yes"})
    client.force_login(cast.ben)
    assert "/come/" in client.post(url("alongside", cast), {"do": "invite"}).content.decode()


def test_nobody_makes_a_link_alongside_someone_of_another_group(cast):
    nia = member(group("Elsewhere"), "Nia")
    with pytest.raises(Refused):
        alongside.invite(nia, by=cast.as_ana, now=now())


def beside_ben(cast, who="Ira"):
    token = alongside.invite(cast.as_ben, by=cast.as_ana, now=now())[1]
    return joining.join(token=token, alias=who, comes="might_talk", by=person(who.lower()), now=now())


def test_who_is_alongside_takes_no_seat_also_in_a_full_group(cast):
    full.for_now(cast.group, by=cast.as_ana, now=now())
    ira = beside_ben(cast)
    assert (ira.state, ira.alongside_of, ira.has_said_yes(cast.group.agreement)) == ("member", cast.as_ben, True)
    assert Membership.objects.filter(group=cast.group).taking_seats(now()).count() == 2


def test_they_are_shown_with_whom_they_come_and_go_with_them(client, cast):
    ira = beside_ben(cast)
    client.force_login(cast.ana)
    assert "alongside Ben" in client.get(url("members", cast)).content.decode()
    leaving.leave(by=cast.as_ben)
    ira.refresh_from_db()
    assert ira.state == "left"


def test_nobody_is_brought_along_by_who_is_alongside(cast):
    with pytest.raises(Refused):
        alongside.invite(beside_ben(cast), by=cast.as_ana, now=now())


# slips


@pytest.fixture
def slip(client, cast):
    client.force_login(cast.ana)
    page = client.post(url("print", cast), {"what": "slips", "seats": 3, "days": 7}).content.decode()
    client.logout()
    return re.search(r'class="code">([^<]+)<', page)[1], page


def test_a_code_is_kept_nowhere_and_leads_to_the_door_however_it_is_typed(client, cast, slip):
    code, page = slip
    plain = code.replace(" ", "")
    assert len(plain) == 8 and plain not in str(list(Invitation.objects.values()))
    assert page.count("<svg") == 6 and "style=" not in page
    for typed in (plain, code.upper(), f" {plain[:4]}-{plain[4:]} "):
        door = client.post(reverse("groups:slip"), {"code": typed})
        assert cast.group.name in client.get(door.url).content.decode()
        assert plain not in door.url


def test_a_wrong_code_an_ended_one_and_none_are_told_alike_and_tried_a_few_times_only(client, cast, slip):
    inviting.end(Invitation.objects.get(), by=cast.as_ana, now=now())
    pages = {
        re.sub(r'value="[^"]*"', "", client.post(reverse("groups:slip"), {"code": typed}).content.decode())
        for typed in (slip[0], "bcdf ghjk")
    }
    assert len(pages) == 1
    for _ in range(inviting_by_code.TRIES):
        client.post(reverse("groups:slip"), {"code": "zzzzzzzz"})
    assert "Many codes were tried" in client.post(reverse("groups:slip"), {"code": "zzzzzzzz"}).content.decode()


@pytest.mark.deep
def test_even_the_right_code_waits_once_many_were_tried(client, cast, slip):
    for _ in range(inviting_by_code.TRIES):
        client.post(reverse("groups:slip"), {"code": "zzzzzzzz"})
    assert client.post(reverse("groups:slip"), {"code": slip[0]}).status_code == 200


def test_the_picture_of_a_link_is_what_the_norm_says():
    """Drawn as rectangles of our own: read back, they are the modules that segno made."""
    import segno

    from kith.groups import printing

    text = "https://kith.example/come/AbCdEfGhIjKlMnOpQrStUvWxYz0/"
    matrix = segno.make(text, error="m", micro=False).matrix
    dark = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", printing.qr(text)):
        dark |= {(int(x) + n - printing.QUIET, int(y) - printing.QUIET) for n in range(int(width))}
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit}


def test_the_letters_alone_open_no_address(client, slip):
    assert client.get(reverse("groups:come", args=[slip[0].replace(" ", "")])).status_code == 404


def test_an_exchanged_link_ends_with_its_invitation_and_is_not_forged(client, cast, slip):
    door = client.post(reverse("groups:slip"), {"code": slip[0]}).url
    assert client.get(door).status_code == 200
    assert client.get(door[:-3] + "xx/").status_code == 404
    inviting.end(Invitation.objects.get(), by=cast.as_ana, now=now())
    assert client.get(door).status_code == 404


def test_who_comes_by_a_code_uses_a_seat(client, cast, slip):
    door = client.post(reverse("groups:slip"), {"code": slip[0]}).url
    client.force_login(cast.charlie)
    client.post(door, {"alias": "Ash", "comes": "listen", "if_away": "wait", "yes": "on"})
    assert Membership.objects.of(cast.charlie).get().alias == "Ash"
    assert Invitation.objects.get().uses.count() == 1


# cupboards and handing over


@pytest.fixture
def goals(request):
    cupboards.offer("test-goals", "Goals", "What someone works towards.")
    request.addfinalizer(lambda: cupboards.take_away("test-goals"))


def test_a_cupboard_is_opened_by_who_runs_the_group_and_only_if_it_is_offered(client, cast, goals):
    client.force_login(cast.ben)
    assert client.post(url("cupboards", cast), {"what": "test-goals"}).status_code == 404
    client.force_login(cast.ana)
    client.post(url("cupboards", cast), {"what": "made-up", "do": "open"})
    assert not Cupboard.objects.exists()
    client.post(url("cupboards", cast), {"what": "test-goals", "do": "open"})
    assert cupboards.is_open(cast.group, "test-goals")
    assert not cupboards.is_open(group("Another"), "test-goals")
    assert "Opened by Ana" in client.get(url("cupboards", cast)).content.decode()
    client.post(url("cupboards", cast), {"what": "test-goals", "do": "shut"})
    assert not cupboards.is_open(Group.objects.get(pk=cast.group.pk), "test-goals")


def test_a_new_facilitator_is_told_where_everything_is(client, cast):
    roles.give(cast.as_ben, role="facilitator", by=cast.as_ana)
    note = Notice.objects.standing().get(person=cast.ben)
    assert note.path == url("hand_over", cast)
    client.force_login(cast.ben)
    page = client.get(note.path).content.decode()
    assert all(words in page for words in ("What waits", "What we try to keep", "Cards for hard moments"))


@pytest.mark.deep
def test_what_waits_is_one_question_to_the_database(cast, django_assert_num_queries):
    from kith.groups import waits

    me = Membership.objects.select_related("group", "person").get(pk=cast.as_ana.pk)
    for n in range(5):
        alongside.wish(words="", by=member(cast.group, f"M{n}"), now=now())
    with django_assert_num_queries(1):
        assert len(waits.for_who_runs(me)) == 5
