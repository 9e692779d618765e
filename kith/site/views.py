"""The pages that belong to the whole house: first page, help, the way out, and what is held."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "site/home.html")


def helping(request: HttpRequest) -> HttpResponse:
    return render(request, "site/help.html")


def leave(request: HttpRequest) -> HttpResponse:
    return redirect("site:blank")


def blank(request: HttpRequest) -> HttpResponse:
    return render(request, "site/blank.html")


def safety(request: HttpRequest) -> HttpResponse:
    return render(request, "site/safety.html")


def held(request: HttpRequest) -> HttpResponse:
    return render(request, "site/held.html")


def how(request: HttpRequest) -> HttpResponse:
    return render(request, "site/how.html")
