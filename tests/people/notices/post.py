"""A mail server that fails, and what is due to it."""

from datetime import timedelta

from django.core.mail.backends.locmem import EmailBackend

from people.notices.services import delivery as services
from tests.factories import NOON, DeliveryFactory

BACKEND = f"{__name__}.FaultyBackend"
LATER = NOON + services.LEASE + timedelta(seconds=1)


class FaultyBackend(EmailBackend):
    """Raises what a test puts here, once for each; then it delivers."""

    errors: list[Exception] = []
    open_errors: list[Exception] = []

    def open(self):
        if self.open_errors:
            raise self.open_errors.pop(0)

    def send_messages(self, messages):
        if self.errors:
            raise self.errors.pop(0)
        return super().send_messages(messages)


def due(kind="test_duty", **changes):
    return DeliveryFactory(
        notice__kind=kind, notice__data={"what": "review"}, notice__path="/plan/", **changes
    )


def sweep(at=NOON, limit=200):
    return services.deliver_batch(limit=limit, clock=lambda: at)
