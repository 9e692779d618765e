"""The pages that belong to the whole house."""

from django.urls import path

from . import views

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("help/", views.helps, name="help"),
    path("leave-quickly/", views.leave, name="leave"),
    path("blank/", views.blank, name="blank"),
    path("safety/", views.safety, name="safety"),
    path("what-we-hold/", views.held, name="held"),
    path("how-it-works/", views.how, name="how"),
]
