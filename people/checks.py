"""Checks that `manage.py check --deploy` makes on top of Django's and of config/checks.py."""

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import Critical, Tags, Warning, register
from django.db import DatabaseError
from django.db.models import Count

from people.demo_accounts import DOMAIN, PASSWORD

# Named in the message; there may be a hundred.
MOST_NAMED = 10


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
    names = ", ".join(found[:MOST_NAMED]) + (", …" if len(found) > MOST_NAMED else "")
    return [
        Critical(
            f"{len(found)} accounts of the demo exist here: {names}.",
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
    """Every account with an address of the demo, or with a hash that the demo made.

    By how they are made (tools/demo/data/population.py) and by no list: all addresses lie in a
    domain that is nobody's (RFC 2606), and the password was hashed once for all of them. Two
    people never have the same hash otherwise.
    """
    from people.models import Person  # checks are registered before models are ready

    try:
        active = Person.objects.active().activated()
        shared = active.order_by().values("password").annotate(count=Count("pk"))
        hashes = shared.filter(count__gt=1).values_list("password", flat=True)
        made = [each for each in hashes if check_password(PASSWORD, each)]
        people = active.filter(email__endswith=DOMAIN) | active.filter(password__in=made)
        return list(people.order_by("email").values_list("email", flat=True))
    except DatabaseError:
        return []
