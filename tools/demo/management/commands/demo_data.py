from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.connections import LOOPBACK
from tools.demo.data.build import DemoError, build_demo


class Command(BaseCommand):
    help = "Fill an empty database with three invented organisations (for looking around)."

    def handle(self, **options):
        host = settings.DATABASES["default"]["HOST"]
        is_here = not host or host.startswith("/") or host in LOOPBACK
        if not settings.DEMO or not is_here:
            raise CommandError(
                "The demo's passwords are public: it goes into a demo on this machine."
            )
        try:
            build_demo(now=timezone.now())
        except DemoError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS("The demo is ready."))
