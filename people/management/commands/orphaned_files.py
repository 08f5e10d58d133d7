from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from common import file_store
from people import registry

# What is younger may be a file whose row is just being written.
YOUNG = timedelta(days=1)


class Command(BaseCommand):
    help = (
        "List files in the store that belong to nothing, and rows whose file is gone. Removes "
        "nothing unless it is told to; files of the last day are left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--remove-files", action="store_true", help="remove the files that belong to nothing"
        )
        parser.add_argument(
            "--remove-rows",
            action="store_true",
            help="remove the rows whose file is gone, once no backup can bring it back; those "
            "that a signature rests on stay",
        )

    def handle(self, *, remove_files, remove_rows, **options):
        # The store first: what comes in meanwhile is young.
        stored = dict(file_store.all_names())
        rows = {name: kept for kept in registry.kept_files for name in kept.names()}
        gone = sorted(name for name in rows if not file_store.is_stored(name))
        left = timezone.now() - YOUNG
        extra = [name for name, at in stored.items() if name not in rows and at < left]
        if remove_rows and gone and len(gone) == len(rows):
            raise CommandError(
                f"Not one of {len(rows)} files is in {file_store.root()}. Is that the right "
                "folder, and is its disk there? Nothing was removed."
            )
        self._show(extra, "belongs to nothing", remove_files, self._remove_file)
        self._show(gone, "is gone", remove_rows, lambda name: rows[name].remove_row(name), rows)
        self.stdout.write(f"{len(extra)} files without a row, {len(gone)} rows without a file.")

    def _show(self, names, what, removes, remove, rows=None):
        for name in names:
            said = f"{name} ({rows[name].what}) {what}" if rows else f"{name} {what}"
            if removes:
                said += ": removed" if remove(name) else ": left as it is"
            self.stdout.write(said)

    def _remove_file(self, name):
        file_store.forget(name)
        return True
