from django.apps import AppConfig


class CommonConfig(AppConfig):
    """No tables: template tags, and what every room builds on."""

    name = "common"

    def ready(self):
        from common.field_words import set_field_words
        from config import checks  # noqa: F401 - registers itself

        set_field_words()
