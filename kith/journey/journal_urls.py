"""The journal's addresses."""

from django.urls import path

from kith.journey import journal_views as views

journal_urls = [
    path("journal/", views.journal, name="journal"),
    path("journal/beside/", views.beside, name="journal_beside"),
    path("journal/locks/", views.locks, name="journal_locks"),
    path("journal/begin/", views.begin, name="journal_begin"),
    path("journal/let-go/", views.let_go, name="journal_let_go"),
    path("journal/<str:ref>/lock/", views.change_lock, name="journal_lock"),
    path("journal/<str:ref>/file/", views.file, name="journal_file"),
    path("journal/<str:ref>/notes/", views.notes, name="journal_notes"),
    path("journal/<str:ref>/notes/<str:note>/", views.note, name="journal_note"),
    path("journal/<str:ref>/notes/<str:note>/take-away/", views.take_away, name="journal_take_away"),
]
