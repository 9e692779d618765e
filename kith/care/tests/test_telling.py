"""A telling never reaches the one it is about; everyone else it is for, it reaches in two presses."""

import re

import pytest
from django.test import Client

from kith.care import erasing
from kith.care.addressing import destination, standpoint
from kith.care.forms import TellForm
from kith.care.models import Telling
from kith.care.telling import settle, take, tell
from kith.care.words import Reason
from kith.groups.models import Membership
from kith.kit.refusal import Refused
from tests.cast import Cast, group, member, person

pytestmark = pytest.mark.django_db
RUNS = Membership.Role.FACILITATOR


@pytest.fixture
def dee(cast: Cast) -> Membership:
    return member(cast.group, "Dee", role=Membership.Role.CO_FACILITATOR)


@pytest.fixture
def host(cast: Cast) -> object:
    return person("hedda", is_host=True)


def signed_in(who: object) -> Client:
    client = Client()
    client.force_login(who)  # type: ignore[arg-type]
    return client


def press_send(client: Client, path: str, **typed: str) -> object:
    """Open the page and press Send, as a browser without script would."""
    page = client.get(path).content.decode()
    sent = dict(re.findall(r'name="(to)" value="([^"]+)"(?: id="[^"]+")? ?checked', page))
    sent |= dict(re.findall(r'type="hidden" name="(to)" value="([^"]+)"', page))
    return client.post(path, sent | typed)


def test_a_facilitator_never_reads_what_is_about_her_and_the_host_does(
    cast: Cast, dee: Membership, host: object
) -> None:
    told = tell(
        by=cast.ben, wish="facilitators", group=cast.group, about=cast.as_ana, where="circle", words="She shouts."
    )
    assert told.to == Telling.To.HOST
    for who in (cast.ana, dee.person, cast.charlie, cast.ben):
        assert not Telling.objects.readable_by(who).exists()
        assert signed_in(who).get(told.get_absolute_url()).status_code == 404
    assert signed_in(host).get(told.get_absolute_url()).status_code == 200


def test_about_a_member_it_reaches_the_facilitators_and_neither_him_nor_the_host(cast: Cast, host: object) -> None:
    cy = member(cast.group, "Cy")
    told = tell(
        by=cast.ben, wish="facilitators", group=cast.group, about=cy, where="", words="He wrote to me at night."
    )
    for who in (cy.person, host):
        assert signed_in(who).get(told.get_absolute_url()).status_code == 404
    assert signed_in(cast.ana).get(told.get_absolute_url()).status_code == 200


def test_the_one_it_is_about_does_not_read_it_after_becoming_a_facilitator(cast: Cast) -> None:
    cy = member(cast.group, "Cy")
    tell(by=cast.ben, wish="facilitators", group=cast.group, about=cy, where="", words="...")
    cy.role = RUNS
    cy.save()
    assert not Telling.objects.readable_by(cy.person).exists()
    assert Telling.objects.readable_by(cast.ana).exists()


def test_about_the_only_host_it_goes_to_the_facilitators_and_never_to_the_host(cast: Cast) -> None:
    hosting = member(cast.group, "Hal", person("hal", is_host=True))
    told = tell(by=cast.ben, wish="host", group=cast.group, about=hosting, where="", words="...")
    assert not Telling.objects.readable_by(hosting.person).exists()
    assert list(Telling.objects.readable_by(cast.ana)) == [told]


def test_when_nobody_else_could_read_it_that_is_said_and_nothing_is_kept(cast: Cast) -> None:
    with pytest.raises(Refused) as no:
        tell(by=cast.ben, wish="facilitators", group=cast.group, about=cast.as_ana, where="", words="...")
    assert no.value.reason == Reason.NOBODY_TO_TELL
    assert not Telling.objects.exists()
    page = signed_in(cast.ben).get(f"/tell/?about={cast.as_ana.ref}").content.decode()
    assert "The facilitators of" not in page


def test_a_facilitator_of_another_group_and_a_former_one_read_nothing(cast: Cast) -> None:
    elsewhere = member(group("Elsewhere"), "Eve", role=RUNS)
    former = member(cast.group, "Fay", role=RUNS, state=Membership.State.LEFT)
    tell(by=cast.ben, wish="facilitators", group=cast.group, about=None, where="", words="...")
    assert not Telling.objects.readable_by(elsewhere.person).exists()
    assert not Telling.objects.readable_by(former.person).exists()
    assert Telling.objects.readable_by(cast.ana).exists()


def test_two_presses_from_a_room_and_who_gets_it_is_on_the_page_before(cast: Cast, dee: Membership) -> None:
    client = signed_in(cast.ben)
    path = f"/tell/?where=circle&group={cast.group.ref}"
    assert "The facilitators of Walking with grief: Ana, Dee" in client.get(path).content.decode()
    assert press_send(client, path).status_code == 302  # type: ignore[attr-defined]
    told = Telling.objects.get()
    assert (told.by, told.group, told.to, told.where) == (cast.ben, cast.group, "facilitators", "circle")
    after = client.get("/tell/sent/").content.decode()
    assert "It is with Ana, Dee." in after or "It is with Dee, Ana." in after


