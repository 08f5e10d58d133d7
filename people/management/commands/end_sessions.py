from django.core.management.base import BaseCommand, CommandError

from people.models import Person
from people.services.device_session import end_every_session, end_sessions


class Command(BaseCommand):
    help = "Log somebody out on every device, or everybody."

    def add_arguments(self, parser):
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("email", nargs="?", help="whose sessions end")
        whose.add_argument("--everybody", action="store_true", help="end those of everybody")

    def handle(self, *, email, everybody, **options):
        ended = end_every_session() if everybody else end_sessions(self._person(email))
        self.stdout.write(f"{ended} sessions ended.")

    def _person(self, email):
        person = Person.objects.filter(email=email.lower()).first()
        if person is None:
            raise CommandError(f"Nobody has the address {email}.")
        return person
