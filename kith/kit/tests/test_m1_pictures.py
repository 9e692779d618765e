"""M1: nothing but what is seen survives; and no file, however made, harms whoever opens it. What is refused comes first."""

import io
import resource
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat, PngImagePlugin

from kith.kit import picture_child, picture_webp, pictures
from kith.kit.refusal import Refused
from tests.depth import rounds

Reason = pictures.Reason


def png_of(width: int, height: int, *, data: bytes = b"") -> bytes:
    """A PNG that says it is so large, whatever it holds."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data or zlib.compress(b"\0")) + chunk(b"IEND", b"")


def written(picture: Image.Image, kind: str, **more: object) -> bytes:
    to = io.BytesIO()
    picture.save(to, kind, **more)
    return to.getvalue()


def a_scene(width: int = 600, height: int = 400, mode: str = "RGB") -> Image.Image:
    """Dark at the top left, light elsewhere: so that one can tell which way is up."""
    scene = Image.new(mode, (width, height), "white")
    ImageDraw.Draw(scene).rectangle((0, 0, width // 4, height // 4), fill="black")
    return scene


def moving() -> bytes:
    return written(a_scene(), "WEBP", save_all=True, append_images=[Image.new("RGB", (600, 400), "red")], duration=100)


def plain_webp(width: int, height: int, mode: str = "RGB") -> bytes:
    """Lossless: one colour (half see-through, if it may be) takes a few bytes and hardly any time."""
    return written(Image.new(mode, (width, height), (90, 60, 30, 99)[: len(mode)]), "WEBP", lossless=True, method=0)


def moving_png() -> bytes:
    return written(a_scene(), "PNG", save_all=True, append_images=[Image.new("RGB", (600, 400), "red")], duration=100)


REFUSED = {
    "over 15 MB": (lambda: b"\xff\xd8\xff" + bytes(pictures.MOST_BYTES), Reason.PICTURE_TOO_HEAVY),
    "a bomb of 400 megapixels": (lambda: png_of(20_000, 20_000), Reason.PICTURE_TOO_LARGE),
    "just over 40 megapixels": (lambda: png_of(8_000, 5_001), Reason.PICTURE_TOO_LARGE),
    "see-through and over 24 megapixels": (
        lambda: written(Image.new("RGBA", (6_001, 4_000)), "PNG"),
        Reason.PICTURE_TOO_LARGE,
    ),
    "a WebP over 40 megapixels": (lambda: plain_webp(8_000, 5_001), Reason.PICTURE_TOO_LARGE),
    "a see-through WebP over 24": (lambda: plain_webp(6_001, 4_000, "RGBA"), Reason.PICTURE_TOO_LARGE),
    "a large WebP cut short": (
        lambda: written(Image.effect_noise((2_100, 600), 20).convert("RGB"), "WEBP", method=0)[:-9_000],
        Reason.PICTURE_BROKEN,
    ),
    "moving WebP": (moving, Reason.PICTURE_MOVES),
    "moving PNG": (moving_png, Reason.PICTURE_MOVES),
    "a GIF": (lambda: written(a_scene(), "GIF"), Reason.PICTURE_UNKNOWN),
    "a TIFF": (lambda: written(a_scene(), "TIFF"), Reason.PICTURE_UNKNOWN),
    "an SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", Reason.PICTURE_UNKNOWN),
    "a web page that says it is a picture": (
        lambda: b"<!doctype html><script>alert(1)</script>",
        Reason.PICTURE_UNKNOWN,
    ),
    "nothing": (lambda: b"", Reason.PICTURE_UNKNOWN),
    "cut short": (lambda: written(a_scene(), "JPEG")[:2000], Reason.PICTURE_BROKEN),
    "a PNG with too little in it": (lambda: png_of(600, 400), Reason.PICTURE_BROKEN),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_taken_gets_a_clear_sentence(name: str) -> None:
    given, reason = REFUSED[name]
    with pytest.raises(Refused) as no:
        pictures.renditions(given())
    assert no.value.reason == reason
    assert str(pictures.SAYINGS[reason]).endswith(".")


@pytest.mark.parametrize("seed", range(rounds(quick=6, ci=40)))
def test_a_picture_with_bytes_changed_is_refused_or_shown_and_never_worse(seed: int) -> None:
    import random

    dice = random.Random(seed)
    given = bytearray(written(a_scene(), dice.choice(["JPEG", "PNG", "WEBP"])))
    for _ in range(20):
        given[dice.randrange(len(given))] = dice.randrange(256)
    try:
        assert set(pictures.renditions(bytes(given))) == set(pictures.SIZES)
    except Refused as no:
        assert no.reason in set(Reason)


def test_nothing_that_was_written_beside_it_survives() -> None:
    exif = Image.Exif()
    exif[0x010E] = "xylofoon"
    exif.get_ifd(0x8825)[2] = (51.5, 0.0, 0.0)
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "xylofoon")
    for given in (
        written(a_scene(), "JPEG", exif=exif, comment=b"xylofoon", icc_profile=b"xylofoon", xmp=b"<x>xylofoon</x>"),
        written(a_scene(), "PNG", pnginfo=told, exif=exif),
        written(a_scene(), "WEBP", exif=exif, xmp=b"<x>xylofoon</x>"),
    ):
        assert b"xylofoon" in given
        for one in pictures.renditions(given).values():
            assert b"xylofoon" not in one.webp
            made = Image.open(io.BytesIO(one.webp))
            assert (made.format, dict(made.getexif()), made.size) == ("WEBP", {}, (one.width, one.height))
            assert not {"exif", "xmp", "icc_profile", "comment"} & {name for name, value in made.info.items() if value}


@pytest.mark.parametrize("turn", range(1, 9))
def test_it_stands_upright_however_the_phone_was_held(turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    as_taken = {1: (), 2: (0,), 3: (3,), 4: (1,), 5: (5,), 6: (2,), 7: (6,), 8: (4,)}[
        turn
    ]  # Pillow's Transpose, undone by `turn`
    scene = a_scene()
    for one in as_taken:
        scene = scene.transpose(Image.Transpose(one))
    made = pictures.renditions(written(scene, "JPEG", exif=exif, quality=95))["large"]
    upright = Image.open(io.BytesIO(made.webp)).convert("L")
    assert (made.width, made.height) == (600, 400)
    assert upright.getpixel((20, 20)) < 60
    assert upright.getpixel((580, 20)) > 200
    assert upright.getpixel((20, 380)) > 200


@pytest.mark.deep
def test_three_sizes_none_larger_than_it_was_and_see_through_stays_so() -> None:
    made = pictures.renditions(written(Image.new("RGBA", (3000, 1500), (255, 0, 0, 0)), "PNG"))
    assert {name: (one.width, one.height) for name, one in made.items()} == {
        "small": (400, 200),
        "middle": (1000, 500),
        "large": (2000, 1000),
    }
    assert Image.open(io.BytesIO(made["small"].webp)).getchannel("A").getextrema() == (0, 0)
    tiny = pictures.renditions(written(a_scene(30, 20), "PNG"))
    assert {(one.width, one.height) for one in tiny.values()} == {(30, 20)}


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "LA", "I;16"])
def test_pictures_in_other_colours_are_taken_too(mode: str) -> None:
    kind = {"CMYK": "JPEG"}.get(mode, "PNG")
    given = written(a_scene().convert("L") if mode == "I;16" else a_scene().convert(mode), kind)
    assert pictures.renditions(given)["small"].width == 400


@pytest.mark.deep
@pytest.mark.parametrize(("kind", "size"), [(kind, (8000, 5000)) for kind in ("JPEG", "PNG", "WEBP")])
def test_the_largest_that_is_taken_takes_under_300_mb(kind: str, size: tuple[int, int]) -> None:
    """The child's own peak, as the system counted it."""
    given = written(Image.new("RGB", size, "tan"), "PNG")
    if kind != "PNG":
        given = written(
            Image.effect_noise(size, 20).convert("RGB"), kind, quality=20, **({"method": 0} if kind == "WEBP" else {})
        )
    assert peak(given) < 300


