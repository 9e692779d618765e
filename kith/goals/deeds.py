"""What the owner of a goal can do with it, each with its form, its verb and what is said when it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kith.goals import asking, checking_in, ending, forms, working
from kith.goals.models import Goal
from kith.goals.words import SHOWN, TO_END, TO_HOW, Words, to_step
from kith.groups.asking import KindForm


@dataclass(frozen=True, slots=True)
class Deed:
    kind: type[KindForm]
    verb: Callable[..., object]
    done: Words | Callable[[Goal, dict[str, Any], datetime], Words]
    clock: bool = True  # the verb wants to know when

    def carry_out(self, form: KindForm, goal: Goal, now: datetime) -> bool:
        """True when it is done; else the form says why not."""
        when = {"now": now} if self.clock else {}
        form.carry_out(self.verb, goal=goal, **when)
        return form.is_valid() and not form.errors

    def says(self, form: KindForm, goal: Goal, now: datetime) -> Words:
        return self.done(goal, form.cleaned_data, now) if callable(self.done) else self.done


def known() -> dict[str, Deed]:
    return {
        "step": Deed(forms.StepForm, working.add_step, _("The step is kept.")),
        "reach": Deed(forms.OfForm, working.reach, lambda goal, _said, now: to_step(asking.today(goal.by, now))),
        "not-yet": Deed(forms.OfForm, working.not_yet, _("Not yet, then. It is still here."), clock=False),
        "drop": Deed(forms.OfForm, working.drop, _("The step is gone."), clock=False),
        "check-in": Deed(forms.CheckInForm, checking_in.check_in, lambda _goal, said, _now: TO_HOW[said["how"]]),
        "take-back": Deed(forms.OfForm, checking_in.take_back, _("It is gone."), clock=False),
        "reword": Deed(forms.GoalForm, working.reword, _("Kept so."), clock=False),
        "show": Deed(forms.ShowForm, working.show, lambda _goal, said, _now: SHOWN[said["to"]], clock=False),
        "remind": Deed(forms.RemindForm, checking_in.remind, _("Kept so.")),
        "ask": Deed(forms.AskForm, checking_in.ask_me, _("Kept so.")),
        "end": Deed(forms.EndForm, ending.end, lambda _goal, said, _now: TO_END[said["how"]]),
        "again": Deed(forms.PressForm, ending.take_up_again, _("It goes on from where you left it. Welcome back.")),
    }
