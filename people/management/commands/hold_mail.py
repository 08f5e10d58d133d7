from django.core.management.base import BaseCommand
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from people.notices.services.delivery import hold_restored


def moment(text):
    found = parse_datetime(text)
    if found is None or not is_aware(found):
        raise ValueError("must look like 2026-11-28T03:00Z")
    return found


class Command(BaseCommand):
    help = (
        "After a restore, before a worker starts: leave alone what was due by then and may have "
        "been sent after the backup was taken. Duties are sent all the same, once too often "
        "rather than never."
    )

    def add_arguments(self, parser):
        parser.add_argument("--until", type=moment, required=True, help="when the site went down")

    def handle(self, *, until, **options):
        count = hold_restored(until=until)
        self.stdout.write(f"{count} e-mails are held; they are listed under E-mails sent.")
