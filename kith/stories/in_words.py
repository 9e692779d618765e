"""What was said quietly, for the one who wrote: as words. There is no number anywhere, and nobody's name."""

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.kit import by_heart
from kith.people.models import Apart, Person
from kith.stories.models import Acknowledgement, Story

Kind = Acknowledgement.Kind


def spelled(many: int) -> str:
    """Up to ten in letters; more are "many"."""
    words = (
        "",
        _("One"),
        _("Two"),
        _("Three"),
        _("Four"),
        _("Five"),
        _("Six"),
        _("Seven"),
        _("Eight"),
        _("Nine"),
        _("Ten"),
    )
    return words[many] if many < len(words) else _("Many")


def told(kind: str, many: int) -> str:
    """ "Three people have been there too." """
    who = {"who": spelled(many)}
    if kind == Kind.ME_TOO:
        return ngettext("%(who)s person has been there too.", "%(who)s people have been there too.", many) % who
    if kind == Kind.THANK_YOU:
        return ngettext("%(who)s person thanks you.", "%(who)s people thank you.", many) % who
    return ngettext("%(who)s person hears you.", "%(who)s people hear you.", many) % who


@by_heart.question
def _said_to(person: Person, story: Story) -> "QuerySet[Acknowledgement, tuple[int | None, str, int]]":
    mine = Q(reply=None, story__by__person=person) | Q(reply__by__person=person)
    rows = Acknowledgement.objects.filter(mine, story=story)
    rows = rows.exclude(Apart.objects.between(person, Apart.Kind.BLOCK, "by__person"))
    return rows.values_list("reply", "kind").annotate(n=Count("pk")).order_by("kind")


def for_me(story: Story, *, person: Person) -> dict[int | None, list[str]]:
    """What was said quietly to this person: under their story (None) and under each reply of theirs (its key)."""
    found: dict[int | None, list[str]] = {}
    for reply, kind, many in _said_to(person, story):
        found.setdefault(reply, []).append(told(kind, many))
    return found
