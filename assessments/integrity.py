"""What stands out among the signatures of a program: for a coordinator to ask about.

Each finding is a plain sentence with the signatures behind it. Nobody is scored, nothing is
ranked, and nothing happens by itself: most of what stands out has a good reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Lag, Length, Lower, Trim
from django.utils.translation import gettext as _

from assessments.models import SignOff
from programs.models import Program

LOOKS_BACK = timedelta(days=90)
# So many by one assessor within this time are a burst.
BURST, BURST_WITHIN = 10, timedelta(minutes=10)
# The same words under so many; shorter ones, such as "Well done.", are said often and meant.
SAME_WORDS, SHORTEST = 3, 25
# So many, and all of them at the best level.
ONLY_TOP = 10
MOST_FINDINGS, MOST_ROWS = 10, 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands out; ``rows`` are the newest of the signatures behind it."""

    sentence: str
    rows: list[SignOff]


@dataclass(frozen=True, slots=True)
class Section:
    """Findings of one kind, and why they may be harmless."""

    title: str
    why: str
    findings: list[Finding]


def read_integrity(program: Program, *, at: datetime) -> list[Section]:
    """Look at what was signed in the last 90 days and is not revoked.

    At most ten findings of a kind, each with its newest twenty signatures.
    """
    signed = SignOff.objects.filter(
        preceptorship__program=program, revoked_at=None, signed_at__gt=at - LOOKS_BACK
    )
    return [
        Section(
            _("Without logging in"),
            _("By a link, or on a learner's device. Whoever signed was mailed a way to say no."),
            list(_unusual_channels(signed)),
        ),
        Section(
            _("Many at once"),
            _("Ten or more by one person within ten minutes: perhaps a shift signed at its end."),
            list(_bursts(signed)),
        ),
        Section(
            _("The same words"),
            _("The same comment under three or more signatures: perhaps a phrase of the ward's."),
            list(_same_words(signed)),
        ),
        Section(
            _("Long after"),
            _("Signed later than the program allows without a mark. Memory fades."),
            list(_late(signed)),
        ),
        Section(
            _("Only the best level"),
            _("Ten or more by one person, all at the top: perhaps they sign what is mastered."),
            list(_only_top(signed, program)),
        ),
    ]


def _unusual_channels(signed):
    suspended = _shown(signed.filter(suspended_at__isnull=False))
    if suspended:
        yield Finding(_("Disowned by whoever they name, and waiting for you."), suspended)
    for channel, sentence in (
        (SignOff.Channel.EXTERNAL, _("Signed by a link, without an account.")),
        (SignOff.Channel.HANDED_OVER, _("Signed by PIN on the learner's device.")),
    ):
        rows = _shown(signed.filter(channel=channel))
        if rows:
            yield Finding(sentence, rows)
    unsent = _shown(signed.filter(confirmation__isnull=False, confirmation__failures__gte=5))
    if unsent:
        yield Finding(_("The mail to whoever signed could not be delivered."), unsent)


def _bursts(signed) -> Iterator[Finding]:
    """Find each stretch of at least ten in ten minutes; those that overlap are one."""
    nth_before = Window(
        Lag("signed_at", offset=BURST - 1),
        partition_by=[F("assessor")],
        order_by=[F("signed_at").asc(), F("pk").asc()],
    )
    ends = (
        signed.filter(assessor__isnull=False)
        .annotate(began_at=nth_before)
        .filter(began_at__gte=F("signed_at") - BURST_WITHIN)
        .order_by("assessor", "signed_at")
        .values_list("assessor", "began_at", "signed_at")
    )
    for assessor, began_at, ended_at in _joined(ends[:500])[-MOST_FINDINGS:]:
        within = signed.filter(assessor=assessor, signed_at__range=(began_at, ended_at))
        rows = _shown(within)
        words = {"name": rows[0].assessor, "count": within.count()}
        yield Finding(_("%(name)s signed %(count)d in one go.") % words, rows)


def _joined(stretches):
    joined = []
    for assessor, began_at, ended_at in stretches:
        if joined and joined[-1][0] == assessor and began_at <= joined[-1][2]:
            joined[-1] = (assessor, joined[-1][1], ended_at)
        else:
            joined.append((assessor, began_at, ended_at))
    return sorted(joined, key=lambda stretch: stretch[2])


def _same_words(signed) -> Iterator[Finding]:
    worded = signed.annotate(said=Lower(Trim("entry__content__text"))).filter(
        assessor__isnull=False, entry__content__isnull=False
    )
    groups = (
        worded.annotate(length=Length("said"))
        .filter(length__gte=SHORTEST)
        .order_by()
        .values("assessor", "said")
        .annotate(times=Count("pk"))
        .filter(times__gte=SAME_WORDS)
        .order_by("-times", "assessor")[:MOST_FINDINGS]
    )
    for group in groups:
        rows = _shown(worded.filter(assessor=group["assessor"], said=group["said"]))
        words = {"name": rows[0].assessor, "times": group["times"]}
        words["said"] = rows[0].entry.content.text
        yield Finding(_("%(name)s wrote this %(times)d times: “%(said)s”") % words, rows)


def _late(signed) -> Iterator[Finding]:
    late = signed.filter(is_late=True)
    rows = _shown(late)
    if rows:
        words = {"count": late.count()}
        yield Finding(_("Signed late: %(count)d.") % words, rows)


def _only_top(signed, program) -> Iterator[Finding]:
    scale = program.preceptorship_rules.rating_scale
    top = max(scale.levels.all(), key=lambda level: scale.rank(level.value), default=None)
    groups = (
        signed.filter(assessor__isnull=False)
        .order_by()
        .values("assessor")
        .annotate(times=Count("pk"), lower=Count("pk", filter=~Q(level=top)))
        .filter(times__gte=ONLY_TOP, lower=0)
        .order_by("-times", "assessor")[:MOST_FINDINGS]
    )
    for group in groups:
        rows = _shown(signed.filter(assessor=group["assessor"]))
        words = {"name": rows[0].assessor, "times": group["times"], "level": top.name}
        yield Finding(_("%(name)s gave “%(level)s” all %(times)d times.") % words, rows)


def _shown(signed: QuerySet) -> list[SignOff]:
    people = signed.with_content().select_related("preceptorship__learner__person")
    return list(people.order_by("-signed_at", "-pk")[:MOST_ROWS])
