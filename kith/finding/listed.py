"""A listed group as one row, with all that a card says of it: values only, so that what is made of equal rows is equal."""

from datetime import datetime
from typing import NamedTuple


class Listed(NamedTuple):
    """Its fields, in this order, are asked for by `questions.rows`; those of its rhythm are None where it has none yet."""

    pk: int
    ref: str
    name: str
    about: str
    who_for: str
    town: str
    language: str
    zone: str
    door: str
    capacity: int
    starts_with: int
    begun_at: datetime | None
    made_at: datetime
    full_since: datetime | None
    rhythm__last_met_at: datetime | None
    rhythm__met: int | None
    rhythm__weeks: int | None
    rhythm__usually: int | None
    rhythm__by_call: bool | None
    rhythm__in_hall: bool | None
    rhythm__by_text: bool | None
    theme_keys: str | None  # "3,17"
    meets: datetime | None  # next; where an hour was looked for, next in such an hour
    meets_then: bool = False  # at the times someone said she can

    @property
    def is_forming(self) -> bool:
        """As Group's."""
        return self.starts_with > 0 and self.begun_at is None


FIELDS = Listed._fields[:-3]
