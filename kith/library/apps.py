from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "kith.library"
    label = "library"
