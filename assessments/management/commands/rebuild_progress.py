from django.core.management.base import BaseCommand, CommandError

from assessments.progress.services import rebuild_progress
from programs.preceptorships.models import Preceptorship


class Command(BaseCommand):
    help = (
        "Count the progress of every open preceptorship afresh from its sign-offs, name each "
        "difference and repair it. To be run every night."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="repair nothing; end with an error if one differs"
        )
        parser.add_argument("--all", action="store_true", help="closed preceptorships too")

    def handle(self, *, check, **options):
        preceptorships = Preceptorship.objects.order_by("pk")
        if not options["all"]:
            preceptorships = preceptorships.open()
        differences = 0
        for line in rebuild_progress(preceptorships.iterator(), check=check):
            self.stderr.write(line)
            differences += 1
        if check and differences:
            raise CommandError(f"{differences} counts differ from the sign-offs.")
        self.stdout.write(f"Counted. {differences} differences {'found' if check else 'repaired'}.")
