"""Pictures for the demo's keepsakes: drawn, so that nothing of anyone is in them and no file has to be carried along."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1200, 900)


def tin(on: ImageDraw.ImageDraw) -> None:
    """A blue biscuit tin with a dent."""
    on.rounded_rectangle((270, 270, 930, 690), 46, fill="#2f5f9a", outline="#173657", width=10)
    on.rounded_rectangle((250, 230, 950, 330), 30, fill="#3f74b5", outline="#173657", width=10)
    on.ellipse((480, 420, 720, 600), fill="#dfe8f2", outline="#173657", width=8)
    on.arc((690, 215, 790, 275), 0, 180, fill="#173657", width=10)


def gloves(on: ImageDraw.ImageDraw) -> None:
    """Two knitted gloves, one over the other."""
    for left, colour in ((330, "#9a3f3f"), (560, "#b35151")):
        on.rounded_rectangle((left, 380, left + 260, 720), 60, fill=colour)
        for finger in range(4):
            on.rounded_rectangle((left + 8 + 63 * finger, 220, left + 62 + 63 * finger, 460), 27, fill=colour)
        for row in range(4):
            on.line((left + 14, 610 + 26 * row, left + 246, 610 + 26 * row), fill="#5e2424", width=6)


def note(on: ImageDraw.ImageDraw) -> None:
    """A folded note in pencil."""
    on.polygon([(300, 240), (880, 200), (920, 640), (330, 690)], fill="#fbf7ea", outline="#c9bfa5")
    on.line((312, 470, 904, 425), fill="#d8cfb8", width=6)
    for line in range(6):
        on.line((370, 300 + 58 * line, 760 - 40 * (line % 3), 276 + 58 * line), fill="#7d7d80", width=7)


DRAWN: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {"tin": tin, "gloves": gloves, "note": note}


def picture(of: str) -> "io.BytesIO":
    """As a phone would have taken it, on a table, by a window."""
    scene = Image.linear_gradient("L").resize(SIZE)
    scene = Image.merge("RGB", [scene.point(lambda light, top=top: top - light // 6) for top in (226, 208, 182)])
    DRAWN[of](ImageDraw.Draw(scene))
    to = io.BytesIO()
    scene.filter(ImageFilter.GaussianBlur(1.2)).save(to, "JPEG", quality=88)
    return to
