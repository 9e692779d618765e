"""Keepsakes: who is kept out comes first; then keeping, showing, taking back, and what lies on the disk."""

import io
import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from kith.groups import leaving
from kith.groups.models import Cupboard, Group, Membership
from kith.kit import pictures
from kith.kit.refs import new_ref
from kith.kit.refusal import Refused
from kith.people import apart, erasing
from kith.people.models import Person
from kith.stories import keepsakes, keepsakes_bringing, keepsakes_files
from kith.stories.models import Brought, Keepsake
from tests.cast import Cast, group, meeting, member, person

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now
SAID = {"described": "A blue tin", "text": "It was hers.", "readers": "group"}


@pytest.fixture(autouse=True)
def on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "PICTURES", tmp_path / "pictures")
    return tmp_path / "pictures"


@pytest.fixture
def kept(cast: Cast) -> Keepsake:
    """Ana's, shown to the group."""
    Cupboard.objects.create(group=cast.group, what="stories", opened_by=cast.as_ana)
    return keep(cast.as_ana)


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    to = io.BytesIO()
    Image.new("RGB", size, "teal").save(to, kind, **more)
    return to.getvalue()


def keep(by: Membership, readers: str = "group", **more: Any) -> Keepsake:
    said = {"described": "A blue tin", "text": "", "ref": new_ref()} | more
    return keepsakes.make(picture=io.BytesIO(a_picture()), readers=readers, by=by, now=NOW(), **said)


