from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from assessments.services.ledger import Count, broken_chains
from assessments.services.seal import read_sealed


class Command(BaseCommand):
    help = (
        "Recompute the ledger from its columns and name the first broken entry of every "
        "chain that does not hold. With --seals also against the daily seals outside the "
        "database. Ends with an error if anything does not hold."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--seals", action="store_true", help="compare with the seals: SEAL_FILE"
        )
        parser.add_argument("--file", type=Path, help="the seals, if they lie elsewhere")

    def handle(self, *, seals, file, **options):
        sealed = self._sealed(Path(file or settings.SEAL_FILE)) if seals or file else None
        count, broken = Count(), 0
        for chain in broken_chains(sealed and sealed.heads, count):
            self.stderr.write(str(chain))
            broken += 1
        if broken:
            raise CommandError(f"{broken} of the chains do not hold ({count.entries} entries).")
        self.stdout.write(f"The ledger holds: {count.entries} entries.")
        if sealed:
            self.stdout.write(
                f"Sealed up to seal {sealed.number}, {sealed.sealed_at}; "
                f"{count.provisional} entries are newer and provisional."
            )

    def _sealed(self, file):
        sealed = read_sealed(file)
        if sealed.fault:
            raise CommandError(f"{file} does not hold: {sealed.fault}.")
        if not sealed.number:
            raise CommandError(f"Nothing was sealed yet: {file} is empty or missing.")
        return sealed
