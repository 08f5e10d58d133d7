"""Checks that `manage.py check --deploy` makes on top of Django's."""

from django.conf import settings
from django.core.checks import Critical, Tags, register
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


def _demo_accounts_found():
    from people.models import Person  # checks are registered before models are ready

    addresses = [account.email for account in ACCOUNTS]
    try:
        people = Person.objects.active().filter(email__in=addresses).order_by("email")
        return list(people.values_list("email", flat=True))
    except DatabaseError:
        return []
