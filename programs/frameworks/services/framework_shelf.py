"""A framework put away when nobody is to choose it any more, and taken out again."""

from datetime import datetime

from programs.frameworks.models import Framework


def archive_framework(*, framework: Framework, at: datetime) -> None:
    """Offer a framework to no other program; those that teach it go on, and it stays readable."""
    Framework.objects.open().filter(pk=framework.pk).update(archived_at=at)


def reopen_framework(*, framework: Framework) -> None:
    """Take a framework out again, as it was."""
    Framework.objects.filter(pk=framework.pk).update(archived_at=None)
