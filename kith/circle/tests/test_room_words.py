from kith.circle import core, words


def test_every_reason_has_its_own_sentence_that_says_what_to_do() -> None:
    said = {reason: str(sentence) for reason, sentence in words.SAY.items()}
    assert set(said) == set(core.Reason)
    assert len(set(said.values())) == len(said)
    for sentence in [*said.values(), words.say("mismatch"), str(words.TOO_BIG), str(words.SIGNED_OUT)]:
        assert sentence.endswith(".")
        assert "!" not in sentence
        assert sentence.count(".") >= 2 or ";" in sentence or ":" in sentence, sentence  # what is so, and what to do
