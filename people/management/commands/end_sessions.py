from importlib import import_module

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Log everybody out, such as after a restore: the sessions of a backup are open again."

    def handle(self, **options):
        store = import_module(settings.SESSION_ENGINE).SessionStore
        count, _each = store.get_model_class().objects.all().delete()
        self.stdout.write(f"{count} sessions have ended.")