@pytest.mark.deep
def test_twenty_four_megapixels_see_through_take_under_300_mb() -> None:
    assert peak(written(Image.new("RGBA", (6000, 4000), (9, 9, 9, 9)), "PNG")) < 300
    assert peak(plain_webp(6000, 4000, "RGBA")) < 300
    assert peak(plain_webp(8000, 5000)) < 300  # lossless, which is held whole, once


@pytest.mark.deep
def test_a_large_webp_is_made_small_on_the_way_and_looks_as_it_did() -> None:
    """By libwebp itself, upright, see-through where it was; and where the library is not found, by Pillow, up to less."""
    exif = Image.Exif()
    exif[0x0112] = 6
    scene = a_scene(2400, 1600)
    (large,) = (
        made
        for name, made in pictures.renditions(written(scene, "WEBP", exif=exif, quality=95)).items()
        if name == "large"
    )
    assert (large.width, large.height) == (1333, 2000)
    shown = Image.open(io.BytesIO(large.webp)).convert("RGB")
    as_it_was = scene.transpose(Image.Transpose.ROTATE_270).resize((1333, 2000), Image.Resampling.BOX)
    assert max(ImageStat.Stat(ImageChops.difference(shown, as_it_was)).mean) < 6
    made = pictures.renditions(plain_webp(3000, 1500, "RGBA"))["small"]
    assert Image.open(io.BytesIO(made.webp)).getchannel("A").getextrema() == (99, 99)
    assert picture_webp.library() is not None


@pytest.mark.deep
def test_without_its_library_a_large_webp_goes_the_old_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_webp, "library", lambda: None)
    assert picture_child.small_of(plain_webp(2400, 1600)).size == (2000, 1333)
    with pytest.raises(picture_child.Not, match="too_large"):
        picture_child.small_of(plain_webp(4001, 4000))


def peak(given: bytes) -> float:
    """MB that the child held at most. Not `ru_maxrss`: that begins with what the parent held when it forked."""
    told = (
        "import runpy, sys; runpy.run_module('kith.kit.picture_child', run_name='__main__');"
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr)"
    )
    child = subprocess.run([sys.executable, "-I", "-c", told], input=given, capture_output=True, check=True)
    assert b'"files"' in child.stdout[:60]
    return int(child.stderr) / 1024


def test_a_child_that_takes_too_much_dies_alone() -> None:
    """The limit is real: what would burst past it is refused in words, and whoever asked goes on."""
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    assert set(pictures.renditions(written(a_scene(), "JPEG"))) == set(pictures.SIZES)
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == soft
