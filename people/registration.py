"""What this app adds to its own registries, beside what the apps above add (DESIGN 14)."""

from people import (
    address_notices,
    credential_reminders,
    name_notices,
    person_nav,
    registry,
    today,
    today_address,
    today_site,
)


def register() -> None:
    registry.register_notice_kinds(*credential_reminders.KINDS)
    registry.register_notice_kinds(*address_notices.KINDS)
    registry.register_notice_kinds(*name_notices.KINDS)
    registry.reader_flags.update(today_address.READER_FLAGS)
    registry.planners["credentials"] = registry.Planner(
        drafts=credential_reminders.drafts, stale=credential_reminders.stale
    )
    registry.nav_items.insert(0, today.nav)
    registry.nav_items.append(person_nav.nav)
    registry.today.extend([today_address.today, today_site.today])
    registry.first_steps.append(today.bring_people_in)
