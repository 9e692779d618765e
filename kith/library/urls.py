"""Resources and strategies: their addresses."""

from django.urls import path

from kith.library import views, views_bringing, views_giving

app_name = "library"
urlpatterns = [
    path("groups/<str:ref>/shelf/", views.shelf, name="shelf"),
    path("groups/<str:ref>/shelf/sheet/", views.sheet, name="sheet"),
    path("groups/<str:ref>/shelf/resource/", views.new_resource, name="new_resource"),
    path("groups/<str:ref>/shelf/strategy/", views.new_strategy, name="new_strategy"),
    path("resources/<str:ref>/", views.resource, name="resource"),
    path("resources/<str:ref>/change/", views.change_resource, name="change_resource"),
    path("resources/<str:ref>/take-back/", views.take_back_resource, name="take_back_resource"),
    path("resources/<str:ref>/bring/", views_bringing.bring_resource, name="bring_resource"),
    path("strategies/<str:ref>/bring/", views_bringing.bring_strategy, name="bring_strategy"),
    path("strategies/<str:ref>/", views.strategy, name="strategy"),
    path("strategies/<str:ref>/give/", views_giving.give_strategy, name="give_strategy"),
    path("strategies/<str:ref>/unsay/", views.unsay, name="unsay"),
    path("strategies/<str:ref>/change/", views.change_strategy, name="change_strategy"),
    path("strategies/<str:ref>/take-back/", views.take_back_strategy, name="take_back_strategy"),
]
