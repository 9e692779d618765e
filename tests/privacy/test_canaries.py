"""A2: a month of use in which every written thing holds a word of its own; nobody ever receives a word that is not for them."""

import logging
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import models
from django.utils import timezone

from kith.groups.models import Group, Membership
from kith.notices import carrying, sorting
from kith.notices.models import Notice
from kith.notices.tests.conftest import Post
from kith.notices.tests.conftest import post as post  # noqa: PLC0414 - a fixture
from kith.people.models import Person
from tests.access.matrix import sets
from tests.access.world import ROLES
from tests.depth import pick
from tests.privacy import month
from tests.privacy.month import Month

pytestmark = [pytest.mark.django_db, pytest.mark.deep]
ENDS = {"site:leave"}  # the session of whoever opens it
QUICK = ("anonymous", "stranger", "removed", "paused", "facilitator-elsewhere", "host", "former-facilitator")
AWAY = {
    "groups.Goodbye.words",  # only where a group has ended
    *("stories.Words.text", "library.Words.text"),  # the index of the same words: searched, and never shown
}
ASKED_THEMSELVES = {  # where the stranger finds the answer to her question, and from whom
    ("stranger", "groups:own_question", "groups.Group.name"),
    ("stranger", "groups:own_question", "groups.Membership.alias"),
}
IN = frozenset(sets()["inside"])
TWO = frozenset({"member", "just-joined"})  # who keep each other company
RUN = frozenset(sets()["running"])
KNOCKING = frozenset(sets()["knocking"]) | {"paused"}
ASIDE = frozenset({"member-elsewhere", "facilitator-elsewhere"})
EVERYONE_WHO_RUNS = RUN | {"facilitator-elsewhere", "host"}
GROUPS_OWN = {
    *("stories.Reply", "library.Resource", "library.Strategy", "groups.Proposal", "meetings.Meeting"),
    *("meetings.Series", "meetings.Skipped", "meetings.WrittenFormat", "meetings.Variation", "meetings.NotHeld"),
    "meetings.Cancellation",
    "companions.Outing",
}
FACILITATORS = {"groups.Standing", "groups.AlongsideWish", "groups.Asking", "groups.Question", "meetings.Correction"}
OWN_ALONE = {"groups.FirstVisit", "meetings.Debrief", "stories.Draft", "journey.Note"}


def own(row: Any, roles: dict[int, str]) -> frozenset[str]:
    """The role of whoever it is of, where that is one of them."""
    named = (getattr(row, name, None) for name in ("membership", "person", "of", "by"))
    whose = next((one for one in named if isinstance(one, Membership | Person)), None)
    if whose is None and hasattr(row, "goal"):
        return own(row.goal, roles)
    person = getattr(whose, "person_id", None) or getattr(whose, "pk", 0)
    return frozenset({roles[person]} if person in roles else ())


def may_read(name: str, row: Any, roles: dict[int, str]) -> frozenset[str]:
    """The roles that this word is for: said here once, for each kind of thing."""
    label = name.rpartition(".")[0]
    mine = own(row, roles)
    if label == "companions.Encouragement":  # in the jar of one, and for a week with who gave it
        return frozenset({roles[row.to.person_id], roles[row.by.person_id]})
    if label in OWN_ALONE:
        return mine
    if label in FACILITATORS:
        return RUN | mine
    if getattr(row, "readers", getattr(getattr(row, "story", None), "readers", "")) == "companion":
        return TWO
    if label == "stories.Reply" and row.folds.filter(unfolded_at=None).exists():
        return mine
    if label in {"stories.Story", "stories.Keepsake"}:
        return IN if is_shown(row) else mine
    if label in {"care.Unveiled", "stories.Folded"}:
        return own(row.reply or row.story, roles) if label == "stories.Folded" else mine
    if label.startswith("goals."):
        return of_a_goal(getattr(row, "goal", row), roles)
    if label == "care.Telling":
        return RUN
    if label in {"care.Asking", "care.Answer"}:
        return EVERYONE_WHO_RUNS
    if label in {"journey.First", "journey.Day"}:
        return mine
    if label == "journey.Letter":
        return mine if row.opens_on <= timezone.localdate() else frozenset()
    if label == "journey.Told":
        return IN
    if name == "companions.Outing.place":
        return frozenset({"member", "just-joined"}) if "member" in mine else mine  # to Ben's, the newest comes
    if label == "companions.Off":
        return here(row.outing.group_id)
    if label == "groups.Parting":
        return RUN | {"host"}
    if label in GROUPS_OWN:
        return here(row.group_id if hasattr(row, "group_id") else None)
    return of_the_group(label, row, mine)


