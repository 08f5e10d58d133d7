from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people.factors.services import FactorsError, reset_factors
from people.models import Person


class Command(BaseCommand):
    help = "Remove the second factors of somebody who lost them, such as the only administrator."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument(
            "--reason", required=True, help="how you know who asks; it stays on record"
        )

    def handle(self, *, email, reason, **options):
        person = Person.objects.filter(email=email.lower()).first()
        if person is None:
            raise CommandError(f"Nobody has the address {email}.")
        try:
            reset_factors(person=person, reason=reason, by=None, at=timezone.now())
        except FactorsError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Removed. {person.email} is told.")
