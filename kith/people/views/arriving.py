"""Coming in: what shall we call you, then an account, shown once; and ways back in when the passphrase is lost."""

from allauth.account.utils import perform_login
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.kit.refusal import Refused, sentence

from .. import codes, keeping, limits, mail, mailboxes, passphrases, signing_out, welcoming
from ..forms import ByMail, Lost, New, Welcome
from ..onwards import onwards, onwards_or_home
from .asking import PersonRequest, done


@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """The first question, and then an account. What someone is to be called stays in the session: a Person has no name."""
    if request.user.is_authenticated:
        return redirect(onwards_or_home(request))
    known = request.session.get("welcome") or {}  # answered already, at a group's door
    form = Welcome(request.POST or None, initial={"comes": "unsure"} | known)
    if form.is_valid() and done(form, lambda: limits.arrive(request)):
        return come_in(request, form)
    return render(
        request, "people/welcome.html", {"form": form, "next": onwards(request), "known": known.get("alias", "")}
    )


def come_in(request: HttpRequest, form: Welcome) -> HttpResponse:
    person, passphrase = welcoming.make_person(zone=form.cleaned_data["zone"])
    keep = reverse("people:keep") + (f"?{urlencode({'next': onwards(request)})}" if onwards(request) else "")
    response: HttpResponse = perform_login(request, person, redirect_url=keep)
    request.session["welcome"] = {key: form.cleaned_data[key] for key in ("alias", "comes")}
    keeping.hold(request, response, "passphrase", passphrase)
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: PersonRequest) -> HttpResponse:
    """The sign-in name and passphrase, shown until "I have them"."""
    passphrase = keeping.held(request, "passphrase")
    if request.method == "POST" or passphrase is None:
        response = redirect(onwards_or_home(request))
        keeping.let_go(request, response, "passphrase")
        return response
    facts = {"passphrase": passphrase, "next": onwards(request), "paper": "paper" in request.GET}
    return render(request, "people/keep.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """A sign-in name, a printed code and a new passphrase. The answer is the same whatever part was wrong (S1)."""
    form = Lost(request.POST or None)
    if form.is_valid():
        try:
            return redirect_signed_in(request, form)
        except Refused as refused:
            form.add_error(None, sentence(refused))
    return render(request, "people/lost.html", {"form": form, "mail": mail.mail_is_set_up()})


def redirect_signed_in(request: HttpRequest, form: Lost) -> HttpResponse:
    """Count the try, use the code, and sign in (by way of the second factor, where there is one)."""
    login, code, new = (form.cleaned_data[key] for key in ("login", "code", "new"))
    limits.check("code", login, request)
    try:
        person = codes.new_passphrase_by_code(sign_in=login, code=code, new=new)
    except Refused:
        limits.failed("code", login, request)
        raise
    if request.user.is_authenticated:
        request.session.flush()
    messages.success(request, _("Your new passphrase is set. That code is used up now; please cross it out."))
    response: HttpResponse = perform_login(request, person, redirect_url=reverse("people:me"))
    return response


def asked(request: HttpRequest, form: forms.Form) -> None:
    address = form.cleaned_data["address"]
    if limits.may_write_to(address, request):
        mailboxes.send_way_back(address)


@require_http_methods(["GET", "HEAD", "POST"])
def by_mail(request: HttpRequest) -> HttpResponse:
    """Ask for a note with a way back in. One note goes to whatever address was typed, and the page says the same."""
    if not mail.mail_is_set_up():
        raise Http404
    form = ByMail(request.POST or None)
    sent = form.is_valid() and done(form, lambda: asked(request, form))
    return render(request, "people/by_mail.html", {"form": form, "sent": sent})


@require_http_methods(["GET", "HEAD", "POST"])
def new_passphrase(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the note: it sets one new passphrase and does not sign in by itself (P2)."""
    person = mailboxes.person_of(token)
    form = New(request.POST or None)
    if person and form.is_valid():
        passphrases.change_passphrase(person, new=form.cleaned_data["new"], by=person)
        return render(request, "people/new_passphrase.html", {"name": person.sign_in, "set": True})
    return render(request, "people/new_passphrase.html", {"form": form, "works": person is not None})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    signing_out.sign_out_here(request)
    return redirect("site:home")
