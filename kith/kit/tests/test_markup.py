"""What may not come through comes first."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.kit import markup
from kith.kit.markup import html, plain

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![a](https://elsewhere.example/x.png)",
    "[a](javascript:alert(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "<svg/onload=alert(1)>",
    "<a href='https://x.example' onclick='alert(1)'>x</a>",
    "<style>p{}</style>",
    "<iframe src=https://elsewhere.example></iframe>",
    "[a](vbscript:x)",
    "<https://elsewhere.example>",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_script_no_picture_and_no_tag_of_ones_own(payload: str) -> None:
    made = html(payload)
    for tag in ("<script", "<img", "<svg", "<style", "<iframe", 'href="javascript', 'href="data', 'href="vbscript'):
        assert tag not in made.lower()
    assert "onclick=" not in made or "&lt;a" in made


@given(st.text(max_size=400))
def test_any_text_is_taken_and_only_a_handful_of_tags_come_out(text: str) -> None:
    tags = {tag.lower() for tag in re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)", html(text))}
    assert tags <= {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "hr", "a"}
    plain(text)


def test_what_people_write_looks_as_they_meant_it() -> None:
    assert html("One *word*,\ntwo **words**.") == "<p>One <em>word</em>,<br>\ntwo <strong>words</strong>.</p>\n"
    assert html("- tea\n- toast") == "<ul>\n<li>tea</li>\n<li>toast</li>\n</ul>\n"
    assert html("> she said") == "<blockquote>\n<p>she said</p>\n</blockquote>\n"
    assert html("# not a heading") == "<p># not a heading</p>\n"
    link = html("[here](https://kith.example)")
    assert link == '<p><a href="https://kith.example" rel="noopener noreferrer nofollow">here</a></p>\n'


def test_without_marks_it_is_only_words() -> None:
    assert plain("One *word* & <b>two</b>\n\n- three") == "One word & <b>two</b> three"
    assert plain("a b c d", words=2) == "a b …"


def test_however_deep_it_is_nested_it_comes_out() -> None:
    assert html(">" * 20_000 + "[" * 20_000 + "*" * 20_000).startswith("<blockquote>")


ORDINARY = st.text(st.sampled_from("aé7 \n.-'\"’(…"), max_size=40) | st.text(st.sampled_from("a1.)- \n"), max_size=12)


@settings(max_examples=300)
@given(ORDINARY | st.text(max_size=30))
def test_the_short_way_for_ordinary_words_comes_to_the_same(text: str) -> None:
    assert html(text) == markup._marked(text)
    assert plain(text) == " ".join(markup._bare(text).split())


def test_the_short_way_is_taken_by_ordinary_words_alone() -> None:
    assert not markup.SIGN.search("He said: “No.” (Twice!)\n\nThat's it, at 7 – or so.")
    for sign in "*_[]<>&`\\#+~|=\x00\t\u00a0\u202e":
        assert markup.SIGN.search(f"a {sign} b"), sign
    assert markup.SIGN.search("a\n- b") and markup.SIGN.search("a\n  1. b")
