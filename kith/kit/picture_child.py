"""The child that opens a picture. It reads bytes, writes bytes, knows no database and no Django, and may die without harm."""

import io
import json
import resource
import struct
import sys
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from kith.kit import picture_webp

MEMORY = 700 * 1024 * 1024  # bytes of address space, which is more than what is used: see the tests for that
CPU_SECONDS = 15
MOST_PIXELS = 40_000_000
MOST_PIXELS_SEE_THROUGH = 24_000_000  # four bytes a pixel instead of three
MOST_PIXELS_WEBP = 16_000_000  # where it cannot be made small while it is decoded: Pillow holds it four times over
SIDES = {"small": 400, "middle": 1000, "large": 2000}  # the longer side, in pixels; a smaller picture is not blown up
KINDS = ["JPEG", "PNG", "WEBP"]


class Not(Exception):  # noqa: N818 - an answer, not an error
    """This picture is not taken; the reason's name is all that is told."""


def opened(given: bytes) -> Image.Image:
    """The picture, its size known and nothing decoded yet: what is too large is refused before it takes memory."""
    try:
        picture = Image.open(io.BytesIO(given), formats=KINDS)
    except UnidentifiedImageError:
        raise Not("picture_unknown") from None
    if getattr(picture, "n_frames", 1) > 1:
        raise Not("picture_moves")
    see_through = picture.mode in {"RGBA", "LA", "PA", "I;16"} or "transparency" in picture.info
    most = MOST_PIXELS_WEBP if picture.format == "WEBP" else MOST_PIXELS_SEE_THROUGH if see_through else MOST_PIXELS
    if picture.width * picture.height > most:
        raise Not("picture_too_large")
    return picture


def small_of(given: bytes) -> Image.Image:
    """A WebP that is larger than what is kept is made small as it is decoded; everything else by Pillow."""
    told = picture_webp.features(given)
    if told is None or told.has_animation or max(told.width, told.height) <= SIDES["large"]:
        return made_small(opened(given))
    if told.width * told.height > (MOST_PIXELS_SEE_THROUGH if told.has_alpha else MOST_PIXELS):
        raise Not("picture_too_large")
    return _upright(picture_webp.scaled(given, told, SIDES["large"]), picture_webp.turn(given))


def made_small(picture: Image.Image) -> Image.Image:
    """At most as large as the largest rendition, upright, in plain colours, without anything that was written beside it."""
    largest = SIDES["large"]
    turn = picture.getexif().get(0x0112, 1)
    picture.draft(
        "RGB", (largest, largest)
    )  # a JPEG is decoded at an eighth, a quarter or half its size where that suffices
    picture.thumbnail((largest, largest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    plain = picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB")
    return _upright(plain, turn)


def _upright(picture: Image.Image, turn: int) -> Image.Image:
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    exif = bare.getexif()
    exif[0x0112] = turn
    return ImageOps.exif_transpose(bare)


def files(picture: Image.Image) -> list[tuple[str, Image.Image, bytes]]:
    found = []
    for name, side in sorted(SIDES.items(), key=lambda one: -one[1]):
        picture = picture.copy()
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)
        to = io.BytesIO()
        picture.save(to, "WEBP", quality=80, method=4, exif=b"", icc_profile=None, xmp=b"")
        found.append((name, picture, to.getvalue()))
    return found


def answer(told: dict[str, object], *blobs: bytes) -> None:
    line = json.dumps(told).encode()
    sys.stdout.buffer.write(struct.pack(">I", len(line)) + line + b"".join(blobs))


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = None  # we count ourselves, before anything is decoded
    warnings.simplefilter("ignore")
    try:
        made = files(small_of(sys.stdin.buffer.read()))
        told = [(name, picture.width, picture.height, len(blob)) for name, picture, blob in made]
        answer({"files": told}, *(blob for *_, blob in made))
    except Not as no:
        answer({"refused": str(no)})
    except (
        OSError,
        ValueError,
        SyntaxError,
        MemoryError,
        OverflowError,
        EOFError,
        struct.error,
        Image.DecompressionBombError,
    ):
        answer({"refused": "picture_broken"})


if __name__ == "__main__":
    main()
