"""Two strands on one baseline, month by month: pure geometry and plain words. It compares nothing and sums nothing up."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kith.journey import kinds
from kith.journey.kinds import LEANED, LEANED_ON, Fibre
from kith.kit import days

MONTHS = 12
TOP, FLOOR, BASE = (
    48,
    196,
    208,
)  # of a drawing 250 high: the highest a strand goes, where it lies in a quiet month, the line


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One line of the table: the month, and what was in it of each strand, in words."""

    month: date
    leaned: str
    leaned_on: str

    @property
    def when(self) -> str:
        return days.month_in_words(self.month)


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the SVG says: two paths, the months under them, and, where there is room, what each strand is."""

    width: int
    leaned: str
    leaned_on: str
    months: list[Label]
    names: list[Label]

    @property
    def end(self) -> int:
        return self.width - 10


def shift(month: date, by: int) -> date:
    """The first day of the month so many months later; earlier, where it is negative."""
    count = month.year * 12 + month.month - 1 + by
    return date(count // 12, count % 12 + 1, 1)


def window(last: date) -> list[date]:
    """The twelve months up to this one."""
    return [shift(last.replace(day=1), by) for by in range(1 - MONTHS, 1)]


def is_within(day: date, last: date) -> bool:
    """Whether it is in one of the twelve months up to this one."""
    return shift(last, 1 - MONTHS) <= day < shift(last, 1)


def sums(months: Sequence[date], counts: Mapping[date, Counter[str]], fibres: Sequence[Fibre]) -> list[int]:
    keys = [one.key for one in fibres]
    return [sum(counted[key] for key in keys) for counted in _of(months, counts)]


def table(months: Sequence[date], counts: Mapping[date, Counter[str]]) -> list[MonthRow]:
    """Newest last, as the picture runs."""
    language = get_language()

    def said(counted: Counter[str], fibres: Sequence[Fibre]) -> str:
        return ", ".join(kinds.in_words(one.key, counted[one.key], language) for one in fibres if counted[one.key])

    found = zip(months, _of(months, counts), strict=True)
    return [MonthRow(month, said(counted, LEANED), said(counted, LEANED_ON)) for month, counted in found]


def _of(months: Sequence[date], counts: Mapping[date, Counter[str]]) -> list[Counter[str]]:
    nothing = Counter[str]()
    return [counts.get(month, nothing) for month in months]


def soften(numbers: Sequence[int]) -> list[float]:
    """Each month with a little of those beside it, so that the line is calm. The table has the months as they were."""
    padded = [numbers[0], *numbers, numbers[-1]]
    return [
        (before + 2 * here + after) / 4 for before, here, after in zip(padded, padded[1:], padded[2:], strict=False)
    ]


def draw(months: Sequence[date], leaned: Sequence[int], leaned_on: Sequence[int], *, width: int) -> Drawing:
    """Both on one scale and one baseline."""
    most = max(1, *leaned, *leaned_on)
    places = _places(len(months), width)
    one, other = (_points(places, soften(numbers), most) for numbers in (leaned, leaned_on))
    every = 2 if width > 500 else 3
    under = [Label(days.month_in_short(month), x, 236) for month, x in list(zip(months, places, strict=True))[::every]]
    names = _names(one, other, width) if width > 500 else []
    return Drawing(width, _path(one), _path(other), under, names)


def _places(number: int, width: int) -> list[int]:
    first, last = 42, width - 30
    return [round(first + (last - first) * place / (number - 1)) for place in range(number)]


def _points(places: Sequence[int], numbers: Sequence[float], most: int) -> list[tuple[int, int]]:
    return [(x, round(FLOOR - (FLOOR - TOP) * number / most)) for x, number in zip(places, numbers, strict=True)]


def _path(points: Sequence[tuple[int, int]]) -> str:
    """A line that leaves and reaches each month level."""
    x, y = points[0]
    steps = [f"M{x},{y}"]
    for to_x, to_y in points[1:]:
        half = (x + to_x) // 2
        steps.append(f"C{half},{y} {half},{to_y} {to_x},{to_y}")
        x, y = to_x, to_y
    return " ".join(steps)


def _names(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]], width: int) -> list[Label]:
    """Each above its own strand where that stands clearest of the other; never one on top of the other."""
    first, second = _clearest(one, other), _clearest(other, one)
    labels = []
    for text, (x, y) in ((_("you leaned on people"), first), (_("people leaned on you"), second)):
        at = min(max(x, 100), width - 100)
        labels.append(Label(text, at, max(min(y, *_near(at, one, other)) - 16, 16)))
    if abs(labels[0].x - labels[1].x) < 190 and abs(labels[0].y - labels[1].y) < 20:
        x = labels[0].x + 190 if labels[0].x < width / 2 else labels[0].x - 190
        labels[1] = Label(labels[1].text, x, max(16, min(_near(x, one, other)) - 16))
    return labels


def _near(x: int, *lines: Sequence[tuple[int, int]]) -> list[int]:
    """How high each line stands where a name would lie: a name covers none of them."""
    return [y for line in lines for at, y in line if abs(at - x) < 95]


def _clearest(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return min(zip(one, other, strict=True), key=lambda pair: (pair[0][1] - pair[1][1], pair[0][1]))[0]


def in_words(months: Sequence[date], leaned: Sequence[int], leaned_on: Sequence[int]) -> list[str]:
    """The picture for who does not see it: in which months there was something of each strand."""
    return [
        _("You leaned on people: %(months)s.") % {"months": _ranges(months, leaned)},
        _("People leaned on you: %(months)s.") % {"months": _ranges(months, leaned_on)},
    ]


def _ranges(months: Sequence[date], numbers: Sequence[int]) -> str | Promise:
    found: list[list[date]] = []
    for month, number in zip(months, numbers, strict=True):
        if number and found and shift(found[-1][-1], 1) == month:
            found[-1].append(month)
        elif number:
            found.append([month])
    return ", ".join(_range(one) for one in found) or _("nothing in these months")


def _range(run: Sequence[date]) -> str:
    first, last = days.month_in_words(run[0]), days.month_in_words(run[-1])
    return first if len(run) == 1 else _("%(first)s to %(last)s") % {"first": first, "last": last}
