"""Taking along what is mine: with the passphrase alone, and no word and no name of anyone else in it."""

import io
import json
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from kith.groups import leaving
from kith.groups.models import Cupboard
from kith.kit import along
from kith.library.models import Resource, Strategy
from kith.people.models import Person
from kith.stories import drafting, keepsakes, replying, writing
from kith.stories.models import Folded, Story
from tests.cast import PASSPHRASE, Cast, group, member

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def here(cast: Cast, settings: object, tmp_path: Path) -> Cast:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    for what in ("stories", "shelf"):
        Cupboard.objects.create(group=cast.group, what=what, opened_by=cast.as_ana)
    return cast


def story_of(by: object, text: str, **more: object) -> Story:
    return writing.share(writing.begin(by=by, now=NOW(), text=text, **more), now=NOW())  # type: ignore[arg-type]


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def taken(who: Person) -> dict[str, bytes]:
    """Unzipped: path -> what is in it."""
    answer = signed_in(who).post("/take-along/", {"passphrase": PASSPHRASE})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert "no-store" in answer["Cache-Control"] and "attachment" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as packed:  # type: ignore[arg-type]
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def read(page: bytes) -> tuple[dict[str, object], str]:
    """A Markdown page as another program reads it: its front matter, and its words."""
    _, front, words = page.decode().split("---\n", 2)
    return {
        key: json.loads(value) for key, value in (line.split(": ", 1) for line in front.splitlines())
    }, words.strip()


def test_signed_out_or_without_the_passphrase_there_is_no_file(here: Cast) -> None:
    story_of(here.as_ben, "xylofoon")
    assert Client().post("/take-along/", {"passphrase": PASSPHRASE}).status_code == 302
    for typed in ("", "another long phrase"):
        answer = signed_in(here.ben).post("/take-along/", {"passphrase": typed})
        assert (answer.status_code, b"xylofoon" in answer.content) == (400, False)
    assert taken(here.ben)


def test_no_word_and_no_name_of_anyone_else_is_in_it(here: Cast) -> None:
    """Their stories, replies, quiet words, shelf, reasons and aliases; a title only while it may be read."""
    told = story_of(here.as_ana, "Anas words", title="Anas title")
    folded = story_of(here.as_ana, "Folded words", title="Folded title")
    gone = story_of(here.as_ana, "Gone words", title="Gone title")
    for story in (told, folded, gone):
        replying.reply(story, text=f"Mine to {story.title[:2]}", by=here.as_ben, now=NOW())
    mine = story_of(here.as_ben, "My words")
    replying.reply(mine, text="Anas reply", by=here.as_ana, now=NOW())
    Folded.objects.create(story=folded, by=here.ana, why="Anas reason")
    writing.take_back(gone, now=NOW())
    Resource.objects.create(group=here.group, by=here.as_ana, name="Anas book")
    everything = b"\n".join((*taken(here.ben).values(), *(name.encode() for name in taken(here.ben)))).decode()
    for word in ("Anas words", "Folded", "Gone", "Anas reply", "Anas reason", "Anas book", "Ana ", '"Ana"', "Ben"):
        assert word not in everything, word
    assert "Anas title" in everything and "My words" in everything
    assert not taken(here.charlie).keys() - {"read-me.md"}


def test_everything_of_mine_comes_back_as_it_was_typed(here: Cast) -> None:
    story = story_of(
        here.as_ben, "Line *one*\n\n---\nLine two: \u201cyes\u201d \U0001f35e", title='Bread: "his"', notes=["suicide"]
    )
    draft = writing.begin(by=here.as_ben, now=NOW(), title="Bread: his", text="Not yet")
    other = story_of(here.as_ana, "Hers", title="Hers", need="ideas")
    replying.reply(other, text="I hear it", by=here.as_ben, now=NOW())
    drafting.keep(other, text="And I wo", by=here.as_ben, now=NOW())
    Resource.objects.create(group=here.group, by=here.as_ben, name="../../etc/passwd", why="It held me", where="12")
    Strategy.objects.create(group=here.group, by=here.as_ben, name="CON", how="Ten minutes")
    found = taken(here.ben)
    day = f"{NOW():%Y-%m-%d}"
    front, words = read(found[f"stories/{day}-bread-his.md"])
    assert words == story.text
    assert (front["title"], front["group"], front["need"]) == ('Bread: "his"', "Walking with grief", "just_listen")
    assert front["date"] == story.shared_at.isoformat(timespec="seconds") and front["speaks of"] == ["suicide"]
    assert read(found[f"drafts/{day}-bread-his.md"])[1] == draft.text
    assert read(found[f"replies/{day}-hers.md"])[1] == "I hear it"
    assert read(found[f"replies/{day}-hers-2.md"])[0]["draft"] is True
    assert read(found[f"shelf/{day}-etc-passwd.md"])[0]["name"] == "../../etc/passwd"
    assert read(found[f"ways-of-coping/{day}-con.md"])[1] == "Ten minutes"
    assert len(found) == 7


@pytest.mark.deep
def test_pictures_come_as_webp_beside_their_page(here: Cast) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG")
    kept = {"described": "His cup", "text": "It is chipped", "readers": "group", "ref": "k" * 17}
    keepsakes.make(picture=picture, by=here.as_ben, now=NOW(), **kept)
    found = taken(here.ben)
    (name,) = (name for name in found if name.endswith(".webp"))
    assert Image.open(io.BytesIO(found[name])).size == (40, 30)
    front, words = read(found[name.replace(".webp", ".md")])
    assert (front["what it shows"], words) == ("His cup", "It is chipped")


def test_what_i_wrote_in_a_group_i_left_is_mine_still(here: Cast) -> None:
    story_of(here.as_ben, "My words", title="Bread")
    leaving.leave(by=here.as_ben)
    assert any("bread" in name for name in taken(here.ben))


def test_names_are_safe_anywhere_and_never_the_same() -> None:
    for text in (
        "../..",
        "a/b\\c",
        "x\x00y",
        "NUL",
        "\u202egpj.exe",
        "x" * 500,
        "  ",
        "\u05e9\u05dc\u05d5\u05dd",
        ".hidden",
    ):
        name = along.safe(text)
        assert name and len(name) <= 40 and not set(name) & set('/\\.:*?"<>|\x00\u202e')


@pytest.mark.deep
def test_however_much_it_is_memory_stays_small(here: Cast) -> None:
    """Two thousand stories of ten thousand letters: twenty megabytes of words."""
    text = "The coat is still on the hook. " * 330
    rows = [Story(group=here.group, by=here.as_ben, text=text, title=f"S{n}", shared_at=NOW()) for n in range(2000)]
    Story.objects.bulk_create(rows, batch_size=200)
    del rows
    tracemalloc.start()
    with along.pack(here.ben) as packed:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert len(zipfile.ZipFile(packed).namelist()) == 2001
    assert peak < 12_000_000, peak


def test_two_groups_are_told_apart_by_their_name_alone(here: Cast) -> None:
    second = group("Another")
    mine = member(second, "Bob", here.ben)
    Cupboard.objects.create(group=second, what="stories", opened_by=mine)
    for one in (here.as_ben, mine):
        story_of(one, "My words", title="Same")
    fronts = [read(page)[0] for name, page in taken(here.ben).items() if name.startswith("stories/")]
    assert {front["group"] for front in fronts} == {"Walking with grief", "Another"}