def test_the_author_sees_that_it_was_seen_and_a_stranger_sees_nothing_of_it(cast: Cast) -> None:
    told = tell(by=cast.ben, wish="facilitators", group=cast.group, about=None, where="", words="secret words")
    assert "Nobody has said yet that they have it" in signed_in(cast.ben).get("/tell/sent/").content.decode()
    signed_in(cast.ana).post(told.get_absolute_url(), {"do": "take"})
    page = signed_in(cast.ben).get("/tell/sent/").content.decode()
    assert "Ana has seen it." in page
    assert "secret words" not in page
    assert "Ana" not in signed_in(cast.charlie).get("/tell/sent/").content.decode()


def test_signed_out_one_may_tell_the_host_only_and_in_words(cast: Cast, host: object) -> None:
    client = Client()
    path = f"/tell/?group={cast.group.ref}&about={cast.as_ana.ref}"
    page = client.get(path).content.decode()
    assert "Ana" not in page
    assert "Walking with grief" not in page
    refused = press_send(client, path)
    assert refused.status_code == 400  # type: ignore[attr-defined]
    assert "Please write a few words" in refused.content.decode()  # type: ignore[attr-defined]
    assert press_send(client, path, words="He frightens me").status_code == 302  # type: ignore[attr-defined]
    told = Telling.objects.get()
    assert (told.by, told.to, told.about) == (None, "host", cast.as_ana)
    assert client.post(path, {"to": cast.group.ref, "words": "x"}).status_code == 400


def test_a_link_to_nobody_looks_like_a_link_to_somebody(cast: Cast, host: object) -> None:
    real, unreal = (
        re.sub("csrfmiddlewaretoken.*?>", "", signed_in(cast.charlie).get(f"/tell/?about={ref}").content.decode())
        for ref in (cast.as_ana.ref, "2" * 17)
    )
    assert real == unreal


def test_the_page_does_not_tell_which_member_hosts(cast: Cast) -> None:
    cy, hosting = member(cast.group, "Cy"), member(cast.group, "Hal", person("hal", is_host=True))
    ways = [TellForm(at=standpoint(cast.ben, about=one.ref)).ways for one in (cy, hosting)]
    assert ways[0] == ways[1]


def test_someone_removed_may_tell_the_host_and_no_longer_the_facilitators(cast: Cast, host: object) -> None:
    gone = member(cast.group, "Gus", state=Membership.State.REMOVED)
    path = f"/tell/?group={cast.group.ref}"
    page = signed_in(gone.person).get(path).content.decode()
    assert "Ana" not in page
    assert press_send(signed_in(gone.person), path).status_code == 302  # type: ignore[attr-defined]
    assert Telling.objects.get().to == "host"


def test_the_names_one_may_choose_are_those_beside_oneself(cast: Cast) -> None:
    other = member(group("Elsewhere"), "Eve")
    form = TellForm({"to": cast.group.ref, "about": other.ref, "words": ""}, at=standpoint(cast.ben))
    assert not form.is_valid()
    assert "Eve" not in str(form)
    assert "Ana" in str(form)


def test_pressing_send_twice_tells_it_once(cast: Cast) -> None:
    facts = {"by": cast.ben, "wish": "facilitators", "group": cast.group, "about": None, "where": "", "words": "x"}
    assert tell(**facts) == tell(**facts)  # type: ignore[arg-type]
    assert Telling.objects.count() == 1


def test_a_flood_from_one_address_is_refused_kindly_and_members_still_get_through(cast: Cast, host: object) -> None:
    client = Client()
    answers = [client.post("/tell/", {"to": "host", "words": f"note {n}"}) for n in range(21)]
    assert [answer.status_code for answer in answers] == [302] * 20 + [400]
    assert "What you wrote is still here" in answers[-1].content.decode()
    assert "note 20" in answers[-1].content.decode()
    assert signed_in(cast.ben).post("/tell/", {"to": "host", "words": "me"}).status_code == 302


def test_who_takes_it_first_has_it_and_settling_twice_is_harmless(cast: Cast, dee: Membership) -> None:
    told = tell(by=cast.ben, wish="facilitators", group=cast.group, about=None, where="", words="x")
    take(told, by=cast.ana)
    first = settle(told, by=dee.person)
    again = settle(told, by=cast.ana)
    assert again.seen_by == cast.ana
    assert again.settled_at == first.settled_at


def test_erasing_a_person_takes_their_words_and_leaves_what_others_told(cast: Cast) -> None:
    cy = member(cast.group, "Cy")
    mine = tell(by=cast.ben, wish="facilitators", group=cast.group, about=cy, where="circle", words="my words")
    other = tell(by=cy.person, wish="facilitators", group=cast.group, about=cast.as_ben, where="", words="their words")
    erasing.forget(cast.ben)
    cast.ben.delete()
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.by, mine.words, mine.where, mine.about) == (None, "", "", cy)
    assert (other.words, other.about) == ("their words", None)


def test_a_suspended_host_is_not_named_as_someone_who_gets_it(cast: Cast, host: object) -> None:
    assert destination("host", group=None, about=None, by=cast.ben) == "host"
    host.suspended_at = cast.meeting.planned_at  # type: ignore[attr-defined]
    host.save()  # type: ignore[attr-defined]
    with pytest.raises(Refused):
        destination("host", group=None, about=None, by=cast.ben)
