from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from assessments.ledger.services.ledger_export import export_lines


class Command(BaseCommand):
    help = (
        "Write the whole ledger to FILE, one entry a line, names and comments included: keep "
        "it as carefully as the database. tools/verify_export.py checks it without Alongside."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        try:
            with file.open("x", encoding="utf-8") as target:
                count = sum(target.write(f"{line}\n") > 0 for line in export_lines())
        except FileExistsError as error:
            raise CommandError(f"{file} is there already: choose another name.") from error
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{count} entries in {file}.")
