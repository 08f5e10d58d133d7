import os
from bisect import bisect_left, bisect_right
from concurrent.futures import ProcessPoolExecutor
from itertools import starmap
from multiprocessing import get_context
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from assessments.evidence.services import changed_files
from assessments.ledger.services.ledger_check import broken_beside, check_stretch, stretches
from assessments.ledger.services.seal import read_sealed

BAR = 40


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
        parser.add_argument(
            "--processes", type=int, default=os.cpu_count(), help="how many check at once"
        )

    def handle(self, *, seals, file, processes, **options):
        sealed = self._sealed(Path(file or settings.SEAL_FILE)) if seals or file else None
        heads = sealed.heads if sealed else {}
        entries = provisional = broken = 0
        for checked in self._checked(heads, processes):
            entries += checked.entries
            provisional += checked.provisional
            broken += self._name(checked.broken)
        broken += self._name(broken_beside(heads)) + self._name(changed_files())
        if broken:
            raise CommandError(f"{broken} of the chains do not hold ({entries} entries).")
        self.stdout.write(f"The ledger holds: {entries} entries.")
        if sealed:
            self.stdout.write(
                f"Sealed up to seal {sealed.number}, {sealed.sealed_at}; "
                f"{provisional} entries are newer and provisional."
            )

    def _checked(self, heads, processes):
        """Yield what was found in each stretch, and show how far it is."""
        parts = list(_parts(heads))
        if min(processes, len(parts)) < 2:
            yield from self._shown(starmap(check_stretch, parts), len(parts))
            return
        # A forked process must not share our connection to the database.
        connections.close_all()
        with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
            yield from self._shown(pool.map(_check, parts), len(parts))

    def _shown(self, checked, total):
        for done, found in enumerate(checked, 1):
            yield found
            if self.stderr.isatty():
                filled = "#" * (BAR * done // total)
                self.stderr.write(f"\r[{filled:<{BAR}}] {done} of {total}", ending="")
                self.stderr.flush()
        if self.stderr.isatty():
            self.stderr.write("")

    def _name(self, chains):
        broken = list(chains)
        for chain in broken:
            self.stderr.write(str(chain))
        return len(broken)

    def _sealed(self, file):
        sealed = read_sealed(file)
        if sealed.fault:
            raise CommandError(f"{file} does not hold: {sealed.fault}.")
        if not sealed.number:
            raise CommandError(f"Nothing was sealed yet: {file} is empty or missing.")
        return sealed


def _parts(heads):
    """Yield each stretch with the sealed heads of its own chains: no process is sent them all."""
    ordered = sorted(heads)
    for first, last in stretches():
        mine = ordered[bisect_left(ordered, first) : bisect_right(ordered, last)]
        yield first, last, {chain: heads[chain] for chain in mine}


def _check(part):
    return check_stretch(*part)
