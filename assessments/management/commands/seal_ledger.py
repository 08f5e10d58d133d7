from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.ledger.services.seal import SealError, mail_seal, take_seal


class Command(BaseCommand):
    help = (
        "Append a seal over all signatures to SEAL_FILE, as beat does every night. A half-written "
        "last line of the file is cut off first."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--restored",
            metavar="REASON",
            default="",
            help="seal although chains or the file went back, such as after a backup was brought "
            "back; the reason stays in the file, and verify_ledger repeats it",
        )

    def handle(self, *, restored, **options):
        try:
            seal = take_seal(Path(settings.SEAL_FILE), at=timezone.now(), restored=restored.strip())
        except SealError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{settings.SEAL_FILE}: {error.strerror}. Not sealed.") from error
        mail_seal(seal)
        if seal.repaired:
            self.stdout.write(seal.repaired)
        self.stdout.write(f"Seal {seal.number} over {seal.chains} chains: {seal.root}")
