"""The format is told well enough that the page of Python in docs/journal-format.md opens what was sealed by another program."""

import re
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.utils import timezone

from kith.config.demo import journal as demo
from kith.journey import journal_showing
from kith.journey.models import Journal, Note
from tests.cast import person

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[2] / "docs/journal-format.md"
PROGRAM = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)


def documented() -> dict[str, Any]:
    """The names that the program in the docs makes, as it stands there."""
    made: dict[str, Any] = {"__name__": "open_journal"}
    assert PROGRAM
    exec(compile(PROGRAM[1], str(PAGE), "exec"), made)
    return made


@pytest.fixture
def whole() -> dict[str, Any]:
    demo.keep_one({demo.WHOSE: person("marisol")}, now=timezone.now())
    return journal_showing.whole(Journal.objects.get())


def test_it_opens_with_the_passphrase_or_the_sheet_and_with_nothing_else(whole: dict[str, Any]) -> None:
    opened = documented()["opened"]
    with pytest.raises(InvalidTag):
        opened(whole, "a lamp in the door")
    notes = opened(whole, f"  {demo.PASSPHRASE} ")
    assert [note["text"] for note in notes] == [text for _, text, _ in demo.WROTE]
    assert opened(whole, "BCDF-bcdf " * 4, "sheet") == notes


@pytest.mark.deep
def test_a_note_in_the_place_of_another_does_not_open(whole: dict[str, Any]) -> None:
    """D1: another row, another number, another journal."""
    one, two = Note.objects.order_by("pk")[:2]
    for moved in ({"ref": two.ref}, {"version": 2}):
        whole["notes"] = [{"ref": one.ref, "version": 1, "iv": one.iv, "sealed": one.sealed} | moved]
        with pytest.raises(InvalidTag):
            documented()["opened"](whole, demo.PASSPHRASE)
    whole["journal"] = "2" * 17
    with pytest.raises(InvalidTag):
        documented()["opened"](whole, demo.PASSPHRASE)


def test_no_word_of_it_is_in_what_the_server_has(whole: dict[str, Any]) -> None:
    whole.pop("read_me")  # said to everyone alike
    held = repr([list(model.objects.values()) for model in (Journal, Note)]) + repr(whole)
    words = {word for _, text, _ in demo.WROTE for word in re.findall(r"\w{5,}", text)}
    assert len(words) > 15
    assert [word for word in {*words, demo.PASSPHRASE, demo.SHEET} if word in held] == []
