from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from people.notices.services.retention import forget_notices


class Command(BaseCommand):
    help = (
        "Delete notices that were read, e-mailed or taken back more than NOTICE_DAYS days ago, as "
        "beat does every night. What asks for an act or is still true stays."
    )

    def handle(self, **options):
        count = forget_notices(days=settings.NOTICE_DAYS, at=timezone.now())
        self.stdout.write(f"Notices deleted: {count}.")
