"""Companions, outings and encouragement: their addresses."""

from django.urls import URLPattern

app_name = "companions"
urlpatterns: list[URLPattern] = []
