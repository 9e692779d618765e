"""A3, A5: whoever has no part in something gets the same bytes whether or not it exists; whoever is blocked, a world without it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from kith.companions import beginning
from kith.goals import asking as goals
from kith.goals import checking_in, witnessing, working
from kith.goals.models import Goal
from kith.groups.models import Cupboard, Membership
from kith.library.models import Resource, Strategy
from kith.people import apart
from kith.people.models import Person
from kith.stories import drafting, folding, replying, writing
from kith.stories.models import Story
from tests.cast import Cast, group, member, person

pytestmark = pytest.mark.django_db
NOW = timezone.now
Told = dict[str, str]
MASKED = (
    (r'name="csrfmiddlewaretoken" value="[^"]+"', ""),
    (r"kith_csrf=[^;]+|kith_session=[^;]+|expires=[^;]+", ""),
)


def bytes_of(client: Client, method: str, path: str, ref: str, typed: dict[str, str]) -> tuple[Any, ...]:
    """All that comes: how it ended, every header, every byte; without what is drawn by lot, and the ref that was asked for."""
    client.cookies.pop("messages", None)
    answer: Any = client.get(path) if method == "GET" else client.post(path, typed)
    text = " ".join((answer.content.decode(), str(sorted(answer.headers.items())), str(answer.cookies)))
    for pattern, instead in MASKED:
        text = re.sub(pattern, instead, text)
    return answer.status_code, re.sub(r"'Content-Length', '\d+'", "", text.replace(ref, "REF"))


def signed_in(who: Person | None) -> Client:
    client = Client()
    if who:
        client.force_login(who)
    return client


@pytest.fixture
def here(cast: Cast) -> Cast:
    for what in ("stories", "shelf", "goals"):
        Cupboard.objects.create(group=cast.group, what=what, opened_by=cast.as_ana)
    member(group("Elsewhere"), "Ed", person("ed"), role=Membership.Role.FACILITATOR)
    return cast


def everything_of(cast: Cast) -> Told:
    """What exists in one world, by the kind of ref that an address wants."""
    story = writing.share(writing.begin(by=cast.as_ana, now=NOW(), text="x", title="x"), now=NOW())
    hers = {"group": cast.group, "by": cast.as_ana}
    return {
        "story": story.ref,
        "draft": writing.begin(by=cast.as_ana, now=NOW(), text="x").ref,
        "reply": replying.reply(story, text="x", by=cast.as_ben, now=NOW()).ref,
        "resource": Resource.objects.create(**hers, name="x").ref,
        "strategy": Strategy.objects.create(**hers, name="x", how="x").ref,
        "goal": Goal.objects.create(**hers, words="x", shown="group").ref,
        "group": cast.group.ref,
        "member": cast.as_ben.ref,
    }


SCRIPT = (
    *(("GET", f"/{{story}}/{tail}", "story") for tail in ("", "change/", "take-back/")),
    *(("POST", f"/{{story}}/{tail}", "story") for tail in ("", "change/", "take-back/", "draft/", "heard/")),
    ("POST", "/{story}/reply-draft/", "story"),
    *((method, f"/{{draft}}/{tail}", "draft") for method in ("GET", "POST") for tail in ("", "change/")),
    *((method, "replies:{reply}/", "reply") for method in ("GET", "POST")),
    *((method, f"resources:{{resource}}/{tail}", "resource") for method in ("GET", "POST") for tail in ("", "change/")),
    *(
        (method, f"strategies:{{strategy}}/{tail}", "strategy")
        for method in ("GET", "POST")
        for tail in ("", "change/")
    ),
    *((method, f"goals:{{goal}}/{tail}", "goal") for method in ("GET", "POST") for tail in ("", "let-go/")),
    *(("POST", f"goals:{{goal}}/{tail}", "goal") for tail in ("do/step/", "bring/", "saw/")),
    *(("GET", f"groups:{{group}}/{tail}", "group") for tail in ("goals/", "goals/new/")),
    *(("GET", f"groups:{{group}}/{tail}", "group") for tail in ("", "stories/", "stories/write/", "shelf/", "apart/")),
    *(("POST", f"groups:{{group}}/{tail}", "group") for tail in ("stories/write/", "shelf/resource/", "apart/")),
    *((method, f"tell:?{kind}={{{kind}}}", kind) for method in ("GET", "POST") for kind in ("story", "reply")),
    *((method, "tell:?about={member}", "member") for method in ("GET", "POST")),
)
TYPED = {"text": "x", "need": "ideas", "kind": "hear", "readers": "group", "to": "host", "words": "x", "name": "x"}


def path_of(written: str, refs: Told) -> str:
    where, _, tail = written.partition(":") if ":" in written else ("stories", "", written.removeprefix("/"))
    return f"/{where}/{tail}".format(**refs)


@pytest.mark.parametrize("who", ["", "charlie", "ed"])
def test_a3_outside_of_it_every_byte_is_the_same_whether_or_not_it_exists(here: Cast, who: str) -> None:
    refs, nothing = everything_of(here), dict.fromkeys(everything_of(here), "2" * 17)
    person(sign_in="hal", is_host=True)
    client = signed_in(Person.objects.get(sign_in=who) if who else None)
    for method, written, kind in SCRIPT:
        met = []
        for world in (refs, nothing):
            with transaction.atomic():
                met.append(bytes_of(client, method, path_of(written, world), world[kind], TYPED))
                transaction.set_rollback(True)
        assert met[0] == met[1], f"{method} {written}"


@pytest.mark.deep
def test_the_script_bites(here: Cast) -> None:
    """Whoever is in it meets something else than nothing."""
    refs, differ = everything_of(here), 0
    client = signed_in(here.ana)
    for method, written, _ in SCRIPT:
        with transaction.atomic():
            differ += bytes_of(client, method, path_of(written, refs), "-", TYPED)[0] != 404
            transaction.set_rollback(True)
    assert differ > len(SCRIPT) // 2


def pages(client: Client, cast: Cast, story: str) -> list[tuple[Any, ...]]:
    """What the blocked one can look at; times and the line between new and seen are the same within a second."""
    ref = cast.group.ref
    asked = [f"/groups/{ref}/", f"/groups/{ref}/stories/", f"/groups/{ref}/stories/earlier/", f"/groups/{ref}/shelf/"]
    asked += [f"/groups/{ref}/shelf/sheet/", "/stories/left/", "/notices/", "/tell/", "/", "/looked/"]
    asked += [f"/stories/{story}/", f"/tell/?story={story}", "/search/?q=xylofoon"]
    return [(path.replace(story, ""), *still(bytes_of(client, "GET", path, story, {}))) for path in asked]


def still(met: tuple[Any, ...]) -> tuple[Any, ...]:
    return met[0], re.sub(r"\d{4}-\d\d-\d\dT[^\"'&]+|before=[^\"]+", "", met[1])


def writes_everything(cast: Cast, by: Membership) -> str:
    """By one of the two: a story, a reply to a third one's story, a book, quiet words, a draft of a reply."""
    story = writing.share(writing.begin(by=by, now=NOW(), text="xylofoon", title="xylofoon"), now=NOW())
    third = Story.objects.get(title="Third")
    replying.reply(third, text="xylofoon", by=by, now=NOW())
    replying.hear(third, kind="hear", by=by)
    drafting.keep(third, text="xylofoon", by=by, now=NOW())
    Resource.objects.create(group=cast.group, by=by, name="xylofoon", why="xylofoon")
    Strategy.objects.create(group=cast.group, by=by, name="xylofoon", how="xylofoon")
    return story.ref


