"""A person's own notices: read and unread."""

from datetime import datetime

from people.models import Person
from people.notices.models import Notice


def read_notice(*, notice: Notice, at: datetime) -> None:
    """Count the notice as read from the first time on."""
    Notice.objects.filter(pk=notice.pk).unread().update(read_at=at)


def unread_notice(*, notice: Notice) -> None:
    Notice.objects.filter(pk=notice.pk).update(read_at=None)


def read_all_notices(*, by: Person, at: datetime) -> int:
    """Count everything in the person's inbox as read and return how much that was."""
    return Notice.objects.inbox_of(by).told_by(at).unread().update(read_at=at)
