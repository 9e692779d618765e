"""What leaves Kith for other programs: its addresses."""

from django.urls import URLPattern

app_name = "interop"
urlpatterns: list[URLPattern] = []
