"""Small numbers as words, as one says them aloud."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS = [
    gettext_lazy("none"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
]


def in_words(n: int) -> str:
    """ "seven" up to twelve, digits above."""
    return str(WORDS[n]) if 0 <= n < len(WORDS) else str(n)


def aliases(names: list[str]) -> str:
    """ "Ana, Ben and Cy"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
