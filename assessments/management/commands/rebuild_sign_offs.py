from django.core.management.base import BaseCommand, CommandError

from assessments.ledger.services.sign_off_rebuild import rebuild_sign_offs
from programs.preceptorships.models import Preceptorship


class Command(BaseCommand):
    help = (
        "Put every sign-off back to what the ledger says and count its progress afresh, naming "
        "each difference. A chain that does not hold is left alone: see verify_ledger."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="repair nothing; end with an error if one differs"
        )

    def handle(self, *, check, **options):
        differences = 0
        preceptorships = Preceptorship.objects.select_related("learner").order_by("pk")
        for line in rebuild_sign_offs(preceptorships.iterator(chunk_size=500), check=check):
            self.stderr.write(line)
            differences += 1
        if check and differences:
            raise CommandError(f"{differences} differences from the ledger.")
        self.stdout.write(f"{differences} differences {'found' if check else 'repaired'}.")
