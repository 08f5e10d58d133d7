"""The one door for outgoing notices: what is told to whom, once (DESIGN 7, N4)."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Model, OuterRef
from django.utils.translation import gettext as _

from people.models import Person
from people.notices.models import Delivery, Notice, NoticePreference, NoticeQuerySet
from people.notices.quiet_hours import first_waking_moment
from people.registry import NoticeKind, notice_kinds

# Rows per statement and transaction: enough to be quick, few enough to let others through.
CHUNK = 1000

# A path on this site and nothing that a browser might take for another one.
PATH = re.compile(r"/(?![/\\])[^\s\\]{0,299}")


class Key(NamedTuple):
    """What makes a notice the same notice (the unique constraint of its table)."""

    kind: str
    object_id: UUID
    occurs_on: date
    recipient_id: UUID
    step: int


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """One thing to tell one person: written at most once, however often it is planned.

    ``data`` holds only the facts that its kind declares: text, whole numbers, dates
    and moments. ``path`` is where it leads, on this site.
    """

    kind: str
    recipient_id: UUID
    object_id: UUID
    occurs_on: date
    data: dict = field(default_factory=dict)
    path: str = ""
    step: int = 0

    @property
    def key(self) -> Key:
        return Key(self.kind, self.object_id, self.occurs_on, self.recipient_id, self.step)


def step_of(at: datetime) -> int:
    """The ``step`` of an act: the next one of the same day is another thing to tell.

    Without it a second move of a day would be taken for the first, whose e-mail has left.
    """
    return 60 * at.hour + at.minute


def tell(
    *,
    kind: str,
    recipient: Person,
    about: Model,
    facts: dict,
    path: str,
    at: datetime,
    occurs_on: date | None = None,
    step: int = 0,
    after: timedelta = timedelta(0),
) -> int:
    """Tell one person one thing, in the transaction of its cause; 0 if they were told.

    They are told once a day about the same object, or once for the day on which it occurs.
    Until ``after`` has passed nothing is shown or sent: what is corrected by then is
    withdrawn and never told (N10).
    """
    occurs_on = occurs_on or at.date()
    draft = NoticeDraft(kind, recipient.pk, about.pk, occurs_on, facts, path, step)
    return plan_notices([draft], at=at + after)


def plan_notices(drafts: Iterable[NoticeDraft], *, at: datetime) -> int:
    """Write those notices that are not written yet, each with its e-mail; return how many.

    Planning the same again, or twice at once, changes nothing (N4). A notice whose date
    had moved away and moves back is taken up again. An e-mail that can wait is due
    after the recipient's quiet hours (N3), and is suppressed where they stopped its kind.

    :raises ValueError: for an unknown kind, a fact it does not declare (N7), or a path
        that leads elsewhere.
    """
    by_key = {draft.key: draft for draft in map(_checked, drafts)}
    # In one order everywhere, so that two planners never wait for each other in a circle.
    ordered = [by_key[key] for key in sorted(by_key)]
    starts = range(0, len(ordered), CHUNK)
    return sum(_plan(ordered[start : start + CHUNK], at=at) for start in starts)


@transaction.atomic(savepoint=False)
def take_back(
    cause: str,
    object_ids: Collection[UUID],
    *,
    at: datetime,
    recipient: Person | None = None,
) -> set[UUID]:
    """Take back what ``cause`` made untrue about these objects, and nothing else.

    Its kind says so itself (``NoticeKind.ends_with``). Return the people who had not heard
    of any of it: whoever tells of the opposite need not tell them.

    :raises ValueError: for a cause that ends no kind of notice.
    """
    kinds = [kind.code for kind in notice_kinds.values() if cause in kind.ends_with]
    if not kinds:
        raise ValueError(f"Nothing that is told ends with {cause!r}.")
    told = Notice.objects.filter(kind__in=kinds, object_id__in=object_ids)
    if recipient:
        told = told.filter(recipient=recipient)
    shown = _hold_shown(told)
    if not shown:
        return set()
    heard = set(told.heard_of().values_list("recipient", flat=True))
    _hide(list(shown), at=at)
    return set(shown.values()) - heard


@transaction.atomic(savepoint=False)
def withdraw(notices: NoticeQuerySet, *, at: datetime) -> int:
    """Show these notices no longer and stop their e-mails that have not left; return how many."""
    shown = _hold_shown(notices)
    if shown:
        _hide(list(shown), at=at)
    return len(shown)


def _hold_shown(notices: NoticeQuerySet) -> dict[UUID, UUID]:
    """Lock those that are shown still, in one order everywhere; return who each is for."""
    shown = notices.filter(superseded_at=None).order_by("pk").select_for_update(of=("self",))
    return dict(shown.values_list("pk", "recipient"))


def _hide(notices: Collection[UUID], *, at: datetime) -> None:
    Notice.objects.filter(pk__in=notices).update(superseded_at=at)
    Delivery.objects.filter(notice__in=notices, status=Delivery.Status.DUE).update(
        status=Delivery.Status.SUPPRESSED,
        reason=_("No longer relevant: the date moved or it's done."),
    )


@transaction.atomic(savepoint=False)
def _plan(drafts: list[NoticeDraft], *, at: datetime) -> int:
    # What a sweep plans is mostly known by now; the one notice of an act hardly ever is.
    is_sweep = len(drafts) > 1
    known = _known(drafts) if is_sweep else {}
    fresh = _write([draft for draft in drafts if draft.key not in known], at=at)
    if not fresh and not is_sweep:
        known = _known(drafts)
    back = _take_up_again([draft for draft in drafts if draft.key in known], known, at=at)
    return len(fresh) + len(back)


def _known(drafts: list[NoticeDraft]) -> dict[Key, Notice]:
    rows = Notice.objects.filter(
        object_id__in={draft.object_id for draft in drafts},
        kind__in={draft.kind for draft in drafts},
        occurs_on__in={draft.occurs_on for draft in drafts},
    )
    return {Key(*(getattr(row, name) for name in Key._fields)): row for row in rows}


def _write(drafts: list[NoticeDraft], *, at: datetime) -> list[Notice]:
    """Insert those that nobody else inserted first, with their deliveries."""
    rows = [
        Notice(
            **draft.key._asdict(),
            data=_stored(draft.data),
            path=draft.path,
            created_at=at,
        )
        for draft in drafts
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    posting = _Posting(rows, at=at)
    fresh = [row for row in rows if posting.is_written(row)]
    deliveries = [Delivery(notice=notice, **posting.of(notice)) for notice in fresh]
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
    return fresh


def _take_up_again(
    drafts: list[NoticeDraft], known: dict[Key, Notice], *, at: datetime
) -> list[Notice]:
    """Show withdrawn notices again; an e-mail that never left is due once more."""
    back = []
    for draft in drafts:
        notice = known[draft.key]
        if notice.superseded_at:
            notice.superseded_at = None
            notice.data, notice.path = _stored(draft.data), draft.path
            back.append(notice)
    if not back:
        return back
    Notice.objects.bulk_update(back, ["superseded_at", "data", "path"])

    posting = _Posting(back, at=at)
    stopped = Delivery.objects.filter(notice__in=back, status=Delivery.Status.SUPPRESSED)
    deliveries = list(stopped.select_related("notice").select_for_update(of=("self",)))
    for delivery in deliveries:
        for name, value in posting.of(delivery.notice).items():
            setattr(delivery, name, value)
    Delivery.objects.bulk_update(deliveries, ["status", "due_at", "reason"])
    return back


class _Recipient(NamedTuple):
    """Of a person what decides how an e-mail leaves."""

    is_active: bool
    email: str
    time_zone: str
    quiet_from: time
    quiet_until: time
    # The kinds of which they want none.
    stopped: list[str]


class _Posting:
    """How the e-mails of a batch of notices leave: when, or why not.

    Reads which of the notices there are and whom they are for in one go.
    """

    def __init__(self, notices: list[Notice], *, at: datetime):
        stopped = NoticePreference.objects.filter(person=OuterRef("recipient")).values("kind")
        written = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
        recipients = written.values_list(
            "pk",
            *(f"recipient__{name}" for name in _Recipient._fields[:-1]),
            ArraySubquery(stopped),
        )
        self.at = at
        self.recipients = {pk: _Recipient(*facts) for pk, *facts in recipients}

    def is_written(self, notice: Notice) -> bool:
        """Whether the notice itself is there, and not one that somebody else wrote first."""
        return notice.pk in self.recipients

    def of(self, notice: Notice) -> dict:
        """Return the status, due_at and reason of the notice's delivery."""
        person, kind = self.recipients[notice.pk], notice_kinds[notice.kind]
        due_at = self.at if kind.is_urgent else _waking_moment(person, self.at)
        reason = self._why_not(person, kind)
        status = Delivery.Status.SUPPRESSED if reason else Delivery.Status.DUE
        return {"status": status, "due_at": due_at, "reason": reason}

    def _why_not(self, person: _Recipient, kind: NoticeKind) -> str:
        if not person.is_active:
            return _("The account is deactivated.")
        if not person.email:
            return _("The person has no e-mail address.")
        if not kind.is_duty and kind.code in person.stopped:
            return _("The person stopped e-mails of this kind.")
        return ""


def _waking_moment(person: _Recipient, at: datetime) -> datetime:
    return first_waking_moment(
        at,
        zone=person.time_zone,
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
    )


def _checked(draft: NoticeDraft) -> NoticeDraft:
    kind = notice_kinds.get(draft.kind)
    if kind is None:
        raise ValueError(f"No kind of notice is registered as {draft.kind!r}.")
    undeclared = sorted(set(draft.data) - set(kind.facts))
    if undeclared:
        raise ValueError(f"{draft.kind} declares no fact called {', '.join(undeclared)} (N7).")
    if draft.path and not PATH.fullmatch(draft.path):
        raise ValueError(f"{draft.kind} must lead to a path on this site.")
    return draft


def _stored(data: dict) -> dict:
    """Return the facts as JSON keeps them: dates and moments in ISO form."""
    stored = {}
    for name, value in data.items():
        if not isinstance(value, str | int | date):
            raise ValueError(f"The fact {name} must be text, a whole number, a date or a moment.")
        stored[name] = value.isoformat() if isinstance(value, date) else value
    return stored
