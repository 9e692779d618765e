"""Founding a group, its agreement and its versions, keeping apart; and that odd input is met with words."""

import pytest
from django.urls import reverse

from kith.groups import agreeing
from kith.groups.models import Agreement, Group, Membership
from kith.people.models import Apart
from tests.cast import member

LONG = "W" * 40


def found(client, **typed):
    new = {"name": "Walking", "about": "", "zone": "Europe/Dublin", "alias": "Rowan", "agreement": "I may pass."}
    return client.post(reverse("groups:new"), new | typed)


def test_whoever_founds_a_group_facilitates_greets_and_has_said_yes(client, cast):
    client.force_login(cast.charlie)
    assert found(client).status_code == 302
    made = Group.objects.get(name="Walking")
    me = made.memberships.get()
    assert (me.alias, me.role, made.greeter, me.has_said_yes(made.agreement)) == ("Rowan", "facilitator", me, True)


def test_the_usual_agreement_is_offered_to_be_changed(client, cast):
    client.force_login(cast.charlie)
    assert agreeing.usual().splitlines()[0] in client.get(reverse("groups:new")).content.decode()


ODD = [
    {"name": ""},
    {"name": "x" * 81},
    {"zone": "Mars/Olympus"},
    {"zone": ""},
    {"alias": "\u200b\u202e"},
    {"alias": ""},
    {"alias": "x" * 41},
    {"agreement": " \n \n"},
    {"agreement": "x" * 4001},
    {"about": "x" * 301},
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: f"{next(iter(odd))}-{len(next(iter(odd.values())))}")
def test_odd_input_is_met_with_words_keeps_what_was_typed_and_changes_nothing(client, cast, odd):
    client.force_login(cast.charlie)
    page = found(client, about="For us", **odd) if "about" not in odd else found(client, **odd)
    assert page.status_code == 200 and "errorlist" in page.content.decode()
    assert "name" in odd or 'value="Walking"' in page.content.decode()
    assert Group.objects.count() == 1


@pytest.mark.parametrize("odd", ["a\x00b", "\ud800", "<script>alert(1)</script>", "\u202eabc", "🫖" * 20])
def test_nothing_typed_breaks_a_page(client, cast, odd):
    client.force_login(cast.charlie)
    typed = odd.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    page = found(client, name=typed, about=typed, alias=typed, agreement=typed)
    assert page.status_code in (200, 302, 400)
    for made in Group.objects.exclude(pk=cast.group.pk):
        shown = client.get(made.get_absolute_url())
        assert shown.status_code == 200 and b"<script>alert" not in shown.content


def test_a_new_version_is_asked_of_everyone_once_and_the_old_one_stays_readable(client, cast):
    client.force_login(cast.ana)
    client.post(reverse("groups:agreement_edit", args=[cast.group.ref]), {"text": "New promise"})
    assert "keep these</button>" not in client.get(cast.group.get_absolute_url()).content.decode()
    client.force_login(cast.ben)
    page = client.get(cast.group.get_absolute_url()).content.decode()
    assert "Our agreement has changed" in page and "New promise" in page
    client.post(reverse("groups:agree", args=[cast.group.ref, 2]))
    client.post(reverse("groups:agree", args=[cast.group.ref, 2]))
    assert "has changed" not in client.get(cast.group.get_absolute_url()).content.decode()
    versions = client.get(reverse("groups:agreement", args=[cast.group.ref])).content.decode()
    assert "New promise" in versions and "I may pass, listen or leave." in versions
    assert cast.as_ben.acceptances.count() == 2


@pytest.mark.parametrize("version", ["0", "2", "9" * 30])
def test_a_version_that_is_not_there_is_nothing(client, cast, version):
    client.force_login(cast.ben)
    url = f"{cast.group.get_absolute_url()}agreement/{version}/yes/"
    assert client.post(url).status_code == 404
    assert client.post(reverse("groups:agree", args=[cast.group.ref, 1])).status_code == 302


def test_the_same_words_again_are_no_new_version(cast):
    text = cast.group.agreement.text
    assert agreeing.adopt(cast.group, text=f"\n{text}\n\n", by=cast.as_ana).version == 1
    assert Agreement.objects.count() == 1


def test_who_is_kept_apart_is_known_to_one_person_only(client, cast):
    url = reverse("groups:apart", args=[cast.group.ref])
    client.force_login(cast.ana)
    before = client.get(url).content, client.get(reverse("groups:members", args=[cast.group.ref])).content
    client.force_login(cast.ben)
    client.post(reverse("groups:apart_choose", args=[cast.group.ref, cast.as_ana.ref]), {"wish": "unsafe"})
    assert "You said you are not safe" in client.get(url).content.decode()
    client.force_login(cast.ana)
    after = client.get(url).content, client.get(reverse("groups:members", args=[cast.group.ref])).content
    assert [without_tokens(page) for page in before] == [without_tokens(page) for page in after]


def without_tokens(page):
    return [line for line in page.decode().splitlines() if "csrfmiddlewaretoken" not in line]


def test_a_wish_to_be_apart_is_one_at_a_time_and_can_be_taken_back(client, cast):
    client.force_login(cast.ben)
    url = reverse("groups:apart_choose", args=[cast.group.ref, cast.as_ana.ref])
    for wish, left in (("block", ["block"]), ("unsafe", ["unsafe"]), ("odd", ["unsafe"]), ("none", [])):
        client.post(url, {"wish": wish})
        assert list(Apart.objects.values_list("kind", flat=True)) == left
    assert client.post(reverse("groups:apart_choose", args=[cast.group.ref, cast.as_ben.ref])).status_code == 404


@pytest.mark.deep
@pytest.mark.parametrize("name", ["group", "agreement", "members", "apart", "invitations"])
def test_queries_do_not_grow_with_the_group(client, cast, name, django_assert_max_num_queries):
    for n in range(12):
        member(cast.group, f"{LONG[:36]}{n}", role="member" if n else "co_facilitator")
    client.force_login(cast.ana)
    with django_assert_max_num_queries(10):
        assert client.get(reverse(f"groups:{name}", args=[cast.group.ref])).status_code == 200


def test_the_page_tells_a_facilitator_first_who_needs_them_and_a_member_nothing_of_it(client, cast):
    cast.meeting.delete()
    client.force_login(cast.ana)
    page = client.get(cast.group.get_absolute_url()).content.decode()
    assert "Who needs me" in page and "No meeting is planned." in page and "Add a second step" in page
    client.force_login(cast.ben)
    page = client.get(cast.group.get_absolute_url()).content.decode()
    assert "Who needs me" not in page and "You are <strong>Ben</strong> here." in page


def test_a_facilitator_changes_the_groups_words(client, cast):
    client.force_login(cast.ana)
    url = reverse("groups:edit", args=[cast.group.ref])
    assert client.post(url, {"name": "", "about": "kept", "zone": "UTC"}).status_code == 200
    door = {"language": "en", "door": "invitation", "capacity": 10}
    client.post(url, {"name": "New name", "about": "", "zone": "Europe/Dublin"} | door)
    cast.group.refresh_from_db()
    assert (cast.group.name, cast.group.zone) == ("New name", "Europe/Dublin")
    assert Membership.objects.count() == 2
