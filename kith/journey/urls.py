"""My journey and my journal: their addresses."""

from django.urls import URLPattern

app_name = "journey"
urlpatterns: list[URLPattern] = []
