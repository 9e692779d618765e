"""A large WebP, made small while it is decoded: row by row, so that the whole of it is never held in memory more than once.

Pillow cannot do that: it holds the picture four times over. But its wheel carries libwebp, which can, and has offered the same four
functions since 2011. It is found where this process has it in memory already. Where it is not, `scaled` answers None.
"""

import ctypes
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import Image

ABI = 0x0209  # decode.h; a library with another first byte refuses
RGB, RGBA = 0, 1
OK = 0


class Features(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int) for name in ("width", "height", "has_alpha", "has_animation", "format")),
        ("pad", ctypes.c_uint32 * 5),
    )


class RgbaBuffer(ctypes.Structure):
    _fields_ = (("rgba", ctypes.c_void_p), ("stride", ctypes.c_int), ("size", ctypes.c_size_t))


class YuvaBuffer(ctypes.Structure):
    _fields_ = (("planes", ctypes.c_void_p * 4), ("strides", ctypes.c_int * 4), ("sizes", ctypes.c_size_t * 4))


class Plane(ctypes.Union):
    _fields_ = (("rgba", RgbaBuffer), ("yuva", YuvaBuffer))


class Output(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int) for name in ("colorspace", "width", "height", "is_external_memory")),
        ("u", Plane),
        ("pad", ctypes.c_uint32 * 4),
        ("private_memory", ctypes.c_void_p),
    )


class Options(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int) for name in ("bypass_filtering", "no_fancy_upsampling", "use_cropping")),
        *((name, ctypes.c_int) for name in ("crop_left", "crop_top", "crop_width", "crop_height")),
        *((name, ctypes.c_int) for name in ("use_scaling", "scaled_width", "scaled_height", "use_threads")),
        *((name, ctypes.c_int) for name in ("dithering_strength", "flip", "alpha_dithering_strength")),
        ("pad", ctypes.c_uint32 * 5),
    )


class Config(ctypes.Structure):
    _fields_ = (("input", Features), ("output", Output), ("options", Options))


@cache
def library() -> ctypes.CDLL | None:
    """libwebp, as it was loaded for Pillow."""
    try:
        import PIL._webp  # noqa: F401 - for the library that comes with it

        maps = Path("/proc/self/maps").read_text()
        path = next(
            line.split()[-1] for line in maps.splitlines() if Path(line.split()[-1]).name.startswith("libwebp-")
        )
        found = ctypes.CDLL(path)
    except (ImportError, OSError, StopIteration):
        return None
    whole = all(
        hasattr(found, name) for name in ("WebPDecode", "WebPInitDecoderConfigInternal", "WebPGetFeaturesInternal")
    )
    return found if whole else None


def features(given: bytes) -> Features | None:
    """Its width, height, and whether it is see-through or moves; None where this is no WebP, or there is no library."""
    found, told = library(), Features()
    if found is None or given[:4] != b"RIFF" or given[8:12] != b"WEBP":
        return None
    status = found.WebPGetFeaturesInternal(given, ctypes.c_size_t(len(given)), ctypes.byref(told), ABI)
    return told if status == OK else None


def scaled(given: bytes, told: Features, most: int) -> Image.Image:
    """At most `most` pixels on its longer side. ValueError for what cannot be decoded."""
    found, config = library(), Config()
    if found is None or not found.WebPInitDecoderConfigInternal(ctypes.byref(config), ABI):
        raise ValueError
    share = min(1.0, most / max(told.width, told.height))
    width, height = max(1, round(told.width * share)), max(1, round(told.height * share))
    mode, bands = ("RGBA", 4) if told.has_alpha else ("RGB", 3)
    rows = ctypes.create_string_buffer(width * height * bands)
    config.options.use_scaling, config.options.scaled_width, config.options.scaled_height = 1, width, height
    config.output.colorspace = RGBA if told.has_alpha else RGB
    config.output.is_external_memory = 1
    config.output.u.rgba = RgbaBuffer(ctypes.addressof(rows), width * bands, len(rows))
    if found.WebPDecode(given, ctypes.c_size_t(len(given)), ctypes.byref(config)) != OK:
        raise ValueError
    return Image.frombytes(mode, (width, height), rows.raw)


def turn(given: bytes) -> int:
    """How it was held, as its Exif says; 1 where it says nothing that can be read."""
    exif = Image.Exif()
    try:
        exif.load(next((body for name, body in _chunks(given) if name == b"EXIF"), b""))
        return int(exif.get(0x0112, 1))
    except (ValueError, TypeError, SyntaxError, OSError, LookupError):
        return 1


def _chunks(given: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(given):
        size = int.from_bytes(given[at + 4 : at + 8], "little")
        yield given[at : at + 4], given[at + 8 : at + 8 + min(size, 100_000)]
        at += 8 + size + size % 2
