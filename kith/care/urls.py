"""Telling, and reading what was told."""

from django.urls import path

from . import views

app_name = "care"
urlpatterns = [
    path("tell/", views.tell, name="tell"),
    path("tell/sent/", views.told, name="told"),
    path("tellings/", views.tellings, name="tellings"),
    path("tellings/<str:ref>/", views.telling, name="telling"),
]
