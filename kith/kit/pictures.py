"""Pictures: what came from a phone becomes three WebP files that carry nothing but what is seen (M1).

Decoding is done in a child process with a limit on its memory and its time, because a file can be made to burst: whatever it
does, the worker that asked stays alive. The order matters: a 40-megapixel picture is made small before it is turned upright, or
it would be held twice. Nothing of the original is kept, here or by whoever calls.
"""

import json
import struct
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kith.kit.refusal import Refused

MOST_BYTES = 15 * 1024 * 1024
SIZES = ("small", "middle", "large")
SECONDS = 60  # on the clock, for a machine that is busy with other things; the child counts its own on the processor


class Reason(StrEnum):
    PICTURE_TOO_HEAVY = "picture_too_heavy"
    PICTURE_TOO_LARGE = "picture_too_large"
    PICTURE_MOVES = "picture_moves"
    PICTURE_UNKNOWN = "picture_unknown"
    PICTURE_BROKEN = "picture_broken"


SAYINGS: dict[str, str | Promise] = {
    Reason.PICTURE_TOO_HEAVY: _(
        "This picture is over 15 MB. Please choose a smaller one, or take a picture of it with your phone."
    ),
    Reason.PICTURE_TOO_LARGE: _(
        "This picture has too many pixels for us. Please make it smaller first, or take a screenshot of it."
    ),
    Reason.PICTURE_MOVES: _("This picture moves. Please choose one that is still."),
    Reason.PICTURE_UNKNOWN: _("We can take JPEG, PNG and WebP pictures. This file is something else."),
    Reason.PICTURE_BROKEN: _(
        "This picture could not be opened. It may be cut short. Please try it again, or choose another."
    ),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One rendition: WebP bytes, and its width and height in pixels."""

    webp: bytes
    width: int
    height: int


def renditions(given: bytes) -> dict[str, Picture]:
    """The picture as "small", "middle" and "large". Raises Refused with a reason from above, and nothing else, for any bytes."""
    if len(given) > MOST_BYTES:
        raise Refused(Reason.PICTURE_TOO_HEAVY)
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-m", "kith.kit.picture_child"],
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(Reason.PICTURE_BROKEN) from None
    if child.returncode != 0 or not child.stdout:
        raise Refused(Reason.PICTURE_BROKEN)
    return _unpacked(child.stdout)


def _unpacked(answer: bytes) -> dict[str, Picture]:
    """What the child says: the length of a line of JSON, that line, then the files one after another."""
    (length,) = struct.unpack(">I", answer[:4])
    told, rest = json.loads(answer[4 : 4 + length]), answer[4 + length :]
    if "refused" in told:
        raise Refused(Reason(told["refused"]))
    found: dict[str, Picture] = {}
    for name, width, height, size in told["files"]:
        found[name], rest = Picture(rest[:size], width, height), rest[size:]
    return found
