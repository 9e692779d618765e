"""Telling a facilitator or the host, and reading what was told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def tell(request: HttpRequest) -> HttpResponse:
    return render(request, "care/tell.html")


def told(request: HttpRequest) -> HttpResponse:
    return render(request, "care/told.html")


def tellings(request: HttpRequest) -> HttpResponse:
    return render(request, "care/tellings.html")


def telling(request: HttpRequest, ref: str) -> HttpResponse:
    return render(request, "care/telling.html")
