"""Pictures: seconds and peak memory of the child that opens one, for the largest that are taken."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable

from PIL import Image

from bench.report import Figure

MB = 1_000_000


def noise(width: int, height: int, mode: str = "RGB", grain_of: int = 4) -> Image.Image:
    """As hard as a real photo: grain over soft shapes."""
    grain = Image.effect_noise((width // grain_of, height // grain_of), 40).resize(
        (width, height), Image.Resampling.BILINEAR
    )
    bands = [grain, grain.transpose(Image.Transpose.FLIP_LEFT_RIGHT), grain.transpose(Image.Transpose.FLIP_TOP_BOTTOM)]
    if mode == "RGBA":
        bands.append(Image.linear_gradient("L").resize((width, height)))
    return Image.merge(mode, bands)


def written(picture: Image.Image, kind: str, **more: object) -> bytes:
    to = io.BytesIO()
    picture.save(to, kind, **more)
    return to.getvalue()


def jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # on its side, as phones write it
    return written(noise(8000, 5000), "JPEG", quality=88, exif=exif)


def png() -> bytes:
    return written(noise(8000, 5000, grain_of=32).quantize(24).convert("RGB"), "PNG", compress_level=6)


def see_through() -> bytes:
    return written(noise(6000, 4000, "RGBA").quantize(64).convert("RGBA"), "PNG", compress_level=6)


def webp() -> bytes:
    return written(noise(8000, 5000), "WEBP", quality=60, method=0)


LARGEST: dict[str, Callable[[], bytes]] = {
    "jpeg_40mp": jpeg,
    "png_40mp": png,
    "png_rgba_24mp": see_through,
    "webp_40mp": webp,
}


# VmHWM, because the peak that wait4 tells is that of the process it was forked from, if that was larger.
HIGH = "high = lambda: int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0]) * 1024 / 1e6;"
CHILD = f"import sys; {HIGH} from kith.kit import picture_child; picture_child.main(); print(high(), file=sys.stderr)"
ASKER = (
    f"import sys; {HIGH} given = sys.stdin.buffer.read(); import django; django.setup();"
    "from kith.kit import pictures; before = high(); pictures.renditions(given); print(high() - before)"
)


def measured(given: bytes) -> tuple[float, float, int]:
    """Seconds, peak memory in MB and bytes out, of the child that Kith starts."""
    began = time.perf_counter()
    child = subprocess.run([sys.executable, "-I", "-c", CHILD], input=given, capture_output=True, check=True)
    took = time.perf_counter() - began
    if b'"files"' not in child.stdout[:200]:
        raise SystemExit(f"a picture was not taken: {child.stdout[:200]!r}")
    return took, float(child.stderr), len(child.stdout)


def asks(given: bytes) -> float:
    """By how many MB the peak of a web process grows that asks for it."""
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "kith.config.settings"}
    told = subprocess.run([sys.executable, "-c", ASKER], input=given, capture_output=True, check=True, env=env)
    return float(told.stdout)


def figures() -> list[Figure]:
    found: list[Figure] = []
    for name, make in LARGEST.items():
        given = make()
        seconds, memory, out = min(measured(given) for _ in range(3))
        grew = asks(given)
        found += [
            Figure(f"picture.{name}.sent", len(given) / MB, "MB", 15.73),
            Figure(f"picture.{name}.seconds", seconds, "s"),
            Figure(f"picture.{name}.child_memory", memory, "MB", 300),
            Figure(f"picture.{name}.asker_memory", grew, "MB", 40),
            Figure(f"picture.{name}.kept", out / 1000, "kB"),
        ]

    return found
