"""What this app says when it says no."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    THEME_HOLDS_OTHERS = "theme_holds_others"
    THEME_TOO_DEEP = "theme_too_deep"


SAYINGS: dict[str, str | Promise] = {
    Reason.THEME_HOLDS_OTHERS: _("Other themes stand under it. Move or remove those first."),
    Reason.THEME_TOO_DEEP: _("Themes are two steps deep. Choose a broad one for it to stand under."),
}
