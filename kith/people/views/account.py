"""My account: calm and short. Each thing has a page of its own."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .. import codes, erasing, factors, keeping, limits, mail, mailboxes, passphrases, signing_out, welcoming
from ..forms import ChangePassphrase, Email, SignInName, Sure, Zone
from ..zones import known_zone, regions
from .asking import PersonRequest, done, sure

either = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def me(request: PersonRequest) -> HttpResponse:
    facts = {
        "codes": codes.codes_left(request.user),
        "mail": mail.mail_is_set_up(),
        "mailbox": getattr(request.user, "mailbox", None),
        "second_factor": factors.has_second_factor(request.user),
    }
    return render(request, "people/me.html", facts)


@login_required
@either
def sign_in_name(request: PersonRequest) -> HttpResponse:
    form = SignInName(request.POST or None)
    if form.is_valid():
        welcoming.rename(request.user, wish=form.cleaned_data["wish"], by=request.user)
        messages.success(request, _("Your sign-in name is new. Please write it down."))
        return redirect("people:me")
    return render(request, "people/sign_in_name.html", {"form": form})


@login_required
@either
def passphrase(request: PersonRequest) -> HttpResponse:
    form = ChangePassphrase(request.POST or None, person=request.user)
    if sure(form, request):
        before = request.session.session_key
        passphrases.change_passphrase(request.user, new=form.cleaned_data["new"], by=request.user, keep=before)
        update_session_auth_hash(request, request.user)
        signing_out.moved(old=before, new=request.session.session_key)
        messages.success(request, _("Your new passphrase is set. Other devices are signed out."))
        return redirect("people:me")
    return render(request, "people/passphrase.html", {"form": form})


@login_required
@either
def printed_codes(request: PersonRequest) -> HttpResponse:
    """Make eight codes (with the passphrase), and show them until "I have them"."""
    shown = keeping.held(request, "codes")
    form = Sure(request.POST or None, person=request.user)
    if "have" in request.POST or (shown is None and sure(form, request)):
        return printed(request)
    facts = {"form": form, "codes": shown, "left": codes.codes_left(request.user), "paper": "paper" in request.GET}
    return render(request, "people/codes.html", facts)


def printed(request: PersonRequest) -> HttpResponse:
    if "have" in request.POST:
        response = redirect("people:me")
        keeping.let_go(request, response, "codes")
    else:
        response = redirect("people:codes")
        keeping.hold(request, response, "codes", codes.make_codes(request.user, by=request.user))
    return response


@login_required
@either
def devices(request: PersonRequest) -> HttpResponse:
    """Where I am signed in. `everywhere` ends all, this one too; `device` ends one."""
    here = request.session.session_key
    if request.method == "POST":
        if "everywhere" in request.POST:
            signing_out.end_all(request.user, by=request.user)
            signing_out.sign_out_here(request)
            return redirect("account_login")
        signing_out.end_device(request.user, ref=request.POST.get("device", ""), by=request.user)
        return redirect("people:devices")
    return render(request, "people/devices.html", {"devices": signing_out.devices(request.user, here=here)})


@login_required
@either
def email(request: PersonRequest) -> HttpResponse:
    form = Email(request.POST or None, person=request.user)
    mailbox = getattr(request.user, "mailbox", None)
    if "remove" in request.POST:
        mailboxes.remove_mailbox(request.user, by=request.user)
        return redirect("people:email")
    sent = mail.mail_is_set_up() and sure(form, request) and done(form, lambda: wished(request, form), field="address")
    facts = {"form": form, "mailbox": mailbox, "mail": mail.mail_is_set_up(), "sent": sent}
    return render(request, "people/email.html", facts)


def wished(request: PersonRequest, form: Email) -> None:
    address = form.cleaned_data["address"]
    if limits.may_write_to(address, request):
        mailboxes.wish_mailbox(request.user, address=address, by=request.user)


@either
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the note. A press proves the address: programs that look at links do not press."""
    if request.method == "POST":
        return render(request, "people/prove.html", {"proved": mailboxes.prove_mailbox(token), "pressed": True})
    return render(request, "people/prove.html", {"works": mailboxes.read_proof(token) is not None})


@login_required
@either
def zone(request: PersonRequest) -> HttpResponse:
    form = Zone(request.POST or None)
    if form.is_valid():
        request.user.keep_zone(known_zone(form.cleaned_data["zone"]))
        messages.success(request, _("Times are shown that way from now on."))
        return redirect("people:me")
    return render(request, "people/zone.html", {"form": form, "regions": regions()})


@login_required
@either
def delete(request: PersonRequest) -> HttpResponse:
    """Says what goes; with the passphrase, everything of theirs goes, now."""
    form = Sure(request.POST or None, person=request.user)
    if sure(form, request):
        erasing.erase(request.user, by=request.user)
        request.session.flush()
        return redirect(reverse("people:gone"))
    return render(request, "people/delete.html", {"form": form})


@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "people/gone.html")
