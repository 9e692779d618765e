"""The two long lists of the journey's page, the timeline and the table: as templates they took as long as all the rest of it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kith.journey.strands import MonthRow

if TYPE_CHECKING:
    from kith.journey.showing import Stop

LINK = '<a class="small" href="{}">{}<span class="visually-hidden">: {}</span></a>'
STOP = '<li{}><p class="soft small"><time datetime="{}">{}</time></p>\n<h3{}>{}</h3>{}' + LINK + "</li>"
CELL = '<td><span class="soft only-narrow">{}</span> {}</td>'
ROW = '<tr><th scope="row">{}</th>' + 2 * CELL + "</tr>"


def timeline(stops: "Sequence[Stop]") -> SafeString:
    glows, own = SafeString(' class="glow"'), SafeString(' class="said"')
    tell_it, a_day = _("Add a few words, or tell it"), _("A day of yours")

    def each() -> Iterator[tuple[object, ...]]:
        for stop in stops:
            words = format_html('<p class="said">{}</p>', stop.words) if stop.words else ""
            glow, said = glows if stop.glow else "", "" if stop.is_first else own
            link = tell_it if stop.is_first else a_day
            yield glow, stop.on.isoformat(), stop.when, said, stop.said, words, stop.path, link, stop.said

    return format_html_join("", STOP, each())


def table(rows: Sequence[MonthRow]) -> SafeString:
    one, other = _("You leaned on people:"), _("People leaned on you:")
    nothing = format_html('<span class="soft">{}</span>', _("nothing noted"))
    each = ((row.when, one, row.leaned or nothing, other, row.leaned_on or nothing) for row in rows)
    return format_html_join("", ROW, each)
