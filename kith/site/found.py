"""What was found, as the page lists it. As HTML, made here: a template took three milliseconds for twenty of them.

Every word of a person's in it is escaped, here or in `kith.kit.searching`; the path is made of a ref.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kith.kit.searching import Found


def listed(found: Iterable[Found]) -> SafeString:
    return mark_safe("".join(map(_item, found)))  # noqa: S308


def _item(one: Found) -> str:
    head = f'<h3><a href="{escape(one.path)}">{escape(one.title)}</a></h3>'
    return f'\n  <li class="stack gap-1">{head}\n  <p class="soft small">{one.line()}</p>{_speaks_of(one)}{_said(one)}</li>'


def _speaks_of(one: Found) -> str:
    """The words of stories/speaks_of.html."""
    if not one.notes:
        return ""
    *some, last = map(escape, one.notes)
    told = f"{', '.join(some)} {escape(_('and'))} {last}" if some else last
    return f'\n  <p class="soft small">{escape(_("It speaks of"))} {told}.</p>'


def _said(one: Found) -> str:
    if said := one.snippet():
        return f'\n  <p class="said">{said}</p>'
    folded = escape(_("It is folded until you open it."))
    return f'\n  <p class="soft small">{folded}</p>' if one.notes else ""
