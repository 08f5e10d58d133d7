from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.ledger.services.erasure import ErasureError, erase_names
from people.models import Person
from programs.preceptorships.models import Preceptorship


class Command(BaseCommand):
    help = (
        "Erase the names and comments of all signatures in one closed record, for good. The "
        "signatures still hold; who erased, when, why and how many becomes an entry of the "
        "ledger. Run by the owner of the tables: the site's own role cannot."
    )

    def add_arguments(self, parser):
        parser.add_argument("preceptorship", help="the id in the address of the record")
        parser.add_argument("--by", required=True, help="e-mail of the administrator who decided")
        parser.add_argument("--reason", required=True, help="why; stays in the ledger")

    def handle(self, *, preceptorship, by, reason, **options):
        records = Preceptorship.objects.select_related("learner__person")
        try:
            record = records.get(pk=preceptorship)
            person = Person.objects.get(email=by.lower())
            count = erase_names(preceptorship=record, by=person, reason=reason, at=timezone.now())
        except (Preceptorship.DoesNotExist, ValidationError) as error:
            raise CommandError(f"There is no record {preceptorship}.") from error
        except Person.DoesNotExist as error:
            raise CommandError(f"Nobody logs in as {by}.") from error
        except ErasureError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Names and comments of {count} entries erased.")
