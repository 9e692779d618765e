"""What I was told, and what I wish to be told. Views find, ask and answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kith.notices import reading, wishing
from kith.notices.forms import Wishing
from kith.notices.sorting import wishes_of
from kith.people import mail
from kith.people.models import Person


class PersonRequest(HttpRequest):
    user: Person


@login_required
@require_safe
def notices(request: PersonRequest) -> HttpResponse:
    """Reading is what marks them as seen."""
    lines = reading.lines(request.user, now=timezone.now())
    return render(request, "notices/notices.html", {"lines": lines, "something_waits": False})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: PersonRequest) -> HttpResponse:
    mine, box = wishes_of(request.user), hasattr(request.user, "mailbox")
    form = Wishing(request.POST or None, wishes=mine, mail=box and mail.mail_is_set_up())
    if form.is_valid():
        wishing.wish(request.user, wished=form.wish(), by=request.user)
        messages.success(request, _("You will be told that way from now on."))
        return redirect("notices:wishes")
    return render(request, "notices/wishes.html", {"form": form, "mail": mail.mail_is_set_up(), "mailbox": box})
