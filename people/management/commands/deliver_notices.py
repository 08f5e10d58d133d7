from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people.notices.models import Delivery
from people.notices.services.delivery import deliver_batch

BATCH = 200


class Command(BaseCommand):
    help = (
        "Send every e-mail that is due, without a worker or a broker: from cron, or by hand while "
        "Redis is away. Any number of these and of workers may run at once; nothing is sent twice."
    )

    def handle(self, **options):
        count = 0
        while claimed := deliver_batch(limit=BATCH, clock=timezone.now):
            count += claimed
        self.stdout.write(f"{count} e-mails were seen to.")
        waiting = Delivery.objects.claimable(timezone.now()).count()
        if waiting:
            raise CommandError(f"{waiting} wait on: the mail server takes none. See EMAIL_URL.")
