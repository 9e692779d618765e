"""A journey is one's own: nobody else opens any of it, no other app knows of it, and what a group is told links nothing."""

import ast
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.companions import giving, jar
from kith.companions.models import Off, Outing
from kith.goals.models import Goal
from kith.groups import leaving
from kith.groups.models import Cupboard, Membership
from kith.journey import asking, days, keeping, letters, lived, outings_had, showing, strands, telling
from kith.journey.models import Day, First, Letter, Month, Told
from kith.people import apart, erasing
from kith.people.models import Person, QuietDay
from kith.stories import replying, writing
from kith.stories.models import Story
from tests.cast import Cast, group, meeting, member, person

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]
NOW = timezone.now


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def page(who: Person, path: str = "/journey/") -> str:
    answer = signed_in(who).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_facilitator_and_a_host_find_nothing_of_it_and_its_person_does(cast: Cast) -> None:
    host, today = person("hollis", is_host=True), timezone.localdate()
    keeping.first(cast.ben, "held", on=today)
    telling.write_down(cast.ben, First.objects.get(), words="My hands were shaking.")
    day = days.enter(on=today, yearly=False, hard=False, words="The last of the boxes", by=cast.ben)
    letters.write(text="Dear Ben", opens_on=today + timedelta(days=2), by=cast.ben, today=today)
    letter = Letter.objects.get()
    mine = ("/journey/firsts/held/", day.get_absolute_url(), letter.get_absolute_url())
    for other in (cast.ana, cast.charlie, host):
        assert [signed_in(other).get(path).status_code for path in mine] == [404, 404, 404]
        assert "shaking" not in page(other) and "boxes" not in page(other, "/journey/days/")
    assert "My hands were shaking." in page(cast.ben)
    assert all("Dear Ben" not in page(cast.ben, path) for path in (*mine, "/journey/letters/", "/journey/"))


@pytest.mark.deep
def test_no_module_outside_of_site_and_config_imports_it() -> None:
    """The contract, seen once more without its tool: insights may have `rhythm` and nothing else; interop nothing."""
    others = [path for path in (ROOT / "kith").rglob("*.py") if path.relative_to(ROOT / "kith").parts[0] != "journey"]
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in others
        for name in imported(ast.parse(path.read_text()))
        if name.startswith("kith.journey") and not allowed(path.relative_to(ROOT / "kith").parts[0], name)
    ]
    assert wrong == []
    assert not allowed("interop", "kith.journey.lived") and not allowed("insights", "kith.journey.models")


def allowed(app: str, name: str) -> bool:
    return app in {"site", "config"} or (app == "insights" and name == "kith.journey.rhythm")


