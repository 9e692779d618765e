from django.urls import path

from kith.circle import views, views_kindness
from kith.circle.hard_moments_views import hard_moment_urls
from kith.circle.practice_views import practice_urls

app_name = "circle"
urlpatterns = [
    path("circle/<str:ref>/", views.circle, name="room"),
    path("circle/<str:ref>/state", views.state, name="state"),
    path("circle/<str:ref>/do/kind_words/", views_kindness.kind_words, name="kind_words"),
    path("circle/<str:ref>/do/<str:command>/", views.do, name="do"),
    path("circle/<str:ref>/hall/", views.hall, name="hall"),
    path("circle/<str:ref>/shown.webp", views.shown, name="shown"),
    path("circle/<str:ref>/hello/", views.hello, name="hello"),
    *practice_urls,
    *hard_moment_urls,
]
