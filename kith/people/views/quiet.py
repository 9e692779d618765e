"""My quiet days: a page for saying them and taking them back. Why a day is hard is nobody's question."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import quiet_days
from ..forms import QuietDayForm
from ..models import QuietDay
from .asking import PersonRequest, done


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: PersonRequest) -> HttpResponse:
    if gone := request.POST.get("take-back"):
        quiet_days.take_back(gone, by=request.user)
        return redirect("people:quiet_days")
    form = QuietDayForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: quiet_days.say(**form.cleaned_data, by=request.user), field="day"):
        messages.success(request, _("It is quiet around that day. Nobody is told."))
        return redirect("people:quiet_days")
    return render(request, "people/quiet_days.html", {"form": form, "days": QuietDay.objects.of(request.user)})
