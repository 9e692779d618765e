"""Kind words and the jar: their addresses."""

from django.urls import path

from kith.companions import views_kindness as views

kindness_urls = [
    path("groups/<str:ref>/kind-words/", views.kind_words, name="kind_words"),
    path("groups/<str:ref>/kind-words/ideas/", views.ideas, name="ideas"),
    path("groups/<str:ref>/kind-words/not-now/<str:member>/", views.let_pass, name="let_pass"),
    path("kind-words/<str:ref>/take-back/", views.take_back, name="take_back"),
    path("jar/", views.my_jar, name="jar"),
    path("jar/one/", views.one_of_them, name="jar_one"),
    path("jar/not-now/", views.not_now, name="jar_not_now"),
    path("jar/<str:ref>/take-out/", views.take_out, name="take_out"),
]
