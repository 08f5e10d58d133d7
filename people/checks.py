"""Checks that `manage.py check --deploy` makes on top of Django's."""

from django.conf import settings
from django.core.checks import Critical, Tags, Warning, register
from django.db import DatabaseError

from people.demo_accounts import ACCOUNTS


@register(Tags.security, deploy=True)
def check_no_demo_accounts(app_configs, **options):
    """The demo's passwords are public: outside the demo its accounts must not exist.

    Says nothing where the database cannot be asked, as while an image is being built.
    """
    if settings.DEMO:
        return []
    found = _demo_accounts_found()
    if not found:
        return []
    return [
        Critical(
            f"Accounts of the demo exist here: {', '.join(found)}.",
            hint="Their password is public. Deactivate them or start from an empty database.",
            id="people.C001",
        )
    ]


@register(Tags.security, deploy=True)
def check_single_sign_on(app_configs, **options):
    """Each provider answers in its own name, and nobody is shut out by a changed issuer."""
    from people.sso import problems  # checks are registered before models are ready

    found = [
        Warning(
            f"Single sign-on by {provider.key}: {problem}",
            hint="`manage.py check_sso` asks again; docs/operator.md has a section on it.",
            id="people.W002",
        )
        for provider in settings.SSO_PROVIDERS
        for problem in problems.problems_of(provider)
    ]
    return found + [
        Warning(
            f"{issuer} is configured no longer; accounts connected to it: {count}.",
            hint="They log in by password; whoever has none asks for one at the log-in.",
            id="people.W003",
        )
        for issuer, count in problems.people_left_out().items()
    ]


def _demo_accounts_found():
    from people.models import Person  # checks are registered before models are ready

    addresses = [account.email for account in ACCOUNTS]
    try:
        people = Person.objects.active().filter(email__in=addresses).order_by("email")
        return list(people.values_list("email", flat=True))
    except DatabaseError:
        return []
