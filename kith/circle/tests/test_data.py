"""What Kith puts into a facilitator's mouth in a hard moment, and what it lets people practise."""

import re
import tomllib
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[1] / "data"
ALL_CARDS = tomllib.loads((DATA / "hard_moments.toml").read_text("utf-8"))["card"]
CARDS = {card["key"]: card for card in ALL_CARDS}
PRACTICE = tomllib.loads((DATA / "practice.toml").read_text("utf-8"))
SCENES = PRACTICE["facilitator"]["scenes"]

NEEDS = {"just_listen", "not_alone", "questions", "ideas"}
DANGEROUS = ["wants-to-die", "harm-to-someone", "leaves-upset", "drunk-or-high", "two-people-clash"]
HARD = {*DANGEROUS, "advice-keeps-coming", "tears", "one-voice", "recording", "silence-falls", "not-ok"}
BANNED = re.compile(
    r"\b(?:users?|contents?|posts?|posted|followers?|scores?|streaks?|leads?|tickets?|patients?|an? like|likes)\b", re.I
)

each_card = pytest.mark.parametrize("card", ALL_CARDS, ids=lambda card: card["key"])
each_scene = pytest.mark.parametrize("scene", [PRACTICE["newcomer"], *SCENES])


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
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in inside for text in sentences_in(part)]


def steps(key):
    return " ".join(CARDS[key]["do"])


def test_there_is_a_card_for_each_hard_moment_and_only_one():
    assert set(CARDS) >= HARD
    assert len(CARDS) == len(ALL_CARDS)


@each_card
def test_a_card_has_words_steps_and_an_after(card):
    assert card["title"] and card["then"]
    assert len(card["say"]) >= 3 and len(card["do"]) >= 4
    assert all(len(words.split()) <= 24 for words in card["say"])


@each_card
def test_a_card_can_be_read_by_someone_whose_hands_shake(card):
    texts = [*card["say"], *card["do"], card["then"]]
    assert sum(map(grade, texts)) / len(texts) <= 6
    assert [text for text in card["say"] if grade(text) > 8] == []


@pytest.mark.parametrize("key", DANGEROUS)
def test_where_life_may_be_at_risk_the_card_says_whom_to_call(key):
    assert "local emergency number" in steps(key)


def test_a_wish_to_die_is_asked_about_plainly_and_never_left_alone():
    card = CARDS["wants-to-die"]
    assert "Are you thinking of ending your life?" in card["say"]
    assert "Do not leave them alone" in steps("wants-to-die")
    assert "split up" in steps("wants-to-die")


@pytest.mark.parametrize("key", ["wants-to-die", "harm-to-someone"])
def test_no_card_promises_secrecy_about_danger(key):
    assert re.search(r"not keep this to myself|cannot keep this secret", " ".join(CARDS[key]["say"]))


def test_the_recording_card_does_not_claim_what_kith_cannot_do():
    assert "Kith cannot see or stop a recording" in steps("recording")


def test_a_newcomer_practises_in_a_circle_of_five_with_one_greeter():
    seats = PRACTICE["newcomer"]["seats"]
    assert len(seats) == 5
    assert [seat["alias"] for seat in seats if seat["greeter"]] == ["June"]
    assert [seat["role"] for seat in seats].count("facilitator") == 1


def test_a_newcomer_sits_beside_the_greeter_and_never_right_after_the_opener():
    newcomer = PRACTICE["newcomer"]
    assert 2 <= newcomer["you_after"] < len(newcomer["turns"])
    assert newcomer["turns"][newcomer["you_after"] - 1]["alias"] == "June"


def test_whatever_a_newcomer_does_is_met():
    assert set(PRACTICE["newcomer"]["after_you"]) == {"said", "written", "passed"}


def test_a_newcomer_is_told_that_nobody_here_is_real():
    assert "made up" in PRACTICE["newcomer"]["intro"] and "no one in your group sees" in PRACTICE["newcomer"]["intro"]


def test_facilitators_practise_three_scenes():
    assert [scene["key"] for scene in SCENES] == ["line-drops", "one-voice", "tears"]
    assert all(len(scene["what_to_try"]) >= 3 and scene["seats"][0]["alias"] == "you" for scene in SCENES)


def test_each_scene_names_cards_that_there_are():
    assert all(scene["cards"] and set(scene["cards"]) <= set(CARDS) for scene in SCENES)


def test_the_line_drops_mid_sentence_and_comes_back():
    turns = SCENES[0]["turns"]
    dropped = [turn for turn in turns if turn.get("drops")]
    assert len(dropped) == 1 and not dropped[0]["words"].endswith((".", "?"))
    assert [turn["alias"] for turn in turns if turn.get("returns")] == [dropped[0]["alias"]]


def test_one_voice_really_takes_most_of_the_time():
    turns = SCENES[1]["turns"]
    sam = sum(turn["minutes"] for turn in turns if turn["alias"] == "Sam")
    assert sam > sum(turn["minutes"] for turn in turns) / 2


@each_scene
def test_every_turn_belongs_to_a_seat_names_its_need_and_is_short(scene):
    aliases = [seat["alias"] for seat in scene["seats"]]
    assert len(set(aliases)) == len(aliases)
    for turn in scene["turns"]:
        assert turn["alias"] in aliases and turn["need"] in NEEDS
        assert 1 <= len(re.findall(r"[.?](?=[\s”]|$)", turn["words"])) <= 4


def test_a_newcomer_hears_every_need_once():
    assert {turn["need"] for turn in PRACTICE["newcomer"]["turns"]} == NEEDS


@pytest.mark.parametrize("words", [ALL_CARDS, PRACTICE], ids=["cards", "practice"])
def test_nothing_shouts_and_nothing_uses_the_words_we_refuse(words):
    assert [text for text in sentences_in(words) if "!" in text or BANNED.search(text)] == []


def test_practice_is_in_plain_words():
    texts = [text for text in sentences_in(PRACTICE) if len(text.split()) > 3]
    assert sum(map(grade, texts)) / len(texts) <= 6
