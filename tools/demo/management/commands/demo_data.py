from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tools.demo.data.build import DemoError, build_demo


class Command(BaseCommand):
    help = "Fill an empty database with three invented organisations (for looking around)."

    def handle(self, **options):
        try:
            build_demo(now=timezone.now())
        except DemoError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS("The demo is ready."))
