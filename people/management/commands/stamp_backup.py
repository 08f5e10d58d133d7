from django.core.management.base import BaseCommand
from django.utils import timezone

from people.models import Stamp
from people.services.stamp import stamp


class Command(BaseCommand):
    help = "Say that a backup has just been taken and checked: /status tells its age."

    def handle(self, **options):
        stamp(Stamp.Name.BACKUP, at=timezone.now())
        self.stdout.write("Noted.")
