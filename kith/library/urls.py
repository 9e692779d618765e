"""Resources and strategies: their addresses."""

from django.urls import URLPattern

app_name = "library"
urlpatterns: list[URLPattern] = []
