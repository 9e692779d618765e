"""What is long on the journey's page, written straight as HTML: the timeline, the table, and what stands on the picture.

As templates they took as long as all the rest of the page. So whatever stands between two tags here goes through `escape`.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kith.journey.strands import Drawing, Label, MonthRow

if TYPE_CHECKING:
    from kith.journey.showing import Stop


def timeline(stops: "Sequence[Stop]") -> SafeString:
    tell_it, a_day = escape(_("Add a few words, or tell it")), escape(_("A day of yours"))
    return SafeString("".join(_stop(one, tell_it if one.is_first else a_day) for one in stops))


def _stop(stop: "Stop", link: str) -> str:
    said = escape(str(stop.said))
    glow = ' class="glow"' if stop.glow else ""
    own = "" if stop.is_first else ' class="said"'
    words = f'<p class="said">{escape(stop.words)}</p>' if stop.words else ""
    when = f'<p class="soft small"><time datetime="{stop.on.isoformat()}">{escape(stop.when)}</time></p>'
    further = f'<a class="small" href="{escape(stop.path)}">{link}<span class="visually-hidden">: {said}</span></a>'
    return f"<li{glow}>{when}\n<h3{own}>{said}</h3>{words}{further}</li>"


def table(rows: Sequence[MonthRow]) -> SafeString:
    one, other = escape(_("You leaned on people:")), escape(_("People leaned on you:"))
    nothing = f'<span class="soft">{escape(_("nothing noted"))}</span>'

    def cell(name: str, said: str) -> str:
        return f'<td><span class="soft only-narrow">{name}</span> {escape(said) or nothing}</td>'

    each = (
        f'<tr><th scope="row">{escape(row.when)}</th>{cell(one, row.leaned)}{cell(other, row.leaned_on)}</tr>'
        for row in rows
    )
    return SafeString("".join(each))


def labels(drawing: Drawing) -> SafeString:
    """The months under the line, and what each strand is."""
    return SafeString(_labels(drawing.months, "") + _labels(drawing.names, ' class="name"'))


def _labels(found: Iterable[Label], kind: str) -> str:
    return "".join(f'<text{kind} x="{one.x}" y="{one.y}">{escape(one.text)}</text>' for one in found)
