"""Formats a group writes: who is kept out, what a circle needs, what is different on some dates, what stays when people go."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kith.kit.refusal import Refused
from kith.meetings import agenda, formats, planning, varying, wholeness, writing
from kith.meetings.formats import Part
from kith.meetings.models import Meeting, Series, Variation, WrittenFormat
from kith.meetings.planning import Plan
from kith.meetings.varying import Occasion, Varied
from kith.people import erasing
from tests.cast import group, member

COUNCIL = formats.shelf()["council"]


@pytest.fixture
def ours(cast):
    return writing.copy(COUNCIL, name="Our council", by=cast.as_ana)


@pytest.fixture
def fay(db):
    """Facilitates another group on this server."""
    return member(group("Elsewhere"), "Fay", role="facilitator")


def at(name, cast, *more):
    return reverse(f"meetings:{name}", args=[cast.group.ref, *more])


def typed(form, **more):
    """A format as its page sends it."""
    said = {"do": "keep", "count": len(form.parts), "name": form.name, "summary": form.summary, "good_for": ""}
    said |= {"fewest": form.seats[0], "most": form.seats[1]}
    for i, part in enumerate(form.parts):
        facts = {"key": part.key, "name": part.name, "mode": part.mode, "minutes": part.minutes, "reader": part.reader}
        facts |= {
            "script": part.script,
            "first_time": part.first_time,
            "prompt": part.prompt,
            "share": part.share or "",
        }
        said |= {f"part{i}-{name}": value for name, value in facts.items()} | (
            {f"part{i}-asks": "on"} if part.asks else {}
        )
    return said | more


def block(**more):
    return Part(**{"key": "x", "name": "A song", "mode": "talk", "minutes": 5, "script": "", "first_time": ""} | more)


# who is kept out


def test_a_member_and_a_facilitator_elsewhere_find_no_format_where_ana_does(client, cast, ours, fay):
    for who in (cast.ben, cast.charlie, fay.person):
        client.force_login(who)
        for name in ("format", "format_paper", "format_put_away", "variation_new"):
            assert client.get(at(name, cast, ours.ref)).status_code == 404
        assert client.post(at("format_share", cast, ours.ref), {"share": "yes"}).status_code == 404
    client.force_login(cast.ana)
    assert client.get(at("format", cast, ours.ref)).status_code == 200
    ours.refresh_from_db()
    assert ours.shared_at is None


def test_a_format_of_this_group_is_not_edited_through_another_that_one_facilitates(client, cast, ours):
    second = member(group("Second"), "Ana too", cast.ana, role="facilitator")
    client.force_login(cast.ana)
    assert client.get(reverse("meetings:format", args=[second.group.ref, ours.ref])).status_code == 404
    assert client.get(at("format", cast, ours.ref)).status_code == 200


def test_another_group_finds_and_copies_only_what_is_shared(client, cast, ours, fay):
    client.force_login(fay.person)
    shelf, new = (reverse(f"meetings:{name}", args=[fay.group.ref]) for name in ("formats", "format_new"))
    before = client.get(shelf).content.decode()
    client.post(new, {"shared": ours.ref})
    assert "Our council" not in before and not fay.group.formats.exists()
    writing.share(ours, yes=True, by=cast.as_ana, now=timezone.now())
    assert "Our council" in client.get(shelf).content.decode()
    client.post(new, {"shared": ours.ref})
    assert fay.group.formats.get().name == "Our council"


def test_sharing_shows_neither_the_group_nor_who_wrote_it(client, cast, ours, fay):
    cast.group.name = "Xylofoon circle"
    cast.group.save()
    cast.as_ana.alias = "Zebedeia"
    cast.as_ana.save()
    writing.share(ours, yes=True, by=cast.as_ana, now=timezone.now())
    client.force_login(fay.person)
    page = client.get(reverse("meetings:formats", args=[fay.group.ref])).content.decode()
    assert "Our council" in page
    for secret in ("Xylofoon", "Zebedeia", cast.group.ref, cast.as_ana.ref):
        assert secret not in page
    mine = writing.copy_shared(ours.ref, by=fay)
    kept = str(WrittenFormat.objects.filter(pk=mine.pk).values().get())
    assert ours.ref not in kept and cast.group.ref not in kept and mine.made_from == ""


def test_a_member_is_offered_nothing_that_is_shared(cast, ours, fay):
    writing.share(ours, yes=True, by=cast.as_ana, now=timezone.now())
    plain = member(fay.group, "Plain")
    assert not WrittenFormat.objects.shared_with(plain)
    assert list(WrittenFormat.objects.shared_with(fay)) == [ours]
    with pytest.raises(Refused, match="not_shared_now"):
        writing.copy_shared(ours.ref, by=plain)


def test_nobody_plans_with_a_format_of_another_group(client, cast, ours, fay):
    client.force_login(fay.person)
    page = client.get(reverse("meetings:plan", args=[fay.group.ref]), {"format": ours.key}).content.decode()
    assert "Our council" not in page and "Choose this" in page


# what a circle needs


@pytest.mark.parametrize("form", formats.shelf().values(), ids=lambda form: form.key)
def test_each_that_comes_with_kith_is_whole_and_its_copy_is_the_same_evening(cast, form):
    wholeness.check(form)
    copied = formats.read(writing.copy(form, name=form.name, by=cast.as_ana))
    assert replace(copied, key=form.key) == form


READ, CLOSE = block(key="read", mode="reading", minutes=3), block(key="close", mode="closing", minutes=6)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ([READ, CLOSE], "format_parts"),
        ([READ, block(mode="round", minutes=20)] + [block(key=f"k{i}") for i in range(13)] + [CLOSE], "format_parts"),
        ([READ, block(mode="round", minutes=20), CLOSE], "format_length"),
        ([READ, block(mode="round", minutes=60), block(key="y", minutes=9)], "format_closes"),
        ([READ, CLOSE, block(minutes=60)], "format_closes"),
        ([READ, CLOSE, block(minutes=60), replace(CLOSE, key="again")], "format_closes"),
        ([READ, block(minutes=60), replace(CLOSE, minutes=11)], "format_closing_length"),
        ([READ, block(minutes=60), replace(CLOSE, minutes=4)], "format_closing_length"),
        ([block(mode="round", minutes=60), READ, CLOSE], "format_reads"),
        ([block(mode="talk", minutes=60), block(key="y"), CLOSE], "format_reads"),
        ([READ, block(mode="silence", minutes=60), CLOSE], "format_talks"),
        ([READ, block(mode="silence", minutes=30, prompt="Why?"), block(key="y"), CLOSE], "part_is_quiet"),
        ([READ, block(mode="talk", minutes=30, asks=True), CLOSE], "part_is_quiet"),
        ([READ, block(mode="round", minutes=30, share=31), CLOSE], "part_share"),
        ([READ, *(block(key=k, mode="floor", minutes=20, asks=True) for k in "ab"), CLOSE], "format_asks_once"),
    ],
)
def test_what_no_circle_can_follow_is_refused_by_name(parts, why):
    form = formats.Format("own:x", "Ours", "", "", (3, 8), sum(p.minutes for p in parts), tuple(parts))
    with pytest.raises(Refused, match=why):
        wholeness.check(form)


SPEAKING = st.builds(
    block,
    key=st.uuids().map(str),
    mode=st.sampled_from(["talk", "round", "floor", "pairs", "empathy", "writing", "silence", "reading"]),
    minutes=st.integers(1, 40),
)
WHOLE = st.lists(SPEAKING, min_size=1, max_size=12).map(lambda some: (READ, *some, CLOSE))


def whole(parts):
    form = formats.Format("own:x", "Ours", "", "", (3, 8), sum(p.minutes for p in parts), tuple(parts))
    try:
        wholeness.check(form)
    except Refused:
        return None
    return form


FORMS = WHOLE.map(whole).filter(bool)


@given(FORMS, st.integers(30, 180))
def test_whatever_is_kept_adds_up_to_every_length(form, minutes):
    fitted = agenda.fit(form, minutes)
    assert sum(part["minutes"] for part in fitted["parts"]) == minutes
    assert all(part["minutes"] >= 1 for part in fitted["parts"])
    assert 5 <= fitted["parts"][-1]["minutes"] <= 10


@given(FORMS)
def test_at_its_own_length_it_is_as_it_was_written(form):
    assert [part["minutes"] for part in agenda.fit(form, form.minutes)["parts"]] == [p.minutes for p in form.parts]


# what is different on some dates

OCCASIONS = st.builds(Occasion, st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(1, 5), st.integers(1, 200))
ONS = st.tuples(
    st.sampled_from(["nth", "every", "day"]), st.integers(0, 12), st.dates(date(2024, 1, 1), date(2030, 1, 1))
)


@st.composite
def varied(draw):
    form = draw(FORMS)
    some = []
    for i in range(draw(st.integers(0, writing.MOST_VARIATIONS))):
        on, number, day = draw(ONS)
        what, part = draw(st.sampled_from(["instead", "after"])), draw(st.sampled_from(form.parts)).key
        one = Varied(on, number, day if on == "day" else None, what, part, replace(draw(SPEAKING), key=f"varied-{i}"))
        try:
            wholeness.check_varied(form, [*some, one])
        except Refused:
            continue
        some.append(one)
    return replace(form, variations=tuple(some))


@given(varied(), OCCASIONS, st.integers(30, 180))
def test_whatever_varies_each_evening_reads_its_agreement_closes_once_and_adds_up(form, when, minutes):
    evening = form.on(when)
    fitted = agenda.fit(evening, minutes)["parts"]
    modes = [part["mode"] for part in fitted]
    assert sum(part["minutes"] for part in fitted) == minutes and all(part["minutes"] >= 1 for part in fitted)
    assert modes.count("closing") == 1 and modes[-1] == "closing"
    shares = [i for i, mode in enumerate(modes) if mode in wholeness.SHARES]
    assert "reading" in modes[: shares[0] if shares else len(modes)]
    keys = [part["key"] for part in fitted]
    assert len(keys) == len(set(keys))
    assert evening == form.on(when)


@given(varied(), OCCASIONS)
def test_on_any_other_date_nothing_is_different(form, when):
    if not any(varying.holds(one, when) for one in form.variations):
        assert form.on(when).parts == form.parts


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_of_a_weekly_group_one_meeting_a_month_is_the_first_and_one_is_the_last(day):
    days = [day + timedelta(weeks=week) for week in range(60)]
    month = next(d for d in days if d.day <= 7).month
    here = [d for d in days if (d.year, d.month) == (days[0].year + (month < days[0].month), month)]
    lasts = [d for d in here if Occasion(d).is_last]
    assert lasts == here[-1:]


@pytest.mark.parametrize(
    ("part", "more", "why"),
    [
        ("closing", {}, "stays_as_it_is"),
        ("agreement", {}, "stays_as_it_is"),
        ("arriving", {"mode": "round"}, "format_reads"),
        ("second-round", {"mode": "closing", "minutes": 6}, "stays_as_it_is"),
        ("second-round", {"mode": "silence", "prompt": "Why?"}, "part_is_quiet"),
        ("no-such-part", {}, "stays_as_it_is"),
    ],
)
def test_what_may_not_differ_is_refused(cast, ours, part, more, why):
    with pytest.raises(Refused, match=why):
        writing.vary(ours, to=Varied("nth", 1, None, "instead", part, block(**more)), by=cast.as_ana)
    assert writing.vary(ours, to=Varied("nth", 1, None, "instead", "second-round", block()), by=cast.as_ana)


def plan(cast, form, starts_at):
    to = Plan(starts_at=starts_at, minutes=75, form=form)
    return planning.plan(cast.group, to=to, by=cast.as_ana, now=timezone.now())


def test_a_meeting_that_is_planned_goes_as_its_date_says(cast, ours):
    Meeting.objects.all().delete()
    writing.vary(ours, to=Varied("every", 2, None, "after", "second-round", block(name="A song")), by=cast.as_ana)
    form = formats.of(cast.group)[ours.key]
    made = [plan(cast, form, timezone.now() + timedelta(weeks=week)) for week in range(1, 5)]
    assert ["A song" in [part["name"] for part in one.parts] for one in made] == [False, True, False, True]
    assert all(sum(part["minutes"] for part in one.parts) == 75 for one in made)


def test_a_question_still_has_its_place_when_the_part_that_asks_is_another(cast, ours):
    asks = formats.read(ours).asking
    writing.vary(ours, to=Varied("every", 1, None, "instead", asks.key, block(mode="floor")), by=cast.as_ana)
    evening = formats.read(WrittenFormat.objects.get()).on(Occasion(date(2026, 1, 1)))
    assert evening.asking.name == "A song"


# the page


def test_what_is_typed_is_kept_and_a_rotating_reader_with_it(client, cast, ours):
    client.force_login(cast.ana)
    said = typed(COUNCIL, **{"name": "Tuesdays", "part1-reader": "rotating", "part1-script": "We read, a line each."})
    assert client.post(at("format", cast, ours.ref), said).url == ours.get_absolute_url()
    ours.refresh_from_db()
    assert ours.name == "Tuesdays"
    assert (ours.parts[1]["reader"], ours.parts[1]["script"]) == ("rotating", "We read, a line each.")
    assert [part["key"] for part in ours.parts] == [part.key for part in COUNCIL.parts]


@pytest.mark.deep
@pytest.mark.parametrize("press", ["up:1", "down:0", "remove:2", "add:0", "up:0", "down:99", "fly:1", "up:x", "add:²"])
def test_moving_a_part_keeps_nothing_and_loses_nothing_that_was_typed(client, cast, ours, press):
    client.force_login(cast.ana)
    said = typed(COUNCIL, **{"do": press, "name": "Half typed", "part1-script": "Typed and not kept"})
    page = client.post(at("format", cast, ours.ref), said)
    assert page.status_code == 200 and "Half typed" in page.content.decode()
    assert "Typed and not kept" in page.content.decode()
    ours.refresh_from_db()
    assert ours.name == "Our council" and len(ours.parts) == len(COUNCIL.parts)


@pytest.mark.deep
def test_parts_go_where_they_are_sent(client, cast, ours):
    client.force_login(cast.ana)
    names = [part.name for part in COUNCIL.parts]

    def after(press):
        editor = client.post(at("format", cast, ours.ref), typed(COUNCIL, do=press)).context["editor"]
        return [part.title for part in editor.parts], editor.minutes

    assert after("up:1") == ([names[1], names[0], *names[2:]], 75)
    assert after("down:0") == ([names[1], names[0], *names[2:]], 75)
    assert after("remove:0") == (names[1:], 75 - COUNCIL.parts[0].minutes)
    assert after("add:0") == ([names[0], "A new part", *names[1:]], 85)


ODD = [
    {"do": "keep", "count": "0"},
    {"do": "keep", "count": "9999999"},
    {"do": "keep", "count": "x"},
    {"part2-minutes": "x"},
    {"part2-minutes": "0"},
    {"part2-minutes": "9" * 300},
    {"part2-mode": "karaoke"},
    {"part2-reader": "the cat"},
    {"part2-name": ""},
    {"name": ""},
    {"fewest": "9", "most": "3"},
    {"part0-minutes": "120", "part2-minutes": "120"},
    {"part1-script": "x" * 801},
]


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_odd_input_is_met_with_words_and_nothing_is_kept(client, cast, ours, odd):
    client.force_login(cast.ana)
    page = client.post(at("format", cast, ours.ref), typed(COUNCIL) | odd)
    assert page.status_code == 200 and "errorlist" in page.content.decode()
    ours.refresh_from_db()
    assert len(ours.parts) == len(COUNCIL.parts) and ours.parts[2]["mode"] == COUNCIL.parts[2].mode


def test_a_name_that_two_parts_share_or_that_is_made_up_becomes_a_new_one(client, cast, ours):
    client.force_login(cast.ana)
    client.post(at("format", cast, ours.ref), typed(COUNCIL, **{"part0-key": "agreement", "part2-key": "<script>"}))
    ours.refresh_from_db()
    keys = [part["key"] for part in ours.parts]
    assert len(set(keys)) == len(keys) and "<script>" not in keys


def test_what_is_different_is_written_told_and_dropped_on_the_page(client, cast, ours):
    client.force_login(cast.ana)
    said = {"when": "day", "part": "second-round", "what": "instead", "name": "Lanterns", "mode": "silence"}
    said |= {"minutes": 5, "reader": "anyone"}
    page = client.post(at("variation_new", cast, ours.ref), said).content.decode()
    assert "Please say which date" in page
    client.post(at("variation_new", cast, ours.ref), said | {"day": "2026-12-24"})
    page = client.get(at("format", cast, ours.ref)).content.decode()
    assert "Thursday, 24 December 2026" in page and "Lanterns, 5 minutes, instead of" in page
    for _ in range(2):
        client.post(at("variation_drop", cast, ours.ref, Variation.objects.get().ref if not _ else "gone"))
    assert not Variation.objects.exists()


def test_a_part_that_goes_takes_what_was_different_about_it_along(cast, ours):
    writing.vary(ours, to=Varied("nth", 1, None, "after", "second-round", block()), by=cast.as_ana)
    form = formats.read(ours)
    longer = replace(form.parts[0], minutes=form.parts[0].minutes)
    writing.keep(
        ours, to=replace(form, parts=(longer, *(p for p in form.parts[1:] if p.key != "second-round"))), by=cast.as_ana
    )
    assert not Variation.objects.exists()


def test_it_can_be_printed_in_large_letters_too(client, cast, ours):
    client.force_login(cast.ana)
    for which in (ours.ref, "remembering"):
        ordinary, large = (
            client.get(at("format_paper", cast, which) + query).content.decode() for query in ("", "?large")
        )
        assert "paper large" in large and "paper large" not in ordinary
        assert formats.shelf()["council" if which == ours.ref else which].parts[0].script.split(".")[0] in ordinary
    assert client.get(at("format_paper", cast, "karaoke")).status_code == 404


# what stays


def test_a_meeting_keeps_its_evening_when_its_format_is_put_away_and_can_still_be_changed(client, cast, ours):
    made = plan(cast, formats.of(cast.group)[ours.key], timezone.now() + timedelta(days=2))
    series = Series.objects.create(
        group=cast.group, rule="FREQ=WEEKLY", starts_on=date(2026, 1, 1), clock="19:00", zone="UTC", format=ours.key
    )
    client.force_login(cast.ana)
    client.post(at("format_put_away", cast, ours.ref))
    made.refresh_from_db()
    series.refresh_from_db()
    assert not WrittenFormat.objects.exists() and made.agenda["name"] == "Our council" and series.format == "council"
    url = reverse("meetings:change", args=[made.ref])
    assert client.get(url).status_code == 200
    local = made.starts_at.astimezone(cast.group.tz)
    said = {"day": local.date().isoformat(), "clock": "19:00", "minutes": 90, "by_text": "on", "which": ""}
    assert client.post(url, said).status_code == 302
    made.refresh_from_db()
    assert (made.minutes, made.agenda["name"]) == (90, "Our council") and made.parts[1]["script"]


def test_whoever_wrote_it_goes_and_the_group_keeps_its_words(cast, ours):
    member(cast.group, "Dee", role="facilitator")
    writing.vary(ours, to=Varied("nth", 1, None, "after", "second-round", block()), by=cast.as_ana)
    erasing.erase(cast.ana, by=cast.ana)
    ours.refresh_from_db()
    assert ours.by is None and ours.name == "Our council" and Variation.objects.get().by is None


def test_twenty_formats_are_enough(cast):
    for n in range(writing.MOST_FORMATS):
        writing.copy(COUNCIL, name=f"{n}", by=cast.as_ana)
    with pytest.raises(Refused, match="shelf_is_full"):
        writing.copy(COUNCIL, name="one more", by=cast.as_ana)


def test_queries_do_not_grow_with_formats(client, cast, django_assert_max_num_queries):
    for n in range(12):
        one = writing.copy(COUNCIL, name=f"Evening {n}", by=cast.as_ana)
        writing.vary(one, to=Varied("nth", 1, None, "after", "second-round", block()), by=cast.as_ana)
    client.force_login(cast.ana)
    for url in (at("formats", cast), at("plan", cast)):
        with django_assert_max_num_queries(12):
            client.get(url)


def test_what_is_missing_is_said_at_the_top_with_a_way_to_it(client, cast, ours):
    client.force_login(cast.ana)
    page = client.post(at("format", cast, ours.ref), typed(COUNCIL) | {"part3-name": "", "part7-minutes": "20"})
    assert page.context["editor"].wrong == [(3, "A new part")]  # the closing is counted once the rest is right
    assert '<a href="#part-3">' in page.content.decode()
    page = client.post(at("format", cast, ours.ref), typed(COUNCIL) | {"part7-minutes": "20"}).content.decode()
    assert '<a href="#part-7">' in page and "five to ten minutes" in page
