from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "kith.care"
    label = "care"
