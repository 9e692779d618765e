"""Notices' addresses."""

from django.urls import path

from kith.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/wishes/", views.wishes, name="wishes"),
]
