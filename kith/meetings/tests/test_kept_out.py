"""Who is kept out of a meeting's pages, each beside the nearest one who is let in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups.models import Membership
from kith.meetings.models import Meeting
from tests.cast import group, meeting, member

RUNNERS = [("plan", "group"), ("prompts", "group"), ("change", "meeting"), ("cancel", "meeting")]


def get(client, who, name, ref):
    client.force_login(who)
    return client.get(reverse(f"meetings:{name}", args=[ref]))


@pytest.mark.parametrize(("name", "of"), [*RUNNERS, ("meeting", "meeting")])
def test_signed_out_everyone_goes_to_sign_in(client, cast, name, of):
    url = reverse(f"meetings:{name}", args=[getattr(cast, of).ref])
    assert client.get(url).url == f"/sign-in/?next={url}"


def test_a_stranger_finds_nothing_where_a_member_finds_the_meeting(client, cast):
    there = get(client, cast.charlie, "meeting", cast.meeting.ref)
    nowhere = get(client, cast.charlie, "meeting", "3" * 17)
    assert (there.status_code, there.content) == (404, nowhere.content)
    assert get(client, cast.ben, "meeting", cast.meeting.ref).status_code == 200


@pytest.mark.parametrize(("name", "of"), RUNNERS)
def test_a_member_plans_nothing_where_a_facilitator_does(client, cast, name, of):
    ref = getattr(cast, of).ref
    assert get(client, cast.ben, name, ref).status_code == 404
    assert client.post(reverse(f"meetings:{name}", args=[ref])).status_code in (404, 405)
    assert get(client, cast.ana, name, ref).status_code == 200


def test_whoever_was_removed_finds_nothing(client, cast):
    Membership.objects.filter(pk=cast.as_ben.pk).update(state="removed")
    assert get(client, cast.ben, "meeting", cast.meeting.ref).status_code == 404


def test_a_facilitator_elsewhere_changes_nothing_here(client, cast):
    other = group("Another")
    member(other, "Ben", cast.ben, role="facilitator")
    assert get(client, cast.ben, "change", cast.meeting.ref).status_code == 404
    assert get(client, cast.ben, "change", meeting(other, starts_in=60).ref).status_code == 200


def test_the_calls_link_is_on_no_page_a_member_sees_before_taking_a_seat(client, cast):
    Meeting.objects.update(call_link="https://meet.example/secret-room", place="Hall B")
    for url in (cast.meeting.get_absolute_url(), cast.group.get_absolute_url()):
        client.force_login(cast.ben)
        page = client.get(url).content.decode()
        assert "secret-room" not in page
    assert "Hall B" in client.get(cast.meeting.get_absolute_url()).content.decode()


def test_the_question_is_kept_for_the_circle_and_only_facilitators_read_it_before(client, cast):
    cast.meeting.agenda["parts"][2]["prompt"] = "What do you miss?"
    cast.meeting.save()
    assert "What do you miss?" not in get(client, cast.ben, "meeting", cast.meeting.ref).content.decode()
    assert "What do you miss?" in get(client, cast.ana, "meeting", cast.meeting.ref).content.decode()


def test_scopes_name_who_is_asking(cast):
    now = timezone.now()
    assert not Meeting.objects.visible_to(cast.charlie) and list(Meeting.objects.visible_to(cast.ben)) == [cast.meeting]
    assert not Meeting.objects.run_by(cast.ben) and list(Meeting.objects.run_by(cast.ana)) == [cast.meeting]
    assert list(Meeting.objects.open_at(now)) == list(Meeting.objects.coming_up(now)) == [cast.meeting]
