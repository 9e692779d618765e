"""A question known by heart: a queryset that is put into the database's words once, and asked again and again with other values.

Django takes ten times as long to put a question together as the database takes to answer it. What is kept here is the very
statement that the queryset says, so permission is still written once, as a queryset; only the values in it are exchanged:

    @by_heart.question
    def told_since(person: Person, line: datetime) -> StorySet:
        return readable(person).filter(shared_at__gt=line).newest()[:31]

    told_since(ana, yesterday)  # a list of stories
    told_since.anew(ana, yesterday)  # the queryset itself

The function is called with marks in place of the values, twice, with other marks the second time, so it may put them into the
question and do nothing else with them, except that a moment may be moved (`now - A_DAY`). Of a model object only its key is there
(anything else is an error), and a value decides nothing about the shape of the question: where the two times differ in any other
way, the question is refused. What does decide its shape comes as a tuple, `(signed_in, way)`: for each different tuple, of words or
of functions, a question of its own is kept.
Days are cut in somebody's time zone, so a question that cuts them in the database is refused: give it the moments between them.

PostgreSQL knows it by heart as well: it takes longer to plan such a question than to answer it, so it is prepared there.
"""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.http import Http404
from django.utils import timezone

from kith.kit import prepared

P = ParamSpec("P")
M = TypeVar("M")
SIZES = (8, 20, 32, 64, 300, 600)  # of a list of keys: a statement for each, filled up with the last of them
NOBODY = -1  # a key that no row has
MOST_SHAPES = 500  # of one question; the oldest is forgotten, and learned again when it is asked
FIRST_KEY, FIRST_MOMENT = 2_000_000_001, datetime(1905, 1, 1, tzinfo=UTC)
ODD = timedelta(
    days=7, hours=1, minutes=23, seconds=45, microseconds=678
)  # the second time: nothing cut off it looks moved
Place = tuple[int, timedelta | None]  # which of the values, flat; and by how much that moment is moved


@dataclass(frozen=True, slots=True)
class Known:
    """A statement, with what stands at each place in it: one of the values, or None for what never changes."""

    shape: "models.QuerySet[Any]"
    compiler: Any
    sql: str
    said: tuple[Any, ...]
    places: tuple[Place | None, ...]


class Question(Generic[P, M]):
    """Called like the function it was made from, and answers with a list. `anew` is that function itself: a queryset."""

    def __init__(self, made: "Callable[P, models.QuerySet[Any, M]]") -> None:
        self.anew = made
        self._known: dict[tuple[Any, ...], Known] = {}

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[M]:
        known, values = self._recall(args, kwargs)
        connection = connections[DEFAULT_DB_ALIAS]
        return cast("list[M]", list(_again(known, _filled(known, values, connection), connection)))

    def in_words(self, *args: P.args, **kwargs: P.kwargs) -> tuple[str, tuple[Any, ...]]:
        """The statement and its values, to become a part of another one."""
        known, values = self._recall(args, kwargs)
        return known.sql, _filled(known, values, connections[DEFAULT_DB_ALIAS])

    def _recall(self, args: Sequence[Any], kwargs: dict[str, Any]) -> tuple[Known, list[Any]]:
        values = [_padded(value) for value in (*args, *kwargs.values())]
        shape = (connections[DEFAULT_DB_ALIAS].vendor, *kwargs, *map(_shape, values))
        return self._known.get(shape) or self._learn(shape, args, kwargs), _flat(values)

    def _learn(self, shape: tuple[Any, ...], args: Sequence[Any], kwargs: dict[str, Any]) -> Known:
        made, compiler, sql, said, marks = self._put_together(args, kwargs, again=False)
        _, _, sql_again, said_again, marks_again = self._put_together(args, kwargs, again=True)
        if sql_again != sql or len(said_again) != len(said):
            raise TypeError(f"{self.anew.__name__} lets a value decide the shape of the question: give it as a tuple")
        if timezone.get_current_timezone_name() in said:
            raise TypeError(f"{self.anew.__name__} cuts days in the time zone of whoever asks first")
        moves = _Moves(marks, marks_again, connections[DEFAULT_DB_ALIAS])
        places = tuple(
            None if one == other else moves.place(one, other) for one, other in zip(said, said_again, strict=True)
        )
        if None in (place for place, one, other in zip(places, said, said_again, strict=True) if one != other):
            raise TypeError(
                f"{self.anew.__name__} does something with its values besides putting them into the question"
            )
        if {place[0] for place in places if place} != set(range(len(marks))):
            raise TypeError(f"{self.anew.__name__} does not put each of its values into the question as it is")
        if len(self._known) >= MOST_SHAPES:
            self._known.pop(next(iter(self._known)), None)
        known = self._known[shape] = Known(made, compiler, sql, tuple(said), places)
        return known

    def _put_together(self, args: Sequence[Any], kwargs: dict[str, Any], *, again: bool) -> tuple[Any, ...]:
        given = [_mark(_padded(value), n, again=again) for n, value in enumerate((*args, *kwargs.values()))]
        named = dict(zip(kwargs, given[len(args) :], strict=True))
        made: Any = self.anew(*given[: len(args)], **named)
        compiler = made.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, said = compiler.as_sql()
        return made, compiler, sql, said, _flat(given)


