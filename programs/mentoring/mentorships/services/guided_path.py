"""The guided path of a program: topics by month, offered to its pairs."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from programs.cohorts.models import Program
from programs.mentoring.mentorships.models import PathTopic
from programs.mentoring.mentorships.presets import YEAR

MOST = 60


class PathError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def add_topic(
    *, program: Program, month: int, title: str, starter: str, resource_url: str = ""
) -> PathTopic:
    """Offer a topic to the pairs of a program from now on.

    :raises PathError: if there are as many as a path can hold.
    """
    _lock(program)
    if program.guided_path.count() >= MOST:
        raise PathError(_("You have reached the limit for topics. Remove one first."))
    return PathTopic.objects.create(
        program=program, month=month, title=title, starter=starter, resource_url=resource_url
    )


def update_topic(
    *, topic: PathTopic, month: int, title: str, starter: str, resource_url: str = ""
) -> None:
    PathTopic.objects.filter(pk=topic.pk).update(
        month=month, title=title, starter=starter, resource_url=resource_url
    )


def remove_topic(*, topic: PathTopic) -> None:
    PathTopic.objects.filter(pk=topic.pk).delete()


@transaction.atomic
def start_guided_path(*, program: Program) -> int:
    """Lay out our twelve months where there is no path yet; return how many topics that made."""
    _lock(program)
    if program.guided_path.exists():
        return 0
    topics = [
        PathTopic(program=program, month=month, title=title, starter=starter)
        for month, title, starter in YEAR
    ]
    return len(PathTopic.objects.bulk_create(topics))


def _lock(program):
    Program.objects.select_for_update().get(pk=program.pk)
