from django.apps import AppConfig


class CommonConfig(AppConfig):
    """No tables: template tags, and what every room builds on."""

    name = "common"

    def ready(self):
        from config import checks  # noqa: F401 - registers itself
