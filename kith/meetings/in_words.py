"""A rule as people say it: "Every other Thursday at 19:00"."""

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kith.meetings.models import Series
from kith.meetings.recurring import LAST, MONTH, Rule

WHICH = {
    1: gettext_lazy("first"),
    2: gettext_lazy("second"),
    3: gettext_lazy("third"),
    4: gettext_lazy("fourth"),
    LAST: gettext_lazy("last"),
}


def of(series: Series) -> str:
    """Days and time: "Every Tuesday and Thursday at 19:00". The time is on the wall of the series' zone."""
    rule = series.course.rule
    return _("%(days)s at %(time)s") % {"days": days(rule), "time": time_format(series.clock, "H:i")}


def whole(series: Series) -> str:
    """The same, with how it ends: "..., until 3 March 2027"."""
    return of(series) + ending(series.course.rule)


def days(rule: Rule) -> str:
    names = get_text_list([str(WEEKDAYS[day]) for day in rule.days], _("and"))
    if rule.every == MONTH:
        return _months(rule, names)
    if rule.apart == 1 and len(rule.days) == 7:
        return _("Every day")
    if rule.apart == 1:
        return _("Every %(days)s") % {"days": names}
    if rule.apart == 2:
        return _("Every other %(days)s") % {"days": names}
    return _("Every %(n)s weeks on %(days)s") % {"n": rule.apart, "days": names}


def _months(rule: Rule, names: str) -> str:
    facts = {"which": str(WHICH[rule.which]), "day": names, "n": rule.apart}
    if rule.apart == 1:
        return _("The %(which)s %(day)s of each month") % facts
    return _("The %(which)s %(day)s of every %(n)s months") % facts


def ending(rule: Rule) -> str:
    """How it ends, after a comma; empty where it has no end."""
    if rule.until:
        return _(", until %(day)s") % {"day": date_format(rule.until, "j F Y")}
    if rule.times:
        return ngettext(", %(n)s time", ", %(n)s times", rule.times) % {"n": rule.times}
    return ""
