"""Addresses known by heart: what Django's `reverse` says of a page's name, put together once for each name, not for each link.

Only refs stand in them: anything else is asked of Django, who also refuses what is no page.
"""

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse

MARK = "mark{}zzzzzzzzzzzz"  # like a ref, but none: refs have no vowels
_known: dict[tuple[str, str, str, int], list[str] | None] = {}  # the pieces between refs; None: ask Django


def at(name: str, *refs: str) -> str:
    """The address of the page of that name, of these refs."""
    return by_heart(name, refs) or reverse(name, args=refs)


def by_heart(name: str, refs: "tuple[object, ...]") -> str | None:
    """The address, where it is known and each of these is like a ref."""
    key = (settings.ROOT_URLCONF, get_script_prefix(), name, len(refs))
    if key not in _known:
        _known[key] = _learn(name, len(refs))
    pieces = _known[key]
    if pieces is None or not all(_is_plain(ref) for ref in refs):
        return None
    return pieces[0] + "".join(f"{ref}{piece}" for ref, piece in zip(refs, pieces[1:], strict=True))


def _is_plain(ref: object) -> bool:
    """Nothing that an address or a page would write otherwise."""
    return isinstance(ref, str) and ref.isalnum() and ref.isascii() and ref.islower()


def _learn(name: str, many: int) -> list[str] | None:
    marks = [MARK.format(n) for n in range(many)]
    try:
        rest = reverse(name, args=marks)
    except NoReverseMatch:
        return None
    pieces = []
    for mark in marks:
        piece, found, rest = rest.partition(mark)
        if not found:
            return None
        pieces.append(piece)
    return None if set("".join([*pieces, rest])) & set("&<>\"'") else [*pieces, rest]
