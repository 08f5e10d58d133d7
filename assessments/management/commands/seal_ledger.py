from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.ledger.services.seal import SealError, take_seal


class Command(BaseCommand):
    help = "Append a seal over all signatures to SEAL_FILE, as beat does every night."

    def handle(self, **options):
        try:
            seal = take_seal(Path(settings.SEAL_FILE), at=timezone.now())
        except SealError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Seal {seal.number} over {seal.chains} chains: {seal.root}")
