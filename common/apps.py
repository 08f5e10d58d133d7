from django.apps import AppConfig


class CommonConfig(AppConfig):
    """No tables: template tags, and what every room builds on."""

    name = "common"
