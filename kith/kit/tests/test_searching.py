"""The line of what was found: some words around the first that was looked for, each of those alone."""

from datetime import UTC, datetime

from kith.kit.searching import Found, around

SAID = "the bench by the lake where we sat when he could still walk that far"


def test_what_was_looked_for_stands_alone_and_the_rest_in_runs() -> None:
    assert around("We sat by the Lake, still.", ("lake",)) == [
        ("We sat by the", False),
        ("Lake,", True),
        ("still.", False),
    ]
    assert around("lake lakeside lak", ("lake",)) == [("lake", True), ("lakeside", True), ("lak", False)]
    assert around("walked by the walker", ("walk", "the")) == [("walked by", False), ("the", True), ("walker", False)]


def test_where_nothing_is_found_the_first_words_stand() -> None:
    for words in ((), ("nothing",)):
        assert around(SAID, words) == [(SAID, False)]
        assert around(SAID, words, before=2, after=3) == [("the bench by the lake", False), ("…", False)]


def test_it_is_cut_on_both_sides_and_says_so() -> None:
    cut = [("…", False), ("sat when", False), ("he", True), ("could still", False), ("…", False)]
    assert around(SAID, ("he",), before=2, after=3) == cut
    assert around("", ("he",)) == []


def test_every_word_of_a_snippet_is_escaped_also_the_marked_ones() -> None:
    found = Found(datetime(2026, 1, 1, tzinfo=UTC), "a story", "/", "t", "Ana", "Home", '5 < 6 lake&co "so"', ("lake",))
    assert found.snippet() == "5 &lt; 6 <mark>lake&amp;co</mark> &quot;so&quot;"
