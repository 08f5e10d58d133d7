"""What this app adds to its own registries, beside what the apps above add (DESIGN 14)."""

from allauth.socialaccount.providers import registry as providers
from django.conf import settings

from people import (
    credential_reminders,
    invitation_notices,
    log_in_notices,
    name_notices,
    person_nav,
    registry,
    today,
    today_site,
)
from people.addresses import notices as address_notices
from people.addresses import today as today_address
from people.factors import registration as factors
from people.organisations import FLAGS, seen_by_coordinator
from people.sso import notices as sso_notices


def register() -> None:
    registry.register_notice_kinds(*credential_reminders.KINDS)
    registry.register_notice_kinds(*address_notices.KINDS)
    registry.register_notice_kinds(*name_notices.KINDS)
    registry.register_notice_kinds(*sso_notices.KINDS)
    factors.register()
    if settings.SSO_PROVIDERS:
        register_sso()
    registry.register_notice_kinds(*log_in_notices.KINDS)
    registry.register_notice_kinds(*invitation_notices.KINDS)
    registry.reader_flags.update(today_address.READER_FLAGS)
    registry.planners["credentials"] = registry.Planner(
        drafts=credential_reminders.drafts, stale=credential_reminders.stale
    )
    registry.coordinators_see.append(seen_by_coordinator)
    registry.reader_flags.update(FLAGS)
    registry.nav_items.insert(0, today.nav)
    registry.nav_items.append(person_nav.nav)
    registry.today.extend([today_address.today, today_site.today])
    registry.first_steps.append(today.bring_people_in)


def register_sso() -> None:
    """Let allauth use our provider, which needs what requirements-extra.txt brings."""
    from people.sso.provider import Provider

    providers.register(Provider)
