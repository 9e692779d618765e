"""Themes: a small tree that only the host keeps."""

import pytest
from django.test import Client
from django.utils import timezone

from kith.finding import themes
from kith.finding.models import Words
from kith.finding.tests.finding import listed
from kith.groups.models import Theme
from kith.kit.refusal import Refused
from kith.people.models import Person
from tests.cast import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def host() -> Person:
    return person("hedda", is_host=True)


def browser(who: Person | None) -> Client:
    client = Client()
    if who:
        client.force_login(who)
    return client


def test_only_the_host_sees_or_changes_them(host: Person) -> None:
    tea = Theme.objects.create(name="Tea")
    for path in ("/host/themes/", f"/host/themes/{tea.ref}/"):
        assert browser(None).get(path).status_code == 302
        assert browser(person(f"charlie{len(path)}")).get(path).status_code == 404
        assert browser(host).get(path).status_code == 200
    stranger = browser(person("dan"))
    assert stranger.post(f"/host/themes/{tea.ref}/remove/").status_code == 404
    assert Theme.objects.filter(pk=tea.pk).exists()
    assert browser(host).post(f"/host/themes/{tea.ref}/remove/").status_code == 302
    assert not Theme.objects.filter(pk=tea.pk).exists()


def test_a_new_kith_has_some_to_begin_with() -> None:
    tree = themes.Tree.of()
    assert len(tree.branches) == 8
    assert sum(len(branch.within) for branch in tree.branches) >= 40


def test_they_are_added_renamed_moved_and_put_in_order(host: Person) -> None:
    client = browser(host)
    Theme.objects.all().delete()
    client.post("/host/themes/", {"name": "Loss", "under": ""})
    client.post("/host/themes/", {"name": "Other", "under": ""})
    loss = Theme.objects.get(name="Loss")
    for name in ("A parent", "A friend"):
        client.post("/host/themes/", {"name": name, "under": loss.ref})
    friend = Theme.objects.get(name="A friend")
    client.post(f"/host/themes/{friend.ref}/step/", {"to": "up"})
    client.post(f"/host/themes/{friend.ref}/step/", {"to": "up"})
    assert [theme.name for theme in themes.Tree.of().branches[0].within] == ["A friend", "A parent"]
    client.post(f"/host/themes/{friend.ref}/", {"name": "A dear friend", "under": Theme.objects.get(name="Other").ref})
    assert [[theme.name for theme in branch.within] for branch in themes.Tree.of().branches] == [
        ["A parent"],
        ["A dear friend"],
    ]


def test_never_a_third_step_and_none_goes_while_others_stand_under_it(host: Person) -> None:
    broad, other = Theme.objects.create(name="Broad"), Theme.objects.create(name="Other")
    leaf = Theme.objects.create(name="Leaf", under=broad)
    with pytest.raises(Refused):
        themes.add(name="x", under=leaf, by=host)
    with pytest.raises(Refused):
        themes.change(broad, name="Broad", under=other, by=host)
    with pytest.raises(Refused):
        themes.change(broad, name="Broad", under=broad, by=host)
    with pytest.raises(Refused):
        themes.remove(broad, by=host)
    answer = browser(host).post(f"/host/themes/{broad.ref}/remove/", follow=True)
    assert "Other themes stand under it" in answer.content.decode()
    themes.remove(leaf, by=host)
    themes.remove(broad, by=host)


def test_removing_says_how_many_groups_are_about_it_and_leaves_them_there(host: Person) -> None:
    broad = Theme.objects.create(name="Broad")
    leaf = Theme.objects.create(name="Leaf", under=broad)
    one = listed("One", theme=leaf)
    listed("Two", theme=leaf, listed_at=None)
    listed("Three", theme=broad)
    assert "Groups about it: 3" in browser(host).get(f"/host/themes/{broad.ref}/").content.decode()
    assert "Groups about it: 2" in browser(host).get(f"/host/themes/{leaf.ref}/").content.decode()
    themes.remove(leaf, by=host)
    one.refresh_from_db()
    assert list(one.themes.all()) == []


def test_groups_are_found_by_a_themes_new_name(host: Person, django_capture_on_commit_callbacks) -> None:
    broad = Theme.objects.create(name="Broad")
    leaf = Theme.objects.create(name="Leaf", under=broad)
    one = listed("One", theme=leaf)
    with django_capture_on_commit_callbacks(execute=True):
        themes.change(broad, name="Lighthouses", under=None, by=host)
    assert "lighthouses" in Words.objects.get(group=one).text.split()
    with django_capture_on_commit_callbacks(execute=True):
        themes.remove(leaf, by=host)
    assert "leaf" not in Words.objects.get(group=one).text.split()
    assert timezone.now()


def test_the_page_asks_as_much_for_many_themes_as_for_few(host: Person, django_assert_max_num_queries) -> None:
    client = browser(host)
    with django_assert_max_num_queries(8):
        assert client.get("/host/themes/").status_code == 200