def of_a_goal(goal: Any, roles: dict[int, str]) -> frozenset[str]:
    """Its owner's, and theirs whom it is shown to: the companion of the month is the one who has just joined."""
    shown = {"nobody": frozenset[str](), "companion": frozenset({"just-joined"}), "group": IN}
    return own(goal, roles) | shown[goal.shown]


def is_shown(row: Any) -> bool:
    folded = hasattr(row, "folds") and row.folds.filter(unfolded_at=None, reply=None).exists()
    return bool(row.shared_at) and getattr(row, "readers", "group") == "group" and not folded


def here(group: int | None) -> frozenset[str]:
    """Who is in the group of this number; without one, it is the first."""
    first = Group.objects.earliest("pk").pk
    return IN if group in {None, first} else ASIDE


def of_the_group(label: str, row: Any, mine: frozenset[str]) -> frozenset[str]:
    """Its name, its promises, and what its people are called: whoever stands at its door knows some of it."""
    if label == "groups.Membership":
        known = here(row.group_id) | mine
        runs = row.role in Membership.RUNS or row.state != Membership.State.MEMBER
        return known | KNOCKING | {"host"} if runs and known & IN else known
    group = row.pk if label == "groups.Group" else row.group_id
    return here(group) | KNOCKING | {"host"} if here(group) == IN else ASIDE


@pytest.fixture
def lived(settings: LazySettings) -> Month:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    return month.live()


def received(lived: Month, role: str) -> Iterator[tuple[str, str]]:
    """Every page and answer this role can ask for: what was asked, and what came, headers too."""
    client = lived.here.clients[role]
    for row, path in lived.asked:
        if row.route in ENDS:
            continue
        headers = {"Accept": "application/json"} if row.said.get("json") else {}
        answer: Any = client.get(path, headers=headers)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code < 500, f"{path} as {role}"
        yield f"{row.name} ({answer.status_code})", f"{body.decode(errors='replace')} {dict(answer.headers)}"


def swept(lived: Month, roles: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Word -> role -> the first page on which they received it."""
    seen: dict[str, dict[str, str]] = defaultdict(dict)
    for role in roles:
        for where, text in received(lived, role):
            for word in lived.words:
                if word in text:
                    seen[word].setdefault(role, where)
    return seen


def test_nobody_receives_a_word_that_is_not_for_them(lived: Month, caplog: pytest.LogCaptureFixture) -> None:
    asked = pick(QUICK, tuple(ROLES), tuple(ROLES))
    with caplog.at_level(logging.DEBUG, logger="kith"), caplog.at_level(logging.INFO):
        seen = swept(lived, asked)
    wrong = [
        f"{role} read {name} {row.pk} on {where}"
        for word, (name, row) in lived.words.items()
        for role, where in seen[word].items()
        if role not in may_read(name, row, lived.roles) and (role, where.split()[0], name) not in ASKED_THEMSELVES
    ]
    assert wrong == []
    kept = "\n".join(f"{record.getMessage()} {record.args}" for record in caplog.records)
    assert [name for word, (name, _) in lived.words.items() if word in kept] == []
    for name in ("stories.Story.text", "stories.Reply.text", "library.Resource.why", "library.Strategy.how"):
        assert any("former-facilitator" in seen[word] for word, (field, _) in lived.words.items() if field == name), (
            name
        )


def test_every_field_that_holds_words_is_in_the_month(lived: Month) -> None:
    """A new field of words is swept from the day it is there."""
    there = {name for name, _ in lived.words.values()}
    assert sorted(set(month.FIELDS) - there - AWAY) == []


def test_the_sweep_bites(lived: Month) -> None:
    """What a member reads would be found if a stranger received it."""
    word = next(word for word, (name, _) in lived.words.items() if name == "library.Resource.why")
    lived.here.clients["stranger"] = lived.here.clients["former-facilitator"]
    assert "stranger" in swept(lived, ("stranger",))[word]


def test_p2_no_letter_holds_any_word_of_it(lived: Month, post: Post) -> None:
    """Every kind of notice there is, to everyone, by mail: no name, no group, no word, one recipient each."""
    who = lived.here.cy.person
    for kind in Notice.Kind:
        for row in (lived.here.meeting, lived.here.theirs):
            path = f"/{row._meta.model_name}/{row.ref}/" if isinstance(row, models.Model) else "/"
            Notice.objects.create(person=who, kind=kind, key=f"{kind}{path}", path=path, when=timezone.now())
    now = timezone.now()
    sorting.sort_due(now)
    carrying.carry_due(lambda: now, me="me")
    assert post.took
    assert [name for word, (name, _) in lived.words.items() if word in post.words] == []
    assert all(len(to) == 1 for to in post.to)
