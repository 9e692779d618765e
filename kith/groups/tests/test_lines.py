"""Small lines on a group's page: each to whom it belongs, soonest first, and one question however many apps add to them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kith.groups import lines, waits
from kith.groups.models import Membership, Proposal
from tests.cast import Cast

KINDS = [f"walk{n}" for n in range(4)]


def walks(kind: str) -> lines.Find:
    """Stands for an outing, or a few kind words: what Ben proposed, told to Ana and to Ben alone."""

    def find(me: Membership, now: datetime) -> lines.Rows:
        return lines.rows(Proposal.objects.filter(group=me.group_id), kind, name="text", more="by__pk")

    return find


def to_two(me: Membership) -> bool:
    return me.alias in {"Ana", "Ben"}


def say(me: Membership, row: lines.Row) -> lines.Line:
    return lines.Line(f"{row.name} for {me.alias} by {row.more}", f"/{row.ref}/", "See it")


@pytest.fixture
def told() -> Iterator[None]:
    for kind in KINDS:
        lines.tell(kind, find=walks(kind), say=say, when=to_two)
    yield
    for kind in KINDS:
        lines.take_away(kind)


def test_each_reads_what_is_theirs_and_another_member_nothing(client: Client, cast: Cast, told: None) -> None:
    one = Proposal.objects.create(group=cast.group, by=cast.as_ben, text="A walk by the river.")
    page = cast.group.get_absolute_url()
    Membership.objects.filter(pk=cast.as_ana.pk).update(alias="Anouk")
    client.force_login(cast.ana)
    assert "A walk by the river. for" not in client.get(page).text
    client.force_login(cast.ben)
    shown = client.get(page).text
    assert f"A walk by the river. for Ben by {cast.as_ben.pk}" in shown and f'href="/{one.ref}/"' in shown


def test_soonest_first_in_one_question_for_all_kinds(cast: Cast, told: None, django_assert_num_queries) -> None:
    now = timezone.now()
    for n, words in enumerate(["second", "first"]):
        Proposal.objects.create(group=cast.group, by=cast.as_ben, text=words, at=now - timedelta(hours=n))
    me = Membership.objects.select_related("person", "group").get(pk=cast.as_ana.pk)
    with django_assert_num_queries(1):
        found = [line.words.split()[0] for line in lines.told(me)]
        assert [row.name for row in lines.of(me, KINDS[0])] == ["first", "second"]
        assert len(waits.for_who_runs(me)) == 2
    assert found == ["first"] * 4 + ["second"] * 4


def test_what_finds_a_line_knows_who_is_asked_about_and_nothing_else_of_them(cast: Cast) -> None:
    """The question is known by heart: what a member is like may not stand in it, or it would for whoever asks after them."""

    def find(me: Membership, now: datetime) -> lines.Rows:
        return lines.rows(Proposal.objects.filter(group=me.group_id, text=me.alias), "nosy", name="text")

    lines.tell("nosy", find=find, say=say)
    try:
        with pytest.raises(Membership.DoesNotExist):
            lines.told(cast.as_ana)
    finally:
        lines.take_away("nosy")


def test_a_long_list_is_cut_in_the_question_itself(cast: Cast) -> None:
    for n in range(3):
        Proposal.objects.create(group=cast.group, by=cast.as_ben, text=f"{n}")
    few = lines.first(Proposal.objects.order_by("-pk"), 2)
    assert {one.text for one in few} == {"1", "2"}
