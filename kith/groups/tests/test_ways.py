"""Ways to give: only those who facilitate learn who would be willing, and the way back is as short as the way there."""

import pytest
from django.test import Client

from kith.groups import leaving, roles
from kith.groups.models import Membership, Willing
from kith.people.models import Person
from tests.cast import Cast, member

pytestmark = pytest.mark.django_db


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def page(cast: Cast, more: str = "give/") -> str:
    return f"/groups/{cast.group.ref}/{more}"


def main(cast: Cast, who: Membership, more: str = "give/") -> str:
    return signed_in(who.person).get(page(cast, more)).content.decode().split("<main")[1]


def test_only_those_who_facilitate_see_who_would_be_willing(cast: Cast) -> None:
    cy = member(cast.group, "Cy")
    assert signed_in(cast.charlie).post(page(cast, "give/greet/")).status_code == 404
    for what in ("greet", "co_facilitate", "facilitate", "read"):
        assert signed_in(cast.ben).post(page(cast, f"give/{what}/")).status_code == 302
    seen = main(cast, cast.as_ana, "members/")
    assert (
        "Would be willing to greet: Ben" in seen
        and "To co-facilitate: Ben" in seen
        and "To facilitate: Ben" in seen
        and "To read aloud: Ben" in seen
    )
    assert signed_in(cy.person).get(page(cast, "members/")).status_code == 404
    assert "Ben" not in main(cast, cy) and "You said you would" not in main(cast, cy)
    assert "You said you would" in main(cast, cast.as_ben)


def test_rather_not_any_more_and_it_is_as_before(cast: Cast) -> None:
    before = main(cast, cast.as_ana, "members/").count("Ben")
    signed_in(cast.ben).post(page(cast, "give/greet/"))
    signed_in(cast.ben).post(page(cast, "give/greet/"))
    assert Willing.objects.count() == 1 and main(cast, cast.as_ana, "members/").count("Ben") == before + 1
    signed_in(cast.ben).post(page(cast, "give/greet/"), {"off": "1"})
    assert not Willing.objects.exists()
    assert signed_in(cast.ben).post(page(cast, "give/host/")).status_code == 404


def test_who_does_it_already_is_not_asked_and_who_goes_is_not_kept(cast: Cast) -> None:
    for what in ("greet", "co_facilitate"):
        signed_in(cast.ben).post(page(cast, f"give/{what}/"))
    roles.give(cast.as_ben, role="co_facilitator", by=cast.as_ana)
    roles.choose_greeter(cast.group, greeter=cast.as_ben, by=cast.as_ana)
    seen = main(cast, cast.as_ana, "members/")
    assert "To co-facilitate: Ben" not in seen and "willing to greet: Ben" not in seen
    assert main(cast, Membership.objects.get(pk=cast.as_ben.pk)).count("You do this now.") == 2
    leaving.leave(by=Membership.objects.get(pk=cast.as_ben.pk))
    assert not Willing.objects.exists()


def test_who_is_alongside_someone_is_there_for_that_one(cast: Cast) -> None:
    beside = member(cast.group, "Kay", alongside_of=cast.as_ben)
    signed_in(beside.person).post(page(cast, "give/greet/"))
    assert not Willing.objects.exists() and "be willing</button>" not in main(cast, beside)
