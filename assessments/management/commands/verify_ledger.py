from django.core.management.base import BaseCommand, CommandError

from assessments.models import LedgerEntry
from assessments.services.ledger import broken_chains


class Command(BaseCommand):
    help = (
        "Recompute the ledger from its columns and name the first broken entry of every "
        "chain that does not hold. Ends with an error if there is one."
    )

    def handle(self, **options):
        broken = 0
        for chain in broken_chains():
            self.stderr.write(str(chain))
            broken += 1
        entries = LedgerEntry.objects.count()
        if broken:
            raise CommandError(f"{broken} of the chains do not hold ({entries} entries).")
        self.stdout.write(f"The ledger holds: {entries} entries.")
