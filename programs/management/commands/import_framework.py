from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from common.text_files import MAX_BYTES
from programs.frameworks.decoding import decode_framework
from programs.frameworks.report import difference_report, worded
from programs.frameworks.services.framework import difference_to_newest, publish_framework


def condition(text: str) -> tuple[str, str]:
    column, sign, value = text.partition("=")
    if not (column.strip() and sign):
        raise ValueError
    return column.strip(), value


class Command(BaseCommand):
    help = "Imports a competency framework from CASE 1.0 or 1.1 JSON, or from CSV."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--where",
            action="append",
            default=[],
            type=condition,
            metavar="COLUMN=VALUE",
            help="for a file that holds several frameworks; may be repeated",
        )
        parser.add_argument("--title", default="", help="for a file that does not name its own")
        parser.add_argument("--dry-run", action="store_true", help="only report, write nothing")

    def handle(self, *, file, where, title, dry_run, **options):
        reading = decode_framework(
            self._content(file), filename=file.name, where=dict(where), title=title, by=None
        )
        self._report(reading)
        if reading.framework is None:
            raise CommandError("Nothing was imported.")

        place, difference = difference_to_newest(reading.framework, by=None)
        if place.namesake:
            self.stdout.write(
                f"A new framework: {place.namesake} has its name and nothing in common with it."
            )
        self.stdout.write(str(difference_report(difference)))
        if dry_run:
            self.stdout.write("Dry run: nothing was written.")
            return
        publication = publish_framework(reading.framework, by=None, at=timezone.now())
        if publication.is_new:
            self.stdout.write(self.style.SUCCESS(f"Published: {publication.version}."))
        else:
            self.stdout.write(f"No new version: {place.latest} says the same already.")

    def _content(self, file: Path) -> bytes:
        try:
            with file.open("rb") as stream:
                # One byte more than allowed shows that there is too much.
                return stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None

    def _report(self, reading) -> None:
        for finding in reading.findings:
            place = f"{worded(finding.where)}: " if finding.where else ""
            self.stdout.write(f"{finding.severity}: {place}{worded(finding.message)}")
        for choice in reading.choices:
            self.stdout.write(f'  --where "{choice.column}={choice.value}"  ({choice.count} items)')
        if reading.framework:
            counts = reading.counts
            self.stdout.write(
                f"{reading.framework.title}: {counts['items']} items, {counts['groups']} groups, "
                f"{counts['competencies']} competencies"
            )
