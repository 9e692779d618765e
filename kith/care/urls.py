"""Telling, and reading what was told."""

from django.urls import path

from . import among_views, views

app_name = "care"
urlpatterns = [
    path("facilitators/", among_views.everyone, name="among"),
    path("facilitators/<str:ref>/", among_views.asking, name="asking"),
    path("tell/", views.tell, name="tell"),
    path("tell/sent/", views.told, name="told"),
    path("looked/", views.looked, name="looked"),
    path("tellings/", views.tellings, name="tellings"),
    path("tellings/<str:ref>/", views.telling, name="telling"),
]
