import os
from bisect import bisect_left, bisect_right
from concurrent.futures import ProcessPoolExecutor
from itertools import starmap
from multiprocessing import get_context
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from assessments.certificates.services.certificate_check import changed_certificates
from assessments.evidence.services import changed_files
from assessments.ledger.seal import Sealed
from assessments.ledger.services.ledger_check import (
    Checked,
    broken_beside,
    check_stretch,
    stretches,
)
from assessments.ledger.services.seal import otherwise_taken, read_sealed

BAR = 40


class Command(BaseCommand):
    help = (
        "Recompute the ledger from its columns and name the first broken entry of every "
        "chain that does not hold. With --seals also against the daily seals outside the "
        "database, with --seal and --root against one that was mailed. Ends with an error if "
        "anything does not hold."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--seals", action="store_true", help="compare with the seals: SEAL_FILE"
        )
        parser.add_argument("--file", type=Path, help="the seals, if they lie elsewhere")
        parser.add_argument("--seal", type=int, metavar="N", help="the number of a mailed seal")
        parser.add_argument("--root", metavar="R", help="the root that stands in that mail")
        parser.add_argument(
            "--processes", type=int, default=os.cpu_count(), help="how many check at once"
        )

    def handle(self, *, seals, file, seal, root, processes, **options):
        if (seal is None) != (root is None):
            raise CommandError("--seal and --root stand in the same mail: give both.")
        place = Path(file or settings.SEAL_FILE)
        if seal is not None:
            self._compare_with_mail(place, seal, root)
        sealed = self._sealed(place) if seals or file or seal is not None else None
        heads = sealed.heads if sealed else {}
        total, broken = Checked(), 0
        for checked in self._checked(sealed or Sealed(), processes):
            for count in ("entries", "provisional", "erased", "erasures"):
                setattr(total, count, getattr(total, count) + getattr(checked, count))
            broken += self._name(checked.broken)
        broken += self._name(broken_beside(heads)) + self._name(changed_files())
        broken += self._name(changed_certificates())
        if broken:
            raise CommandError(f"{broken} of the chains do not hold ({total.entries} entries).")
        self._say(total, sealed)

    def _say(self, total, sealed):
        self.stdout.write(f"The ledger holds: {total.entries} entries.")
        if total.erased:
            self.stdout.write(
                f"{total.erased} of them are without names and comments; "
                f"entries that say who erased them: {total.erasures}."
            )
        if not sealed:
            return
        self.stdout.write(
            f"Sealed up to seal {sealed.number}, {sealed.sealed_at}; "
            f"{total.provisional} entries are newer and provisional."
        )
        for number, reason in sealed.restored.items():
            self.stdout.write(f"Seal {number} was taken after a restore: {reason}")

    def _checked(self, sealed, processes):
        """Yield what was found in each stretch, and show how far it is."""
        parts = list(_parts(sealed))
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

    def _compare_with_mail(self, file, number, root):
        """Refuse a file whose seal of this number is not the one that was mailed."""
        mailed = read_sealed(file, until=number)
        if mailed.number != number:
            raise CommandError(f"{file} does not hold: seal {number} is missing.")
        if mailed.fault:
            raise CommandError(f"{file} does not hold: {mailed.fault}.")
        if mailed.root != root.strip().lower():
            raise CommandError(
                f"{file} does not hold: the root of seal {number} is not the one that was mailed."
            )

    def _sealed(self, file):
        sealed = read_sealed(file)
        if fault := sealed.fault or otherwise_taken(sealed):
            raise CommandError(f"{file} does not hold: {fault}.")
        if not sealed.number:
            raise CommandError(f"Nothing was sealed yet: {file} is empty or missing.")
        return sealed


def _parts(sealed):
    """Yield each stretch with what is sealed of its own chains: no process is sent it all."""
    heads, ordered = sealed.heads, sorted(sealed.heads)
    for first, last in stretches():
        mine = ordered[bisect_left(ordered, first) : bisect_right(ordered, last)]
        yield first, last, {chain: heads[chain] for chain in mine}, sealed.grown.part(mine)


def _check(part):
    return check_stretch(*part)
