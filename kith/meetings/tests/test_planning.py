"""Planning, changing and calling off; what may be asked again; odd input; who came."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups import leaving
from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.meetings import attendance, formats, planning, prompts, signals
from kith.meetings.attendance import Came
from kith.meetings.models import Attendance, Meeting
from kith.meetings.planning import Plan
from kith.people.signals import person_erasing
from tests.cast import group, meeting, member

COUNCIL = formats.shelf()["council"]
ASKED = prompts.library()["what-brought-you"]


@pytest.fixture
def planned(request):
    """Hears `meeting_changed`."""
    told = []

    def hear(**facts):
        told.append(facts["meeting"])

    signals.meeting_changed.connect(hear, weak=False)
    request.addfinalizer(lambda: signals.meeting_changed.disconnect(hear))
    return told


def typed(**more):
    day = (timezone.now() + timedelta(days=3)).date().isoformat()
    return {"format": "council", "day": day, "clock": "19:00", "minutes": 75, "by_text": "on", "which": ""} | more


def plan(client, cast, **more):
    client.force_login(cast.ana)
    return client.post(reverse("meetings:plan", args=[cast.group.ref]), typed(**more))


def newest():
    return Meeting.objects.order_by("-pk")[0]


def make(cast, *, prompt=ASKED, days=3.0):
    starts = timezone.now() + timedelta(days=days)
    to = Plan(starts_at=starts, minutes=75, form=COUNCIL, prompt=prompt)
    return planning.plan(cast.group, to=to, by=cast.as_ana, now=timezone.now())


def test_a_planned_meeting_is_on_the_groups_clock(client, cast):
    cast.group.zone = "America/New_York"
    cast.group.save()
    answer = plan(client, cast, prompt=ASKED.key, facilitator=cast.as_ana.ref, call_link="https://meet.example/a")
    made = newest()
    assert answer.url == made.get_absolute_url()
    assert made.starts_at.astimezone(cast.group.tz).hour == 19
    assert (made.prompt_key, made.facilitator, made.planned_by) == (ASKED.key, cast.as_ana, cast.as_ana)
    assert made.asking["prompt"] == ASKED.text and made.asking["lighter"] == ASKED.lighter


def test_a_question_of_ones_own_goes_before_the_librarys(client, cast):
    plan(client, cast, prompt=ASKED.key, own="What is warm?", own_lighter="Tea?")
    assert (newest().prompt_key, newest().asking["prompt"], newest().asking["lighter"]) == ("", "What is warm?", "Tea?")


def test_with_nothing_chosen_a_fresh_question_is_asked(client, cast):
    plan(client, cast)
    assert newest().prompt_key in prompts.library()


ODD = [
    {"day": ""},
    {"day": "2026-02-30"},
    {"day": "0001-01-01"},
    {"day": "9999-12-31"},
    {"day": "2020-01-01"},
    {"clock": "25:99"},
    {"clock": ""},
    {"minutes": 29},
    {"minutes": 181},
    {"minutes": "9" * 400},
    {"minutes": "many"},
    {"prompt": "no-such-prompt"},
    {"own": "x" * 201},
    {"call_link": "http://meet.example/a"},
    {"call_link": "javascript:alert(1)"},
    {"call_link": "https://meet.example/a\nX: y"},
    {"call_link": "https://" + "x" * 500},
    {"by_text": ""},
    {"facilitator": "nobody"},
    {"which": "third"},
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: "-".join(f"{k}-{str(v)[:12]!r}" for k, v in odd.items()))
def test_odd_input_is_met_with_words_and_keeps_what_was_typed(client, cast, odd):
    page = plan(client, cast, **({"own": "Kept as typed"} | odd))
    assert page.status_code == 200 and "errorlist" in page.content.decode()
    assert "own" in odd or "Kept as typed" in page.content.decode()
    assert Meeting.objects.count() == 1


def test_an_unknown_format_leads_to_choosing_one(client, cast):
    page = plan(client, cast, format="karaoke")
    assert page.status_code == 200 and all(form.name in page.content.decode() for form in formats.shelf().values())


@pytest.mark.deep
def test_every_format_can_be_planned(client, cast):
    for key, form in formats.shelf().items():
        assert (
            client.force_login(cast.ana)
            or form.name
            in client.get(reverse("meetings:plan", args=[cast.group.ref]) + f"?format={key}").content.decode()
        )
        assert plan(client, cast, format=key, minutes=form.minutes).status_code == 302
        assert newest().agenda["name"] == form.name


def test_a_question_rests_half_a_year_in_this_group_only(cast):
    make(cast)
    for days in (3.5, 100, 185):
        with pytest.raises(Refused, match="asked_lately"):
            make(cast, days=days)
    assert make(cast, days=187)
    assert ASKED in prompts.fresh(group("Another"), at=timezone.now())
    assert ASKED not in prompts.fresh(cast.group, at=timezone.now())


def test_a_cancelled_meeting_asked_nothing(cast):
    planning.cancel(make(cast), by=cast.as_ana, why="", now=timezone.now())
    assert make(cast, days=4)


def test_a_meeting_may_keep_its_own_question_when_it_changes(client, cast, planned, django_capture_on_commit_callbacks):
    made = make(cast)
    client.force_login(cast.ana)
    url = reverse("meetings:change", args=[made.ref])
    assert ASKED.text in client.get(url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url, typed(minutes=90, prompt=ASKED.key)).url == made.get_absolute_url()
    made.refresh_from_db()
    assert made.minutes == 90 == sum(part["minutes"] for part in made.parts)
    assert planned == [made]


def test_what_has_begun_is_changed_in_the_circle(client, cast):
    begun = meeting(cast.group, starts_in=-1, facilitator=cast.as_ana)
    client.force_login(cast.ana)
    page = client.post(reverse("meetings:change", args=[begun.ref]), typed(own="Kept"))
    assert "has begun" in page.content.decode() and "Kept" in page.content.decode()


@pytest.mark.deep
def test_called_off_is_said_where_people_look(client, cast, planned, django_capture_on_commit_callbacks):
    client.force_login(cast.ana)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("meetings:cancel", args=[cast.meeting.ref]), {"why": "Rowan is ill"})
    client.post(reverse("meetings:cancel", args=[cast.meeting.ref]), {"why": "again"})
    client.force_login(cast.ben)
    for url in (cast.group.get_absolute_url(), cast.meeting.get_absolute_url()):
        page = client.get(url).content.decode()
        assert "Rowan is ill" in page and "Take a seat" not in page
    assert planned == [cast.meeting]
    assert not Meeting.objects.coming_up(timezone.now())


def test_what_is_over_is_not_called_off(cast):
    over = meeting(cast.group, starts_in=-60 * 5)
    with pytest.raises(Refused, match="meeting_is_over"):
        planning.cancel(over, by=cast.as_ana, why="", now=timezone.now())


@pytest.mark.deep
@pytest.mark.parametrize(
    ("starts_in", "seat"), [(16, False), (14, True), (-75, True), (-75 - 29, True), (-75 - 31, False)]
)
def test_a_seat_is_offered_from_the_kettle_until_it_is_over(client, cast, starts_in, seat):
    cast.meeting.delete()
    one = meeting(cast.group, starts_in=starts_in)
    client.force_login(cast.ben)
    for url in (cast.group.get_absolute_url(), one.get_absolute_url()):
        assert ("Take a seat" in client.get(url).content.decode()) is seat


def test_once_who_came_is_written_the_room_is_closed(client, cast):
    attendance.record(cast.meeting, came=[Came(cast.as_ben.ref, timezone.now())])
    client.force_login(cast.ben)
    assert "Take a seat" not in client.get(cast.group.get_absolute_url()).content.decode()
    assert "This meeting is over" in client.get(cast.meeting.get_absolute_url()).content.decode()


def test_who_came_is_written_once_and_a_first_time_is_known(cast):
    earlier = meeting(cast.group, starts_in=-60 * 24 * 7)
    attendance.record(earlier, came=[Came(cast.as_ana.ref, earlier.starts_at)])
    nia = member(group("Another"), "Nia")
    came = [Came(ref, timezone.now(), 70, 4) for ref in (cast.as_ana.ref, cast.as_ben.ref, "", "", nia.ref, "unknown")]
    assert attendance.is_new(cast.as_ben) and not attendance.is_new(cast.as_ana)
    for _ in range(2):
        attendance.record(cast.meeting, came=[*came, came[0]])
    rows = Attendance.objects.filter(meeting=cast.meeting)
    assert sorted(rows.values_list("membership__alias", "first"), key=str) == sorted(
        [("Ana", False), ("Ben", True), (None, False), (None, False)], key=str
    )
    assert not attendance.is_new(cast.as_ben)


def test_a_hello_is_answered_by_who_was_there(cast):
    assert not attendance.answer_hello(cast.meeting, by=cast.as_ben, yes=True)
    attendance.record(cast.meeting, came=[Came(cast.as_ben.ref, timezone.now())])
    assert attendance.answer_hello(cast.meeting, by=cast.as_ben, yes=False)
    assert Attendance.objects.get().hello == "please_dont"


def test_times_stand_on_the_viewers_clock_with_the_groups_beside_it_when_they_differ(client, cast):
    cast.group.zone = "Asia/Tokyo"
    cast.group.save()
    client.force_login(cast.ben)
    url = cast.meeting.get_absolute_url()
    assert "On the group" not in client.get(url).content.decode()
    cast.ben.zone = "Europe/Dublin"
    cast.ben.save()
    page = client.get(url).content.decode()
    assert "On your clock, Dublin." in page and "Tokyo" in page


def test_questions_can_be_looked_through(client, cast):
    client.force_login(cast.ana)
    url = reverse("meetings:prompts", args=[cast.group.ref])
    page = client.get(url, {"theme": "grief", "depth": "deep"}).content.decode()
    deep = prompts.chosen(prompts.library().values(), theme="grief", depth="deep")
    assert deep and page.count("Plan a meeting with this") == len(deep)
    assert client.get(url, {"theme": "nonsense", "depth": "\u202e"}).status_code == 200


def test_a_question_from_the_library_is_carried_to_the_formats_that_can_ask_it(client, cast):
    client.force_login(cast.ana)
    url = reverse("meetings:plan", args=[cast.group.ref])
    page = client.get(url, {"prompt": ASKED.key}).content.decode()
    assert f"format=council&amp;prompt={ASKED.key}" in page and "format=keepsakes" not in page
    chosen = client.get(url, {"prompt": ASKED.key, "format": "council"}).content.decode()
    assert f'<option value="{ASKED.key}" selected>' in chosen
    assert client.get(url, {"prompt": "\ufffd", "format": "\ufffd"}).status_code == 200


@pytest.mark.deep
def test_a_facilitator_who_goes_leaves_the_evening_to_someone_else(client, cast, django_capture_on_commit_callbacks):
    Meeting.objects.update(facilitator=cast.as_ben)
    with django_capture_on_commit_callbacks(execute=True):
        leaving.leave(by=cast.as_ben)
    assert Meeting.objects.get().facilitator is None
    client.force_login(cast.ana)
    assert "Nobody facilitates the next meeting yet" in client.get(cast.group.get_absolute_url()).content.decode()


def test_the_words_of_an_erased_person_go(cast):
    planning.cancel(cast.meeting, by=cast.as_ana, why="Words of Ana", now=timezone.now())
    own = make(cast, prompt=prompts.Prompt("Ana asks", "Ana asks lightly"))
    person_erasing.send(type(cast.ana), person=cast.ana)
    cast.ana.delete()
    own.refresh_from_db()
    cast.meeting.cancellation.refresh_from_db()
    assert (own.asking["prompt"], own.asking["lighter"], cast.meeting.cancellation.why) == ("", "", "")
    assert Membership.objects.get().role == "facilitator"


@pytest.mark.deep
def test_queries_do_not_grow(client, cast, django_assert_max_num_queries):
    for n in range(10):
        member(cast.group, f"Member {n}")
        meeting(cast.group, starts_in=60 * 24 * (n + 1), facilitator=cast.as_ana)
    client.force_login(cast.ana)
    urls = [cast.group.get_absolute_url(), cast.meeting.get_absolute_url()]
    urls += [reverse(f"meetings:{name}", args=[cast.group.ref]) for name in ("plan", "prompts")]
    urls += [reverse("meetings:plan", args=[cast.group.ref]) + "?format=council"]
    urls += [reverse(f"meetings:{name}", args=[cast.meeting.ref]) for name in ("change", "cancel")]
    for url in urls:
        with django_assert_max_num_queries(10):
            assert client.get(url).status_code == 200
