from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "kith.kit"
    label = "kit"
