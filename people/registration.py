"""What this app adds to its own registries, beside what the apps above add (DESIGN 14)."""

from people import credential_reminders, registry


def register() -> None:
    registry.register_notice_kinds(*credential_reminders.KINDS)
