"""Whatever someone types is only ever words; both databases find the same."""

import string

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kith.finding import searching
from kith.finding.models import Words
from kith.finding.searching import Asked, asked, holding, tokens
from kith.finding.tests.finding import listed
from tests.cast import group

NASTY = (
    *(
        '"',
        '""',
        "'",
        "a' OR '1'='1",
        'a" OR text:b',
        "AND",
        "OR NOT",
        "NEAR(a b)",
        "a*",
        "*",
        "^a",
        "-a",
        "a:b",
        "(",
        ")",
    ),
    *(
        "\\",
        "'a':*",
        "a & b | !c",
        "<->",
        "💔",
        "👩‍👩‍👧",
        "\u202eabc",
        "ÅÄÖ",
        "ß",
        "İ",
        "𝔊𝔯𝔦𝔢𝔣",
        "悲しみ",
        "سوگ",
        "ไม่มี",
    ),
    *(
        "\ud800",
        "_",
        "lang_en",
        "x" * 10_000,
        "y " * 5_000,
        "  ",
        "\t\n",
        "%",
        "%s %(a)s",
        "{}",
        "seat_free",
        "a'b''c",
        "--",
    ),
)


def found(typed: str, **more: object) -> set[str]:
    what = asked(typed, **more)  # type: ignore[arg-type]
    return set(Words.objects.filter(pk__in=holding(what)).values_list("group__name", flat=True)) if what else set()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", NASTY)
def test_no_question_is_too_strange(typed: str) -> None:
    listed("Plain")
    found(typed)
    found(typed, any_of=True)
    try:
        typed.encode()
    except UnicodeEncodeError:
        return
    assert Client().get("/find/", {"words": typed}).status_code == 200


@pytest.mark.django_db
def test_a_null_byte_gets_a_kind_word() -> None:
    assert Client().get("/find/?words=a%00b").status_code == 400


@pytest.mark.django_db
def test_marks_cannot_be_typed() -> None:
    listed("Plain", language="en")
    assert found("", marks=["lang_en"]) == {"Plain"}
    assert found("lang_en") == set()


@pytest.mark.django_db
def test_words_are_found_without_accents_case_or_apostrophes_and_the_last_one_by_its_beginning() -> None:
    listed("Zoë's Café for l'été", about="Pour ceux qui ont perdu quelqu’un")
    for typed in ("zoe", "ZOËS", "zoe's", "cafe", "CAFÉ pour", "caf", "lete", "quelquun", "perd"):
        assert found(typed), typed
    for typed in ("oes", "caf pour", "tea", "cafe tea"):
        assert not found(typed), typed
    assert found("tea cafe", any_of=True)


@pytest.mark.django_db
def test_every_word_is_asked_for_but_short_ones_beside_longer() -> None:
    listed("Grief in the evening")
    listed("Evening walk")
    assert found("a walk of evening") == {"Evening walk"}
    assert found("evening") == {"Grief in the evening", "Evening walk"}


@pytest.mark.django_db
def test_writing_without_blanks_is_found_by_a_part() -> None:
    listed("悲しみの会")
    assert found("悲しみ")
    assert found("会")
    assert not found("喜")


@pytest.mark.django_db
def test_a_change_of_text_leaves_nothing_of_the_old_one() -> None:
    one = listed("Old name")
    one.name = "New name"
    one.save()
    from django.utils import timezone

    from kith.finding import indexing

    indexing.index([one.pk], now=timezone.now())
    assert found("new") == {"New name"}
    assert found("old") == set()


class Whatever(TestCase):
    @settings(deadline=None, max_examples=60)
    @given(st.text(max_size=60), st.text(alphabet=string.printable, max_size=60))
    @pytest.mark.deep
    def test_what_a_group_says_is_found_by_its_own_words_and_any_question_is_answered(
        self, said: str, typed: str
    ) -> None:
        one = group("x")
        Words.objects.update_or_create(pk=one.pk, defaults={"text": searching.text_of([said, typed])})
        for text in (said, typed):
            if what := asked(text):
                assert one.pk in holding(what)
                assert one.pk in holding(Asked(what.words, (), any_of=True))
        Words.objects.all().delete()


@given(st.text())
def test_tokens_are_plain_and_stay_what_they_are(text: str) -> None:
    found = tokens(text)
    assert all(token and not set(token) & set(" _'\"*\\:()") for token in found)
    assert all(len(token) <= searching.TOKEN for token in found)
