"""Which kinds of notice are mailed to a person (N5). The inbox shows every kind."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from people.notices.models import Delivery, NoticePreference
from people.registry import notice_kinds


class NoticePreferenceError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def stop_notices(*, person: Person, kind: str, at: datetime) -> None:
    """Mail this kind to the person no longer, from the mails on their way on.

    :raises NoticePreferenceError: if the kind is a duty, which nobody can switch off.
    """
    if kind not in notice_kinds or notice_kinds[kind].is_duty:
        raise NoticePreferenceError(_("E-mails of this kind cannot be switched off."))
    NoticePreference.objects.get_or_create(person=person, kind=kind, defaults={"stopped_at": at})
    waiting = Delivery.objects.filter(
        notice__recipient=person, notice__kind=kind, status=Delivery.Status.DUE
    )
    waiting.update(
        status=Delivery.Status.SUPPRESSED, reason=_("The person stopped e-mails of this kind.")
    )


def resume_notices(*, person: Person, kind: str) -> None:
    """Mail this kind again. What was not mailed meanwhile is in the inbox and stays there."""
    NoticePreference.objects.filter(person=person, kind=kind).delete()


@transaction.atomic
def choose_notices(
    *, person: Person, offered: Collection[str], mailed: Collection[str], at: datetime
) -> None:
    """Mail exactly these of the kinds offered, and every duty. Other kinds stay as they are."""
    stopped = set(person.notice_preferences.values_list("kind", flat=True))
    for kind in notice_kinds.values():
        if kind.is_duty or kind.code not in offered:
            continue
        if (kind.code in mailed) != (kind.code in stopped):
            continue
        if kind.code in mailed:
            resume_notices(person=person, kind=kind.code)
        else:
            stop_notices(person=person, kind=kind.code, at=at)
