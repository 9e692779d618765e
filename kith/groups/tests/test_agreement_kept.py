"""The agreement kept alive: who may propose, who adopts, and how a new version is read."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups import agreeing, proposing
from kith.groups.models import Proposal
from kith.kit.refusal import Refused
from kith.notices.models import Notice
from tests.cast import group, member

NEW = "I may pass, listen or leave.\nWhat is said here stays here.\nI come on time."


def propose(cast, by=None, text=NEW):
    return proposing.propose(cast.group, text=text, why="It helps.", by=by or cast.as_ben, now=timezone.now())


def test_a_proposal_is_read_by_who_wrote_it_and_who_runs_the_group_and_nobody_else(client, cast):
    one, cleo = propose(cast), member(cast.group, "Cleo")
    fay = member(group("Elsewhere"), "Fay", role="facilitator")
    url = reverse("groups:proposal", args=[cast.group.ref, one.ref])
    for who, status in ((cleo.person, 404), (fay.person, 404), (cast.charlie, 404), (cast.ben, 200), (cast.ana, 200)):
        client.force_login(who)
        assert client.get(url).status_code == status


def test_a_member_adopts_nothing_a_facilitator_does(client, cast):
    one = propose(cast)
    url = reverse("groups:proposal", args=[cast.group.ref, one.ref])
    client.force_login(cast.ben)
    client.post(url, {"do": "adopt", "answer": ""})
    assert cast.group.agreement.version == 1
    client.force_login(cast.ana)
    client.post(url, {"do": "adopt", "answer": "Gladly."})
    one.refresh_from_db()
    assert (cast.group.agreement.version, one.answer, one.adopted.version) == (2, "Gladly.", 2)
    assert Notice.objects.filter(person=cast.ben, kind="answered").exists()


def test_what_was_written_against_an_older_version_is_not_adopted_over_a_newer(cast):
    one = propose(cast)
    agreeing.adopt(cast.group, text="Something else.", by=cast.as_ana)
    with pytest.raises(Refused, match="moved_on"):
        proposing.adopt(one, answer="", by=cast.as_ana, now=timezone.now())
    proposing.answer_kindly(one, answer="We changed it already.", by=cast.as_ana, now=timezone.now())
    with pytest.raises(Refused, match="already_answered"):
        proposing.answer_kindly(one, answer="twice", by=cast.as_ana, now=timezone.now())


def test_the_same_words_or_none_are_no_proposal_and_a_second_takes_the_place_of_the_first(cast):
    for text, why in ((cast.group.agreement.text, "nothing_changed"), (" \n ", "no_clauses")):
        with pytest.raises(Refused, match=why):
            propose(cast, text=text)
    propose(cast)
    propose(cast, text=NEW + "\nI switch off the radio.")
    assert Proposal.objects.get().text.endswith("radio.")


def test_what_changed_is_shown_line_by_line(client, cast):
    one = propose(cast)
    client.force_login(cast.ana)
    page = client.get(reverse("groups:proposal", args=[cast.group.ref, one.ref])).content.decode()
    assert "<ins>I come on time.</ins>" in page and "<ins>I may pass" not in page


def test_only_its_author_takes_it_back(client, cast):
    one = propose(cast)
    url = reverse("groups:proposal", args=[cast.group.ref, one.ref])
    client.force_login(cast.ana)
    client.post(url, {"do": "take_back"})
    assert Proposal.objects.exists()
    client.force_login(cast.ben)
    client.post(url, {"do": "take_back"})
    assert not Proposal.objects.exists()


def test_only_who_runs_it_sees_who_has_not_read_the_new_version(client, cast):
    member(cast.group, "Cleo")
    agreeing.adopt(cast.group, text=NEW, by=cast.as_ana)
    url = reverse("groups:agreement", args=[cast.group.ref])
    client.force_login(cast.ben)
    assert "Cleo" not in client.get(url).content.decode()
    client.force_login(cast.ana)
    assert "Ben, Cleo" in client.get(url).content.decode()


@pytest.mark.deep
def test_a_new_version_is_read_at_the_next_visit_and_is_no_wall(client, cast):
    agreeing.adopt(cast.group, text=NEW, by=cast.as_ana)
    client.force_login(cast.ben)
    home = cast.group.get_absolute_url()
    page = client.get(home).content.decode()
    assert "Our agreement has changed" in page and "<ins>I come on time.</ins>" in page
    assert reverse("groups:leave", args=[cast.group.ref]) in page and "/tell/" in page and "/help/" in page
    for other in (f"{home}?later=1", reverse("groups:leave", args=[cast.group.ref]), "/help/", "/tell/"):
        assert "<ins>" not in client.get(other).content.decode()
    assert client.get(reverse("circle:room", args=[cast.meeting.ref])).status_code == 200
    client.post(reverse("groups:agree", args=[cast.group.ref, 2]))
    assert "Our agreement has changed" not in client.get(home).content.decode()


def test_each_member_hears_of_a_new_version_once_and_no_longer_when_it_is_read(cast):
    two = agreeing.adopt(cast.group, text=NEW, by=cast.as_ana)
    told = Notice.objects.standing().filter(kind="agreement")
    assert told.get().person == cast.ben
    agreeing.accept(two, by=cast.as_ben)
    assert not told.exists()
    agreeing.adopt(cast.group, text=NEW + "\nI rest.", by=cast.as_ana)
    agreeing.adopt(cast.group, text=NEW + "\nI sing.", by=cast.as_ana)
    assert told.count() == 1