class _Moves:
    """Which value stands at a place, when the place said `one` with the first marks and `other` with the second."""

    def __init__(self, marks: list[Any], again: list[Any], connection: Any) -> None:
        self.pairs = [(_given(one, connection), _given(two, connection)) for one, two in zip(marks, again, strict=True)]
        self.moments = [
            (at, one, two)
            for at, (one, two) in enumerate(zip(marks, again, strict=True))
            if isinstance(one, datetime) and isinstance(two, datetime)
        ]

    def place(self, one: Any, other: Any) -> Place | None:
        if (one, other) in self.pairs:
            return self.pairs.index((one, other)), None
        first, second = _moment(one), _moment(other)
        if first is None or second is None:
            return None
        return next(((at, first - a) for at, a, b in self.moments if first - a == second - b), None)


def the_one(found: list[M]) -> M:
    """The first of them; where there is none, there is no such page."""
    if not found:
        raise Http404
    return found[0]


def question(made: "Callable[P, models.QuerySet[Any, M]]") -> Question[P, M]:
    """A function that answers with a queryset becomes a question known by heart."""
    return Question(made)


class _Said:
    """Stands where Django looks for a query: it has been put together already."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self.query, self.compiler = query, compiler

    def get_compiler(self, *_: Any, **__: Any) -> Any:
        return self.compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.query, name)


def _filled(known: Known, values: list[Any], connection: Any) -> tuple[Any, ...]:
    given = [_given(value, connection) for value in values]
    return tuple(
        said if at is None else given[at[0]] if at[1] is None else _given(values[at[0]] + at[1], connection)
        for said, at in zip(known.said, known.places, strict=True)
    )


def _again(known: Known, filled: tuple[Any, ...], connection: Any) -> "models.QuerySet[Any]":
    compiler = copy(
        known.compiler
    )  # what it selects, and how rows become objects, is known; the connection is this thread's
    compiler.connection = prepared.line(connection)
    compiler.as_sql = lambda *_, **__: (known.sql, filled)
    shape: Any = known.shape
    found: Any = type(shape)(model=shape.model, query=_Said(shape.query, compiler), using=DEFAULT_DB_ALIAS)
    found._iterable_class, found._fields = shape._iterable_class, shape._fields
    return cast("models.QuerySet[Any]", found)


def _shape(value: Any) -> Any:
    """What a value says about which statement it is: a list how long it is, a tuple all of it, anything else what it is."""
    if isinstance(value, list):
        return len(value)
    return value if isinstance(value, tuple) else value.__class__


def _padded(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    size = next((size for size in SIZES if size >= len(value)), None)
    if size is None:
        raise ValueError(f"at most {SIZES[-1]} keys at a time")
    return value + (value[-1:] or [NOBODY]) * (size - len(value))


def _flat(values: Sequence[Any]) -> list[Any]:
    """One after the other; what decides the shape is none of them."""
    found: list[Any] = []
    for value in values:
        if isinstance(value, list):
            found += value
        elif not isinstance(value, tuple):
            found.append(value)
    return found


def _given(value: Any, connection: Any) -> Any:
    """As the database is given it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value.pk if isinstance(value, models.Model) else value


def _moment(said: Any) -> datetime | None:
    """What a database was given, as the moment it is, if it is one."""
    try:
        found = datetime.fromisoformat(said) if isinstance(said, str) else said
    except ValueError:
        return None
    if not isinstance(found, datetime):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _mark(value: Any, n: int, *, again: bool) -> Any:
    """Another value of the same kind, which stands nowhere else in the question; `n` is which argument it stands for."""
    key, moment = FIRST_KEY + 1000 * n + 500 * again, FIRST_MOMENT + timedelta(days=3 * n) + again * (n + 1) * ODD
    if isinstance(value, list):
        return [_mark(one, 1_000 * (n + 1) + at, again=again) for at, one in enumerate(value)]
    if isinstance(value, tuple):
        return value
    if isinstance(value, models.Model):
        kind = value.__class__  # also of the lazy person on a request
        return kind.from_db(DEFAULT_DB_ALIAS, [kind._meta.pk.attname], [key])
    if isinstance(value, datetime):
        return moment
    if isinstance(value, date):
        return moment.date()
    if isinstance(value, str):
        return f"mark{key}"
    if isinstance(value, int) and not isinstance(value, bool):
        return key
    raise TypeError(f"{type(value).__name__} cannot stand in a question known by heart")
