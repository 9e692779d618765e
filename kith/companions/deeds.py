"""What one of the two can do in a pact, each with its form, its verb and what is said when it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kith.companions import forms, lasting, talking
from kith.companions.models import Side
from kith.companions.showing import Seen
from kith.groups.asking import KindForm


@dataclass(frozen=True, slots=True)
class Deed:
    kind: type[KindForm]
    verb: Callable[..., object]
    done: Any  # words
    clock: bool = True  # the verb wants to know when

    def form(self, sent: QueryDict, seen: Seen) -> KindForm:
        more: dict[str, Any] = {"openly": seen.pact.renewals > 0} if self.kind is forms.AgainForm else {}
        return self.kind(sent, **more)

    def carry_out(self, form: KindForm, by: Side, now: datetime) -> bool:
        """True when it is done; else the form says why not."""
        when = {"now": now} if self.clock else {}
        form.carry_out(self.verb, by=by, **when)
        return not form.errors


def known() -> dict[str, Deed]:
    return {
        "say": Deed(forms.LineForm, talking.say, _("It is said.")),
        "check-in": Deed(
            forms.CheckInForm, talking.check_in, _("Kept. You see each other's when you have both answered.")
        ),
        "arrange": Deed(forms.ArrangeForm, lasting.arrange, _("Kept so.")),
        "show": Deed(forms.ShowForm, lasting.show, _("Kept. It shows when you both choose to."), clock=False),
        "again": Deed(forms.AgainForm, lasting.again, _("Kept. Only you see it."), clock=False),
        "end-in-a-week": Deed(forms.PressForm, lasting.bring_to_an_end, _("It ends in a week.")),
        "way-out": Deed(forms.PressForm, lasting.way_out, _("It ended. Nobody is told why.")),
        "let-go": Deed(
            forms.PressForm, talking.let_go, _("Kept. What can go goes when nobody wishes to keep it."), clock=False
        ),
    }
