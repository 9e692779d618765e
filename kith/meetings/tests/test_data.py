"""The formats, prompts and promises Kith comes with: kind, plain, and adding up."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

KITH = Path(__file__).resolve().parents[2]
FORMATS = tomllib.loads((KITH / "meetings/data/formats.toml").read_text("utf-8"))["format"]
LIBRARY = tomllib.loads((KITH / "meetings/data/prompts.toml").read_text("utf-8"))
PROMPTS = LIBRARY["prompt"]
AGREEMENT = (KITH / "groups/data/agreement.txt").read_text("utf-8").splitlines()
HELP = tomllib.loads((KITH / "site/data/help.toml").read_text("utf-8"))

MODES = {"talk", "reading", "round", "floor", "pairs", "silence", "empathy", "writing", "closing"}
DEPTHS = {"light", "middle", "deep"}
KEYS = ["council", "guided-discussion", "check-in", "empathy", "keepsakes", "commitments", "remembering", "two-chairs"]
THEMES = ["any", "grief", "anxiety", "low-mood", "recovery", "caring", "illness", "loneliness", "work", "family"]
THEMES += ["change", "hope", "body-and-rest", "identity"]
BANNED = re.compile(
    r"\b(?:users?|contents?|posts?|posted|followers?|scores?|streaks?|leads?|tickets?|patients?|an? like|likes)\b", re.I
)

each_format = pytest.mark.parametrize("order", FORMATS, ids=lambda order: order["key"])


def syllables(word):
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", word))
    silent_e = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[aeiouy]le$", word)
    return max(1, groups - bool(silent_e))


def grade(text):
    """Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    words = re.findall(r"[A-Za-z0-9’']+", text)
    sentences = max(1, len(re.findall(r"[.?:]+(?:[”\s]|$)", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def sentences_in(value):
    """Every string in nested data, one by one."""
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in inside for text in sentences_in(part)]


def parts_with(mode):
    return [part for order in FORMATS for part in order["parts"] if part["mode"] == mode]


def test_the_ruler_tells_plain_words_from_long_ones():
    assert grade("The cat sat on the mat.") < 1
    assert grade("Institutional considerations necessitate interdisciplinary deliberation.") > 20


def test_the_eight_formats_are_there_once_each():
    assert [order["key"] for order in FORMATS] == KEYS


@each_format
def test_the_parts_add_up_to_the_meeting(order):
    assert all(isinstance(part["minutes"], int) and part["minutes"] >= 1 for part in order["parts"])
    assert sum(part["minutes"] for part in order["parts"]) == order["minutes"]
    assert order["minutes"] in ({45, 60} if order["key"] == "two-chairs" else range(60, 91))


@each_format
def test_a_meeting_arrives_reads_its_agreement_and_closes_once(order):
    modes = [part["mode"] for part in order["parts"]]
    assert modes[:2] == ["talk", "reading"]
    assert modes.index("closing") == len(modes) - 1
    assert 5 <= order["parts"][-1]["minutes"] <= 10


@each_format
def test_a_part_says_all_that_its_screens_need(order):
    for part in order["parts"]:
        assert part["mode"] in MODES
        assert part["name"] and part["first_time"]
        assert 1 <= len(re.findall(r"[.?](?=\s|$|”)", part["script"])) <= 4
        assert not {"prompt", "prompt_depth"} <= part.keys()
    keys = [part["key"] for part in order["parts"]]
    assert len(keys) == len(set(keys))


@each_format
def test_a_format_asks_the_library_once_at_most(order):
    asking = [part for part in order["parts"] if part.get("asks")]
    assert len(asking) <= 1
    assert all(part["prompt_depth"] in DEPTHS for part in asking)
    assert all(part.get("asks") for part in order["parts"] if "prompt_depth" in part)


@each_format
def test_seats_make_sense(order):
    fewest, most = order["seats"]
    assert 2 <= fewest <= most <= 12


def test_only_remembering_keeps_a_seat_empty():
    assert [order["key"] for order in FORMATS if order.get("empty_seat")] == ["remembering"]


def test_silence_asks_for_no_words_and_speaking_parts_have_a_soft_length():
    assert not [part for part in parts_with("silence") if "prompt" in part or "share" in part]
    speaking = parts_with("round") + parts_with("floor") + parts_with("empathy")
    assert all(1 <= part["share"] <= part["minutes"] for part in speaking)


def test_guided_discussion_runs_as_the_product_says():
    guided = next(order for order in FORMATS if order["key"] == "guided-discussion")
    assert [(part["mode"], part["minutes"]) for part in guided["parts"]] == [
        ("talk", 5), ("reading", 3), ("round", 12), ("floor", 30), ("talk", 10), ("round", 8), ("closing", 7),
    ]  # fmt: skip


def test_there_are_enough_prompts_and_no_key_twice():
    assert len(PROMPTS) >= 96
    keys = [prompt["key"] for prompt in PROMPTS]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", key) for key in keys)


def test_no_two_prompts_ask_the_same():
    asked = [prompt["text"] for prompt in PROMPTS] + [prompt["lighter"] for prompt in PROMPTS]
    assert [text for text, times in Counter(asked).items() if times > 1] == []


def test_the_lighter_door_is_another_question():
    for prompt in PROMPTS:
        assert prompt["text"].endswith("?") and prompt["lighter"].endswith("?")
        assert grade(prompt["lighter"]) <= 8


def test_prompts_never_ask_why_or_for_what_others_should_do():
    asked = " ".join(prompt["text"] + " " + prompt["lighter"] for prompt in PROMPTS).lower()
    assert not re.search(r"\bwhy\b|\bshould\b|\b(?:mother|father|husband|wife|god|pray|disorder|diagnosis)\b", asked)


def test_every_theme_has_its_questions():
    told = Counter(theme for prompt in PROMPTS for theme in prompt["themes"])
    assert list(LIBRARY["themes"]) == THEMES
    assert set(told) == set(THEMES)
    assert min(told.values()) >= 6 and told["any"] >= 24


def test_the_depths_are_about_a_third_each():
    depths = Counter(prompt["depth"] for prompt in PROMPTS)
    assert set(depths) == DEPTHS
    assert all(0.27 <= count / len(PROMPTS) <= 0.4 for count in depths.values())


def test_prompts_are_in_plain_words():
    grades = {prompt["text"]: grade(prompt["text"]) for prompt in PROMPTS}
    assert sum(grades.values()) / len(grades) <= 6
    assert [text for text, level in grades.items() if level > 8] == []


def test_what_is_read_aloud_is_in_plain_words():
    scripts = [part[field] for order in FORMATS for part in order["parts"] for field in ("script", "first_time")]
    assert sum(map(grade, scripts)) / len(scripts) <= 6
    assert [text for text in scripts if grade(text) > 8] == []


def test_the_agreement_is_eight_or_nine_short_promises():
    assert 8 <= len(AGREEMENT) <= 9
    assert all(clause.strip() and len(clause) <= 90 for clause in AGREEMENT)
    assert "What is said here stays here. We promise it; nobody can guarantee it." in AGREEMENT
    assert sum(map(grade, AGREEMENT)) / len(AGREEMENT) <= 6


def test_every_number_for_help_says_where_it_came_from_and_when():
    for line in HELP["emergency"] + HELP["helpline"]:
        assert re.fullmatch(r"[0-9][0-9 ]+", line["number"])
        assert line["source"] and re.fullmatch(r"\d{4}-\d{2}-\d{2}", line["checked_on"])
    assert all(line["hours"] and line["languages"] and "//" not in line["url"] for line in HELP["helpline"])


def test_help_is_in_plain_words():
    words = {field: value for field, value in HELP.items() if field not in ("emergency", "helpline")}
    texts = [text for text in sentences_in(words) if len(text.split()) > 4]
    assert sum(map(grade, texts)) / len(texts) <= 6
    assert [text for text in texts if grade(text) > 8] == []


def test_help_starts_with_the_emergency_number_and_says_what_kith_is_not():
    assert "local emergency number" in HELP["now"]["text"][0]
    assert "not a clinic" in HELP["cannot"]["text"][0]
    assert len(HELP["tonight"]["lines"]) == 4
    assert HELP["leave"]["cannot_hide"]


@pytest.mark.parametrize("words", [FORMATS, LIBRARY, AGREEMENT, HELP], ids=["formats", "prompts", "agreement", "help"])
def test_nothing_shouts_and_nothing_uses_the_words_we_refuse(words):
    assert [text for text in sentences_in(words) if "!" in text or BANNED.search(text)] == []
