from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from common.text_files import MAX_BYTES
from people.imports.models import PeopleImport, PeopleImportRow
from people.imports.services import people_import as services
from people.imports.services.people_import_confirm import invite_next
from people.imports.services.people_import_start import start_import

Outcome = PeopleImportRow.Outcome
BAR_WIDTH = 40


class Command(BaseCommand):
    help = "Import people from a CSV file (columns: docs/import-people.md)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would happen, and write nothing"
        )
        parser.add_argument(
            "--create-units", action="store_true", help="create the units that do not exist"
        )
        parser.add_argument(
            "--skip-refused",
            action="store_true",
            help="import the other rows where some are refused; without it nothing is written",
        )
        parser.add_argument(
            "--invite", action="store_true", help="send new people a link to set their password"
        )

    def handle(self, *, file, dry_run, create_units, skip_refused, invite, **options):
        try:
            with transaction.atomic():
                people_import = self._stage(file, create_units)
                self._show(people_import)
                if dry_run:
                    transaction.set_rollback(True)
        except services.PeopleImportError as error:
            raise CommandError(str(error)) from None
        if dry_run:
            self.stdout.write("Nothing was written.")
            return
        self._commit(people_import, skip_refused, invite)

    def _stage(self, file, create_units):
        people_import = start_import(
            data=self._read(file),
            filename=file.name,
            create_units=create_units,
            by=None,
            at=timezone.now(),
        )
        while people_import.status == PeopleImport.Status.STAGING:
            people_import = services.stage_next(
                people_import=people_import, today=timezone.localdate()
            )
            self._draw(people_import.rows_staged, people_import.rows_total)
        self.stderr.write("")
        return people_import

    def _read(self, file):
        try:
            if file.stat().st_size > MAX_BYTES:
                # Refused by its size below; what is in it does not matter.
                return bytes(MAX_BYTES + 1)
            return file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None

    def _draw(self, done, total):
        filled = BAR_WIDTH * done // total
        bar = "#" * filled + "." * (BAR_WIDTH - filled)
        self.stderr.write(f"\r[{bar}] {done} of {total} rows", ending="")
        self.stderr.flush()

    def _show(self, people_import):
        for sentence in people_import.sentences:
            self.stdout.write(sentence)
        for row in people_import.rows.filter(outcome=Outcome.REFUSED).iterator():
            for column, value, reason in row.reasons:
                self.stdout.write(f"row {row.number}, {column or 'row'} “{value}”: {reason}")
        for row in people_import.rows.exclude(remarks=[]).iterator():
            for column, value, reason in row.ignored:
                self.stdout.write(f"row {row.number}, {column} “{value}”: {reason}")
        counts = services.count_outcomes(people_import)
        shown = [f"{counts[outcome]} {outcome.label.lower()}" for outcome in services.OUTCOMES]
        self.stdout.write(", ".join(shown) + ".")

    def _commit(self, people_import, skip_refused, invite):
        try:
            report = services.commit_import(
                people_import=people_import,
                skip_refused=skip_refused,
                at=timezone.now(),
                today=timezone.localdate(),
            )
        except services.PeopleImportError as error:
            services.discard_import(people_import=people_import)
            raise CommandError(str(error)) from None
        self.stdout.write(f"Imported: {report.new} new, {report.changed} changed.")
        if invite:
            self._invite(people_import)

    def _invite(self, people_import):
        PeopleImport.objects.filter(pk=people_import.pk).update(has_to_invite=True)
        invited = 0
        while count := invite_next(people_import=people_import, at=timezone.now()):
            invited += count
        self.stdout.write(f"{invited} invitations wait to be sent.")
