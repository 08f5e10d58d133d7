from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from people.sso.problems import people_left_out, problems_of, redirect_uri


class Command(BaseCommand):
    help = "Ask each provider of single sign-on whether it fits what is configured."

    def handle(self, **options):
        if not settings.SSO_PROVIDERS:
            raise CommandError("SSO_PROVIDERS names no provider.")
        found = sum(self._check(provider) for provider in settings.SSO_PROVIDERS)
        for issuer, count in people_left_out().items():
            self.stdout.write(f"{issuer} is configured no longer; accounts there: {count}")
        if found:
            raise CommandError(f"Problems found: {found}.")

    def _check(self, provider):
        problems = problems_of(provider)
        self.stdout.write(f"{provider.key}: {provider.issuer}")
        self.stdout.write(f"  redirect URI to register there: {redirect_uri(provider)}")
        for problem in problems:
            self.stdout.write(self.style.ERROR(f"  {problem}"))
        if not problems:
            self.stdout.write(self.style.SUCCESS("  answers, in its own name, with keys"))
        return len(problems)