def imported(tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
    return found


def test_erasing_takes_all_of_it_and_leaves_the_groups_as_they_were(cast: Cast) -> None:
    today = timezone.localdate()
    keeping.times(cast.ben, "turn", on=today)
    day = days.enter(on=today, yearly=True, hard=True, words="x", by=cast.ben)
    days.tell(day, words="x", to=cast.as_ben)
    erasing.erase(cast.ben, by=cast.ben)
    assert [model.objects.count() for model in (Month, Day, Told, QuietDay)] == [0, 0, 0, 0]


# firsts


@pytest.mark.deep
def test_a_first_is_on_the_page_and_stays_when_another_takes_what_told_of_it(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    story = writing.share(writing.begin(by=cast.as_ana, now=NOW(), text="x"), now=NOW())
    assert "answered someone" not in page(cast.ben)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        replying.reply(story, text="I hear you.", by=cast.as_ben, now=NOW())
    erasing.erase(cast.ana, by=cast.ana)
    assert not Story.objects.exists()
    assert "answered someone" in page(cast.ben)


def test_an_answer_under_ones_own_story_is_no_first_answer(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        story = writing.share(writing.begin(by=cast.as_ben, now=NOW(), text="x"), now=NOW())
        replying.reply(story, text="And one thing more.", by=cast.as_ben, now=NOW())
    assert set(First.objects.values_list("kind", flat=True)) == {"story"}
    assert "answered someone" not in page(cast.ben)


@pytest.mark.deep
def test_kind_words_stay_in_ones_path_whatever_the_other_does_with_them(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    """Else the picture would tell the giver what becomes of them."""
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        given = giving.give("I am glad you came.", to=cast.as_ana, by=cast.as_ben, now=NOW())
    assert "You gave someone a few kind words" in page(cast.ben)
    before = showing.page(cast.ben, until="", now=NOW())["rows"]
    assert "kind words given 1 time" in str(before)
    jar.take_out(given, now=NOW() - timedelta(days=30))
    jar.forget(NOW())
    assert showing.page(cast.ben, until="", now=NOW())["rows"] == before
    erasing.erase(cast.ana, by=cast.ana)
    assert "You gave someone a few kind words" in page(cast.ben)
    assert First.objects.filter(person=cast.ben, kind="encouraged").exists()


def test_a_goal_that_was_reached_is_a_first_and_one_that_was_let_be_is_none(cast: Cast) -> None:
    for how, said in (("mind", False), ("got_there", True)):
        goal = Goal.objects.create(group=cast.group, by=cast.as_ben, words="The bridge and back")
        goal.endings.create(how=how, on=timezone.localdate())
        assert ("You got where you wanted to go" in page(cast.ben)) is said
    assert "You got where" not in page(cast.ana)


def test_time_out_together_is_a_first_for_who_came_and_not_where_it_was_called_off(cast: Cast) -> None:
    for days_ago, off in ((3, True), (1, False)):
        at = NOW() - timedelta(days=days_ago)
        when = {"starts_at": at, "ends_at": at + timedelta(hours=2)}
        one = Outing.objects.create(group=cast.group, by=cast.as_ana, title="x", place="x", **when)
        one.goings.create(of=cast.as_ben, how="comes", since=at)
        one.goings.create(of=(cy := member(cast.group, f"Cy {days_ago}")), how="no", since=at)
        if off:
            Off.objects.create(outing=one, by=cast.as_ana, how="proposer")
    outings_had.look(NOW())
    Outing.objects.all().delete()
    assert set(First.objects.filter(kind="outing").values_list("person", flat=True)) == {cast.ana.pk, cast.ben.pk}
    assert {one.on for one in First.objects.all()} == {timezone.localdate(NOW() - timedelta(days=1))}
    assert "outside a meeting" in page(cast.ben) and "outside a meeting" not in page(cy.person)


def test_telling_a_first_only_opens_the_page_where_stories_are_written_and_shares_nothing(cast: Cast) -> None:
    Cupboard.objects.create(group=cast.group, what="stories", opened_by=cast.as_ana)
    keeping.first(cast.ben, "held", on=timezone.localdate())
    to = f"/groups/{cast.group.ref}/stories/write/?from=journey:held"
    assert to.replace(":", ":") in page(cast.ben, "/journey/firsts/held/")
    assert "The first time I held the piece" in page(cast.ben, to)
    assert "The first time" not in page(cast.ana, to), "whose first it is not"
    assert not Story.objects.exists()


# the page itself


@pytest.mark.deep
def test_the_page_asks_ten_questions_however_long_the_path_is(cast: Cast) -> None:
    def asked() -> int:
        client = signed_in(cast.ben)
        client.get("/journey/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/journey/")
        return len(seen)

    few = asked()
    live_a_while(cast, weeks=30)
    assert asked() == few <= 10


def live_a_while(cast: Cast, *, weeks: int) -> None:
    today = timezone.localdate()
    Cupboard.objects.get_or_create(group=cast.group, what="stories", defaults={"opened_by": cast.as_ana})
    for week in range(1, weeks):
        at = NOW() - timedelta(weeks=week)
        evening = meeting(cast.group, starts_in=-60 * 24 * 7 * week, facilitator=cast.as_ben)
        evening.attendances.create(membership=cast.as_ben, came_at=at)
        keeping.times(cast.ben, "turn", on=at.date())
        story = writing.share(writing.begin(by=cast.as_ana, now=at, text="x"), now=at)
        replying.reply(story, text="x", by=cast.as_ben, now=at)
        days.enter(on=today - timedelta(weeks=week), yearly=False, hard=False, words="x", by=cast.ben)


def test_the_two_strands_are_a_table_too_without_a_sum_or_a_verdict(cast: Cast) -> None:
    live_a_while(cast, weeks=5)
    seen = page(cast.ben)
    assert "<table" in seen and "evening held for others" in seen.replace("evenings", "evening")
    month = timezone.localdate().strftime("%Y-%m")
    assert seen == seen.replace("style=", "")
    facts = showing.page(cast.ben, until=month, now=NOW())
    assert [row.month for row in facts["rows"]] == sorted(row.month for row in facts["rows"])
    assert facts["is_empty"] is False
    assert showing.page(cast.ana, until="no-month", now=NOW())["rows"][-1].month == timezone.localdate().replace(day=1)


@pytest.mark.parametrize(("zone", "month"), [("Pacific/Auckland", 6), ("Pacific/Honolulu", 5), ("", 5)])
def test_days_and_months_are_those_of_ones_own_clock_whoever_looked_before(cast: Cast, zone: str, month: int) -> None:
    """The questions are known by heart: nothing of one reader's clock is left in them for the next one."""
    at = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)
    keeping.times(cast.ben, "turn", on=date(2026, 6, 1))
    writing.share(writing.begin(by=cast.as_ben, now=at, text="x"), now=at)
    for looks in ("Pacific/Kiritimati", zone):
        Person.objects.filter(pk=cast.ben.pk).update(zone=looks)
        now = datetime(2026, 11, 28, 12, tzinfo=UTC)
        with timezone.override(looks or "UTC"):
            facts = showing.page(cast.ben, until="2026-09", now=now)
    told = {row.month: row.leaned for row in facts["rows"] if row.leaned}
    together = {date(2026, 6, 1): "1 story told, 1 evening with the piece"}
    each = {date(2026, 5, 1): "1 story told", date(2026, 6, 1): "1 evening with the piece"}
    assert told == (together if month == 6 else each)
    assert [(stop.on.month, stop.when) for stop in facts["stops"]] == [
        (month, "1 June 2026" if month == 6 else "31 May 2026")
    ]


def test_what_is_known_by_heart_is_what_the_querysets_say(cast: Cast) -> None:
    live_a_while(cast, weeks=9)
    then = NOW() - timedelta(days=365)
    writing.share(writing.begin(by=cast.as_ben, now=then, title="The coat", text="x"), now=then)
    letters.write(text="x", opens_on=timezone.localdate() + timedelta(days=2), by=cast.ben, today=timezone.localdate())
    months = strands.window(timezone.localdate())
    edges = [
        timezone.make_aware(datetime.combine(month, time.min)) for month in (*months, strands.shift(months[-1], 1))
    ]
    found = 0
    for who in (cast.ben, cast.ana, cast.charlie, cast.ben):
        for known, more in (
            (lived.kept_firsts, ()),
            (lived.earliest, (("came", "reply", "goal"),)),
            (lived.earliest, (tuple(one.first for one in lived.SOURCES if one.first),)),
            (lived.counted, (*months, *edges)),
            (asking.days_behind, (timezone.localdate(),)),
            (asking.letters_in_short, ()),
            (asking.stories_between, (then - timedelta(days=1), then + timedelta(days=1))),
        ):
            rows = known(who, *more)  # type: ignore[operator]
            assert sorted(map(str, rows)) == sorted(map(str, known.anew(who, *more)))  # type: ignore[attr-defined]
            found += bool(rows) and who != cast.charlie
    assert found >= 12


def test_days_stand_with_the_months_they_are_of_and_firsts_always(cast: Cast) -> None:
    """A list has an end; what is not on it is a link away, and on its own page."""
    today = timezone.localdate()
    long_ago = strands.shift(today, -15) + timedelta(days=3)
    keeping.first(cast.ben, "held", on=strands.shift(today, -40))
    First.objects.update(words="<i>My hands</i>")
    for on, words in ((today, "A new key"), (long_ago, "The <last> box")):
        days.enter(on=on, yearly=False, hard=False, words=words, by=cast.ben)
    now, then = page(cast.ben), page(cast.ben, f"/journey/?until={long_ago:%Y-%m}")
    assert [words in now for words in ("You held the piece", "A new key", "box", "All of your days")] == [
        True,
        True,
        False,
        True,
    ]
    assert [words in then for words in ("You held the piece", "A new key", "The &lt;last&gt; box")] == [
        True,
        False,
        True,
    ]
    assert f"?until={strands.shift(today, -12):%Y-%m}" in now and "The &lt;last&gt; box" in page(
        cast.ben, "/journey/days/"
    )
    assert "All of your days" not in page(cast.ana) and "&lt;i&gt;My hands" in now and "<i>" not in now


def test_what_one_did_in_a_group_one_has_left_still_belongs_to_ones_path(cast: Cast) -> None:
    live_a_while(cast, weeks=5)
    before = showing.page(cast.ben, until="", now=NOW())
    leaving.leave(by=Membership.objects.get(pk=cast.as_ben.pk))
    assert showing.page(cast.ben, until="", now=NOW())["rows"] == before["rows"]


def test_a_year_ago_is_shown_to_me_alone(cast: Cast) -> None:
    Cupboard.objects.create(group=cast.group, what="stories", opened_by=cast.as_ana)
    then = NOW() - timedelta(days=360)
    writing.share(writing.begin(by=cast.as_ben, now=then, title="The coat", text="x"), now=then)
    assert "A year ago I…" in page(cast.ben) and "The coat" in page(cast.ben)
    assert "The coat" not in page(cast.ana)


# days that a group is told of


def home(who: Person, cast: Cast) -> str:
    return page(who, f"/groups/{cast.group.ref}/")


def test_a_group_reads_the_words_i_chose_that_day_and_nothing_else_and_no_other_group_does(cast: Cast) -> None:
    other = group("Elsewhere")
    also, eve = member(other, "Benjamin", cast.ben), member(other, "Eve")
    today = timezone.localdate(timezone=cast.group.tz)
    day = days.enter(on=today.replace(year=today.year - 1), yearly=True, hard=True, words="His death", by=cast.ben)
    assert "aside-note" not in home(cast.ana, cast)
    days.tell(day, words="A quiet day for me", to=cast.as_ben)
    assert "A quiet day for me" in home(cast.ana, cast) and "Today, from Ben" in home(cast.ana, cast)
    assert "His death" not in home(cast.ana, cast)
    assert "A quiet day" not in page(eve.person, f"/groups/{other.ref}/")
    days.tell(day, words="Thinking of the sea", to=also)
    there = page(eve.person, f"/groups/{other.ref}/")
    assert "Thinking of the sea" in there and "Today, from Benjamin" in there
    assert "A quiet day" not in there and cast.as_ben.ref not in there and day.ref not in there


def test_it_is_told_on_that_day_alone_and_not_while_i_rest_or_after_i_left(cast: Cast) -> None:
    today = timezone.localdate(timezone=cast.group.tz)
    for by, words in ((-1, "yesterday’s"), (0, "today’s"), (1, "tomorrow’s")):
        day = days.enter(on=today + timedelta(days=by), yearly=by < 0, hard=False, words="x", by=cast.ben)
        days.tell(day, words=words, to=cast.as_ben)
    seen = home(cast.ana, cast)
    assert "today’s" in seen and "yesterday’s" not in seen and "tomorrow’s" not in seen
    Membership.objects.filter(pk=cast.as_ben.pk).update(state="paused")
    assert "today’s" not in home(cast.ana, cast)
    Membership.objects.filter(pk=cast.as_ben.pk).update(state="member")


def test_leaving_takes_what_the_group_was_told_and_a_block_hides_it(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    day = days.enter(on=timezone.localdate(timezone=cast.group.tz), yearly=False, hard=False, words="x", by=cast.ben)
    days.tell(day, words="a year here", to=cast.as_ben)
    cy = member(cast.group, "Cy")
    apart.keep_apart(of=cast.ben, by=cy.person, kind="block")
    assert "a year here" in home(cast.ana, cast) and "a year here" not in home(cy.person, cast)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        leaving.leave(by=Membership.objects.get(pk=cast.as_ben.pk))
    assert not Told.objects.exists() and Day.objects.exists()


def test_a_hard_day_is_a_quiet_day_without_its_reason_and_goes_with_it(cast: Cast) -> None:
    today = timezone.localdate()
    said = days.enter(on=today, yearly=True, hard=True, words="His death", by=cast.ben)
    quiet = QuietDay.objects.get()
    assert (quiet.day, quiet.yearly, quiet.person) == (today, True, cast.ben)
    assert "His death" not in str(QuietDay.objects.values().get())
    again = days.enter(on=today, yearly=True, hard=True, words="Our day", by=cast.ben)
    days.take_away(said, by=cast.ben)
    assert QuietDay.objects.exists(), "another still needs it"
    days.take_away(Day.objects.get(pk=again.pk), by=cast.ben)
    assert not QuietDay.objects.exists()
