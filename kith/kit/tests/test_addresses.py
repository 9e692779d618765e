"""Who asks by heart is told what Django says: of every page there is, and of what is none."""

import re
from collections.abc import Iterator

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import NoReverseMatch, get_resolver, get_script_prefix, reverse, set_script_prefix
from django.utils import translation

from kith.kit import addresses
from kith.kit.refs import new_ref


def names(resolver: object = None, before: str = "") -> Iterator[str]:
    found = resolver or get_resolver()
    yield from (before + key for key in found.reverse_dict if isinstance(key, str))  # type: ignore[attr-defined]
    for name, (_path, inner) in found.namespace_dict.items():  # type: ignore[attr-defined]
        yield from names(inner, f"{before}{name}:")


def said(words: str, **facts: object) -> str:
    """As a page says it: with a request of its own."""
    page = engines["django"].from_string(words)
    return page.render(facts, RequestFactory().get("/"))


def django_says(name: str, refs: list[str]) -> str | None:
    try:
        return reverse(name, args=refs)
    except NoReverseMatch:
        return None


def test_every_address_is_the_one_that_django_says() -> None:
    every = sorted(set(names()))
    assert len(every) > 150
    known = 0
    for name in every:
        for many in range(4):
            refs = [new_ref() for _ in range(many)]
            by_heart = addresses.by_heart(name, tuple(refs))
            assert by_heart in (None, django_says(name, refs)), name
            known += by_heart is not None
    assert known > 150, "and nearly all of them are known"


@pytest.mark.parametrize("ref", ("a/b", "Ab", "a b", "", "ä", "<b>", 'a"', "a&b", 12, None))
def test_what_is_not_like_a_ref_is_left_to_django(ref: object) -> None:
    assert addresses.by_heart("stories:story", (ref,)) is None


def test_what_is_no_page_is_refused_as_ever() -> None:
    for name, refs in (("stories:none", ()), ("stories:story", ()), ("site:home", ("a",))):
        with pytest.raises(NoReverseMatch):
            addresses.at(name, *refs)
        with pytest.raises(NoReverseMatch):
            said("{% url name " + " ".join(f'"{ref}"' for ref in refs) + " %}", name=name)


def test_kith_under_a_path_of_its_own() -> None:
    plain = addresses.at("stories:story", "abc")
    before = get_script_prefix()
    try:
        set_script_prefix("/kith/")
        assert addresses.at("stories:story", "abc") == f"/kith{plain}" == said("{% url 'stories:story' 'abc' %}")
    finally:
        set_script_prefix(before)
    assert addresses.at("stories:story", "abc") == plain


def test_a_sentence_is_said_in_the_language_of_the_moment() -> None:
    page = engines["django"].from_string("{% translate 'Yes' %}, 100%% {% translate word %}")
    with translation.override("de"):
        assert page.render({"word": "No"}) == "Ja, 100%% Nein"
    with translation.override("en"):
        assert page.render({"word": "No"}) == "Yes, 100%% No"
        assert said("{% translate 'Yes' as it %}{{ it|upper }} {% translate '100% <b>' %}") == "YES 100% <b>"


def test_no_app_is_there_twice_under_two_names() -> None:
    """Then which one is meant would depend on the page, and could not be known by heart."""
    apps = [key for inner in get_resolver().app_dict.values() for key in inner]
    assert len(apps) == len(set(apps)) and all(re.fullmatch("[a-z_]+", app) for app in apps)
