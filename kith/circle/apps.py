from django.apps import AppConfig


class CircleConfig(AppConfig):
    name = "kith.circle"
    label = "circle"