@pytest.mark.parametrize("blocks", ["ana", "ben"])
def test_a5_the_blocked_ones_pages_are_those_of_a_world_without_any_of_it(here: Cast, blocks: str) -> None:
    """Ana writes, Ben looks; whichever of the two wished it, he meets what he would meet had she written nothing."""
    em = member(here.group, "Em")
    writing.share(writing.begin(by=em, now=NOW(), text="x", title="Third"), now=NOW())
    ben = signed_in(here.ben)

    def met(happens: Callable[[], str]) -> list[tuple[Any, ...]]:
        with transaction.atomic():
            found = pages(ben, here, happens())
            transaction.set_rollback(True)
        return found

    def blocked() -> str:
        by, of = (here.ana, here.ben) if blocks == "ana" else (here.ben, here.ana)
        ref = writes_everything(here, here.as_ana)
        apart.keep_apart(of=of, by=by, kind="block")
        return ref

    with_it, without = met(blocked), met(lambda: "3" * 17)
    for one, other in zip(with_it, without, strict=True):
        assert "xylofoon" not in one[2] or "/search/" in one[0]
        assert one == other, one[0]
    assert met(lambda: writes_everything(here, here.as_ana)) != without


def shows_a_goal(cast: Cast, to: str) -> str:
    """Ana's, with a step she reached and how it went, shown to whoever `to` says; and she saw Ben's step."""
    one = working.begin(words="xylofoon", more="xylofoon", by=cast.as_ana, now=NOW())
    one = goals.mine(cast.ana).get(pk=one.pk)
    working.reach(one, of=working.add_step(one, text="xylofoon", now=NOW()).ref, now=NOW())
    checking_in.check_in(one, how="well", text="xylofoon", now=NOW())
    working.show(one, to=to)
    witnessing.saw(Goal.objects.get(by=cast.as_ben).steps.get(), by=cast.as_ana, now=NOW())
    return one.ref