def signed_in(who: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(who)
    return client


def sees(who: Person, one: Keepsake) -> int:
    """What the page says, after the picture has said the same in each of its sizes."""
    client = signed_in(who)
    page = client.get(f"/keepsakes/{one.ref}/").status_code
    assert {client.get(f"/keepsakes/{one.ref}/{size}.webp").status_code for size in pictures.SIZES} == {page}
    return page


def sent(cast: Cast, who: Person, given: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("tin.jpg", given, "image/jpeg")
    typed = SAID | {"picture": file, "ref": new_ref()} | more
    return signed_in(who).post(f"/groups/{cast.group.ref}/keepsakes/new/", typed)


def test_only_members_see_it_and_nobody_while_the_cupboard_is_shut(cast: Cast, kept: Keepsake) -> None:
    member(group("Another"), "Ed", ed := person("ed"))
    assert Client().get(f"/keepsakes/{kept.ref}/small.webp").status_code == 302
    assert sees(cast.charlie, kept) == sees(ed, kept) == 404
    assert sees(cast.ben, kept) == 200
    Cupboard.objects.all().delete()
    assert sees(cast.ben, kept) == sees(cast.ana, kept) == 404
    assert keepsakes_files.read(kept.folder, "small")


def test_m2_who_leaves_sees_nothing_from_that_moment_and_what_they_kept_is_not_seen_either(
    cast: Cast, kept: Keepsake
) -> None:
    bens = keep(cast.as_ben)
    assert sees(cast.ben, kept) == sees(cast.ana, bens) == 200
    leaving.leave(by=cast.as_ben)
    assert sees(cast.ben, kept) == sees(cast.ana, bens) == sees(cast.ben, bens) == 404
    assert sees(cast.ana, kept) == 200


@pytest.mark.parametrize("state", ["removed", "banned", "paused", "asked", "waiting", "invited", "graduated", "died"])
def test_m2_whoever_is_not_a_member_now_gets_no_picture(cast: Cast, kept: Keepsake, state: str) -> None:
    Membership.objects.filter(pk=cast.as_ben.pk).update(state=state)
    assert sees(cast.ben, kept) == 404
    Membership.objects.filter(pk=cast.as_ben.pk).update(state="member")
    assert sees(cast.ben, kept) == 200


@pytest.mark.deep
def test_after_a_death_it_is_as_they_wished(cast: Cast, kept: Keepsake) -> None:
    Membership.objects.filter(pk=cast.as_ana.pk).update(state="died", words_after="take_down")
    assert sees(cast.ben, kept) == 404
    Membership.objects.filter(pk=cast.as_ana.pk).update(words_after="keep")
    assert sees(cast.ben, kept) == 200


def test_a5_neither_of_two_who_keep_apart_sees_what_the_other_keeps(cast: Cast, kept: Keepsake) -> None:
    bens, dee = keep(cast.as_ben), member(cast.group, "Dee")
    apart.keep_apart(of=cast.ana, by=cast.ben, kind="block")
    assert sees(cast.ben, kept) == sees(cast.ana, bens) == 404
    for who, theirs in ((cast.ana, bens), (cast.ben, kept)):
        assert theirs.ref not in signed_in(who).get(f"/groups/{cast.group.ref}/keepsakes/").content.decode()
    assert sees(dee.person, kept) == sees(dee.person, bens) == 200


def test_what_is_for_me_alone_is_seen_by_nobody_else_in_no_way(cast: Cast, kept: Keepsake) -> None:
    mine = keep(cast.as_ben, "me", described="xylofoon")
    assert sees(cast.ana, mine) == 404
    assert "xylofoon" not in signed_in(cast.ana).get(f"/groups/{cast.group.ref}/keepsakes/").content.decode()
    ben = signed_in(cast.ben)
    assert "xylofoon" in ben.get(f"/groups/{cast.group.ref}/keepsakes/").content.decode()
    ben.post(f"/keepsakes/{mine.ref}/show/", {"to": "group"})
    assert sees(cast.ana, mine) == 200
    ben.post(f"/keepsakes/{mine.ref}/show/", {"to": "me"})
    assert sees(cast.ana, mine) == 404


def test_only_its_owner_changes_it_shows_it_brings_it_or_takes_it_back(cast: Cast, kept: Keepsake) -> None:
    ben, ana = signed_in(cast.ben), signed_in(cast.ana)
    for path in ("change", "show", "bring", "take-back"):
        typed = {"described": "x", "to": "me", "meeting": cast.meeting.ref}
        assert ben.post(f"/keepsakes/{kept.ref}/{path}/", typed).status_code == 404
    kept.refresh_from_db()
    assert (kept.described, kept.shared_at is None, Brought.objects.count()) == ("A blue tin", False, 0)
    assert (
        ana.post(f"/keepsakes/{kept.ref}/change/", {"described": "A  dented\ntin", "text": "Hers."}).status_code == 302
    )
    kept.refresh_from_db()
    assert (kept.described, kept.text) == ("A dented tin", "Hers.")


def test_no_address_leads_to_a_file_or_names_its_folder(cast: Cast, kept: Keepsake) -> None:
    ana = signed_in(cast.ana)
    for path in (f"{kept.ref}/huge", f"{kept.folder}/small", f"{kept.ref}/..%2f{kept.folder}%2fsmall", "%2e%2e/small"):
        assert ana.get(f"/keepsakes/{path}.webp").status_code == 404
    for name in ("..", "../..", ".coming-" + kept.folder, kept.folder + "/..", ""):
        assert keepsakes_files.read(name, "small") is None
    for page in (f"/keepsakes/{kept.ref}/", f"/groups/{cast.group.ref}/keepsakes/"):
        assert kept.folder not in ana.get(page).content.decode()


@pytest.mark.deep
def test_a_picture_is_answered_as_one_that_nobody_on_the_way_keeps(cast: Cast, kept: Keepsake) -> None:
    answer = signed_in(cast.ben).get(f"/keepsakes/{kept.ref}/large.webp")
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == "inline"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "ETag" not in answer and "Last-Modified" not in answer
    assert Image.open(io.BytesIO(answer.content)).size == (60, 40)


# keeping something


@pytest.mark.deep
def test_it_is_kept_by_a_plain_form_and_described_for_everyone(cast: Cast, kept: Keepsake, on_the_disk: Path) -> None:
    ben = signed_in(cast.ben)
    page = ben.get(f"/groups/{cast.group.ref}/keepsakes/new/").content.decode()
    assert 'enctype="multipart/form-data"' in page
    answer = sent(cast, cast.ben, a_picture(exif=_somewhere()))
    one = Keepsake.objects.get(by=cast.as_ben)
    assert answer["Location"] == one.get_absolute_url()
    for path in (one.get_absolute_url(), f"/groups/{cast.group.ref}/keepsakes/"):
        assert 'alt="A blue tin"' in ben.get(path).content.decode()
    files = sorted((on_the_disk / one.folder).iterdir())
    assert [file.name for file in files] == ["large.webp", "middle.webp", "small.webp"]
    assert not any(b"Secret Street" in file.read_bytes() for file in files)  # M1
    assert list(on_the_disk.glob(".*")) == []


def _somewhere() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = "Secret Street 5"
    return exif


@pytest.mark.deep
def test_without_words_for_it_or_a_picture_nothing_is_kept(cast: Cast, kept: Keepsake, on_the_disk: Path) -> None:
    before = sorted(on_the_disk.iterdir())
    for answer in (
        sent(cast, cast.ben, a_picture(), described="  "),
        sent(cast, cast.ben, b""),
        sent(cast, cast.ben, a_picture(), ref="../../etc"),
        signed_in(cast.ben).post(f"/groups/{cast.group.ref}/keepsakes/new/", SAID | {"ref": new_ref()}),
    ):
        assert answer.status_code == 200
        assert "errorlist" in answer.content.decode()
    assert sorted(on_the_disk.iterdir()) == before
    assert Keepsake.objects.count() == 1


@pytest.mark.deep
@pytest.mark.parametrize(
    ("given", "says"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "We can take JPEG"),
        (a_picture()[:400], "could not be opened"),
        (a_picture() + bytes(pictures.MOST_BYTES), "over 15 MB"),
    ],
    ids=["something else", "cut short", "16 MB"],
)
def test_what_is_no_picture_gets_a_sentence_beside_it_and_what_was_typed_stays(
    cast: Cast, kept: Keepsake, given: bytes, says: str
) -> None:
    answer = sent(cast, cast.ben, given, described="A coat on its hook")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert says in page and "A coat on its hook" in page
    assert Keepsake.objects.count() == 1


@pytest.mark.deep
def test_sent_twice_it_is_one(cast: Cast, kept: Keepsake) -> None:
    once = new_ref()
    first, again = (sent(cast, cast.ben, a_picture(), ref=once) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert Keepsake.objects.filter(by=cast.as_ben).count() == 1


@pytest.mark.deep
def test_anothers_ref_is_never_taken_over(cast: Cast, kept: Keepsake, on_the_disk: Path) -> None:
    before = sorted(on_the_disk.iterdir())
    assert sent(cast, cast.ben, a_picture(), ref=kept.ref).status_code >= 400
    assert sorted(on_the_disk.iterdir()) == before
    assert Keepsake.objects.get().by == cast.as_ana


@pytest.mark.deep
def test_if_the_row_cannot_be_written_the_files_go_with_it(
    cast: Cast, kept: Keepsake, on_the_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(on_the_disk.iterdir())

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(keepsakes, "_written", fails)
    with pytest.raises(RuntimeError):
        keep(cast.as_ben)
    assert sorted(on_the_disk.iterdir()) == before


@pytest.mark.deep
def test_there_is_an_end_to_how_many_one_keeps(cast: Cast, kept: Keepsake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keepsakes, "MOST", 2)
    keep(cast.as_ben)
    keep(cast.as_ben)
    with pytest.raises(Refused):
        keep(cast.as_ben)
    assert keep(cast.as_ana)


# taking back, and whatever else ends it


def test_taken_back_it_is_gone_at_once_row_files_and_all(cast: Cast, kept: Keepsake, on_the_disk: Path) -> None:
    keepsakes_bringing.bring(kept, to=cast.meeting, by=cast.as_ana)
    ana = signed_in(cast.ana)
    assert "A blue tin" in ana.get(f"/keepsakes/{kept.ref}/take-back/").content.decode()
    assert ana.post(f"/keepsakes/{kept.ref}/take-back/").status_code == 302
    assert sees(cast.ana, kept) == sees(cast.ben, kept) == 404
    assert list(on_the_disk.iterdir()) == []
    assert not Brought.objects.exists()


@pytest.mark.deep
def test_who_has_left_can_still_take_theirs_back_and_take_it_along(cast: Cast, kept: Keepsake) -> None:
    bens = keep(cast.as_ben)
    leaving.leave(by=cast.as_ben)
    Cupboard.objects.all().delete()
    assert [one.pk for one, picture in keepsakes.pictures_of(cast.ben) if picture] == [bens.pk]
    assert signed_in(cast.ben).post(f"/keepsakes/{bens.ref}/take-back/").status_code == 302
    assert list(keepsakes.pictures_of(cast.ben)) == []
    assert Keepsake.objects.get() == kept


@pytest.mark.deep
def test_erasing_a_person_and_deleting_a_group_take_the_files_along(
    cast: Cast, kept: Keepsake, on_the_disk: Path
) -> None:
    keep(cast.as_ben)
    erasing.erase(cast.ben, by=cast.ben)
    assert [one.name for one in on_the_disk.iterdir()] == [kept.folder]
    Group.objects.filter(pk=cast.group.pk).delete()
    assert list(on_the_disk.iterdir()) == []


@pytest.mark.deep
def test_orphans_are_cleared_after_a_while_and_nothing_else(cast: Cast, kept: Keepsake, on_the_disk: Path) -> None:
    lost, half = on_the_disk / ("a" * 32), on_the_disk / (".coming-" + "b" * 32)
    other, fresh = on_the_disk / "notes", on_the_disk / ("c" * 32)
    for folder in (lost, half, other, fresh):
        folder.mkdir()
        (folder / "small.webp").write_bytes(b"x")
    long_ago = time.time() - 3 * 3600
    for folder in (lost, half, other, on_the_disk / kept.folder):
        os.utime(folder, (long_ago, long_ago))
    keepsakes.clear_orphans(NOW())
    assert {one.name for one in on_the_disk.iterdir()} == {kept.folder, other.name, fresh.name}
    assert sees(cast.ben, kept) == 200


@pytest.mark.deep
def test_a_picture_whose_file_is_lost_is_not_found_and_the_page_stands(cast: Cast, kept: Keepsake) -> None:
    keepsakes_files.remove(kept.folder)
    ben = signed_in(cast.ben)
    assert ben.get(f"/keepsakes/{kept.ref}/small.webp").status_code == 404
    assert ben.get(f"/keepsakes/{kept.ref}/").status_code == 200


# bringing it


@pytest.mark.deep
def test_it_is_brought_to_a_coming_meeting_of_its_own_group(cast: Cast, kept: Keepsake) -> None:
    ana, over = signed_in(cast.ana), meeting(cast.group, starts_in=-10_000)
    elsewhere = meeting(group("Elsewhere"))
    for ref in (over.ref, elsewhere.ref, "nothing"):
        assert ana.post(f"/keepsakes/{kept.ref}/bring/", {"meeting": ref}).status_code == 404
    assert ana.post(f"/keepsakes/{kept.ref}/bring/", {"meeting": cast.meeting.ref}).status_code == 302
    page = ana.get(f"/meetings/{cast.meeting.ref}/").content.decode()
    assert "Something to bring" in page and "It comes along" in page
    assert "A blue tin" not in signed_in(cast.ben).get(f"/meetings/{cast.meeting.ref}/").content.decode()
    typed = {"meeting": cast.meeting.ref, "do": "leave", "from": "meeting"}
    assert ana.post(f"/keepsakes/{kept.ref}/bring/", typed)["Location"] == f"/meetings/{cast.meeting.ref}/"
    assert not Brought.objects.exists()


@pytest.mark.deep
def test_five_things_are_enough_for_one_evening(cast: Cast, kept: Keepsake) -> None:
    for _ in range(5):
        keepsakes_bringing.bring(keep(cast.as_ana), to=cast.meeting, by=cast.as_ana)
    with pytest.raises(Refused):
        keepsakes_bringing.bring(kept, to=cast.meeting, by=cast.as_ana)


# pages


@pytest.mark.deep
def test_a_page_ends_and_asks_no_more_the_more_there_is(
    cast: Cast, kept: Keepsake, django_assert_max_num_queries: Any
) -> None:
    ben, path = signed_in(cast.ben), f"/groups/{cast.group.ref}/keepsakes/"
    assert "That is all" in ben.get(path).content.decode()
    for hours in range(1, 15):
        one = keep(cast.as_ben)
        Keepsake.objects.filter(pk=one.pk).update(made_at=NOW() - timedelta(hours=hours))
    with django_assert_max_num_queries(10):
        page = ben.get(path).content.decode()
    assert page.count("<img") == 12
    earlier = page.split('href="?before=')[1].split('"')[0]
    rest = ben.get(f"{path}?before={earlier}").content.decode()
    assert rest.count("<img") == 3
    assert "That is all" in rest and "Earlier ones" not in rest