@pytest.mark.deep
@pytest.mark.parametrize(("to", "blocks"), [("group", "ana"), ("companion", "ben")])
def test_a5_a_goal_of_whom_one_is_kept_apart_from_is_the_same_bytes_as_none(here: Cast, to: str, blocks: str) -> None:
    """On every page and at every address where it could show, and under Ben's own step, which Ana saw."""
    Cupboard.objects.create(group=here.group, what="companions", opened_by=here.as_ana)
    bens = working.begin(words="Ben’s own", by=here.as_ben, now=NOW())
    working.reach(bens, of=working.add_step(bens, text="x", now=NOW()).ref, now=NOW())
    working.show(goals.mine(here.ben).get(pk=bens.pk), to="group")
    pact, ben = beginning.begin(here.as_ana, here.as_ben, now=NOW()), signed_in(here.ben)
    at = [f"/groups/{here.group.ref}/{tail}" for tail in ("", "goals/", "goals/new/", "companions/")]
    at += [
        f"/goals/{bens.ref}/",
        f"/companions/{pact.ref}/",
        f"/meetings/{here.meeting.ref}/",
        "/",
        "/notices/",
        "/journey/",
    ]

    def met(exists: bool, apart_too: bool = True) -> list[tuple[Any, ...]]:
        with transaction.atomic():
            ref = shows_a_goal(here, to) if exists else "3" * 17
            by, of = (here.ana, here.ben) if blocks == "ana" else (here.ben, here.ana)
            if apart_too:
                apart.keep_apart(of=of, by=by, kind="block")
            found = [(path, *still(bytes_of(ben, "GET", path, ref, {}))) for path in (*at, f"/goals/{ref}/")]
            found += [
                (path, *still(bytes_of(ben, "POST", f"/goals/{ref}/{path}", ref, TYPED))) for path in ("saw/", "bring/")
            ]
            transaction.set_rollback(True)
        return [(path.replace(ref, "REF"), *rest) for path, *rest in found]

    for one, other in zip(met(True), met(False), strict=True):
        assert one == other, one[0]
    assert met(True, apart_too=False) != met(False, apart_too=False), "the pages bite"


@pytest.mark.deep
def test_folded_is_for_everyone_else_as_if_it_had_never_been_told(here: Cast) -> None:
    em = member(here.group, "Em")
    writing.share(writing.begin(by=em, now=NOW(), text="x", title="Third"), now=NOW())
    ben, met = signed_in(here.ben), []
    for exists in (True, False):
        with transaction.atomic():
            ref = "3" * 17
            if exists:
                story = writing.share(writing.begin(by=here.as_ana, now=NOW(), text="xylofoon"), now=NOW())
                replying.reply(story, text="xylofoon", by=em, now=NOW())
                folding.fold(story, why="x", by=em.person, now=NOW())
                ref = story.ref
            met.append(pages(ben, here, ref))
            transaction.set_rollback(True)
    assert met[0] == met[1]
