"""What stands out among the signatures of a program: for a coordinator to ask about.

Each finding is a plain sentence with the signatures behind it. Nobody is scored, nothing is
ranked, and nothing happens by itself: most of what stands out has a good reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value, Window
from django.db.models.functions import Lag, Length, Lower, Trim
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from assessments.sign_offs.models import SignOff
from assessments.sign_offs.models.sign_off import UNCONFIRMED
from programs.cohorts.models import Method, Program
from programs.shifts.models import Shift

LOOKS_BACK = timedelta(days=90)
# So many by one assessor within this time are a burst.
BURST, BURST_WITHIN = 10, timedelta(minutes=10)
# The same words under so many; shorter ones, such as "Well done.", are said often and meant.
SAME_WORDS, SHORTEST = 3, 25
# A rota is kept where a shift is as near as that.
NEAR = timedelta(days=14)
# So many, and all of them at the best level.
ONLY_TOP = 10
MOST_FINDINGS, MOST_ROWS = 6, 12

# The heading of each kind of finding, and why it may be harmless.
WORDS = {
    "unusual_channels": (
        _lazy("Without logging in"),
        _lazy(
            "By a link, or on a learner's device. We e-mail each signer, who can tell us that it "
            "wasn't them. What was signed by a link doesn't count until they confirm it."
        ),
    ),
    "bursts": (
        _lazy("Many at once"),
        _lazy("Ten or more by one person within ten minutes, perhaps at the end of a shift."),
    ),
    "same_words": (
        _lazy("The same words"),
        _lazy("The same comment on three or more signatures, perhaps a phrase the ward uses."),
    ),
    "late": (
        _lazy("Signed late"),
        _lazy("Signed after the time the program allows. Memory fades."),
    ),
    "without_shift": (
        _lazy("On a day without a shift"),
        _lazy(
            "Seen at work on a day for which neither of the two has a shift, although shifts are "
            "planned around it. Perhaps the rota changed, or the date is a slip."
        ),
    ),
    "only_top": (
        _lazy("Only the top level"),
        _lazy(
            "Ten or more by one person, all at the top level. Perhaps they only sign what is "
            "mastered."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands out; ``rows`` are the newest of the ``count`` signatures behind it."""

    sentence: str
    rows: list[SignOff]
    count: int

    @property
    def is_cut(self) -> bool:
        return len(self.rows) < self.count


@dataclass(frozen=True, slots=True)
class Section:
    """Findings of one kind, and why they may be harmless."""

    title: str
    why: str
    findings: list[Finding]


def read_integrity(program: Program, *, at: datetime) -> list[Section]:
    """Look at what was signed in the last 90 days and is not revoked.

    At most so many findings of a kind, each with its newest signatures. Queries: seven,
    whatever stands out; the signatures behind all findings are read by the last of them.
    """
    signed = SignOff.objects.filter(
        preceptorship__program=program, revoked_at=None, signed_at__gt=at - LOOKS_BACK
    ).order_by("-signed_at", "-pk")
    marked = _marked(signed)
    found = {
        "unusual_channels": list(_unusual_channels(marked)),
        "bursts": list(_bursts(signed)),
        "same_words": list(_same_words(signed)),
        "late": list(_late(marked)),
        "without_shift": list(_without_shift(marked)),
        "only_top": list(_only_top(signed, program)),
    }
    return _shown([(*WORDS[kind], findings) for kind, findings in found.items()])


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding before its signatures are read: they fill in the places of its sentence."""

    sentence: str
    keys: list[UUID]
    count: int


def _marked(signed: QuerySet) -> dict[str, _Found]:
    """What is marked by itself: for each mark the newest signatures, and how many there are."""
    marks = {
        "suspended": Q(suspended_at__isnull=False),
        "awaiting": UNCONFIRMED & Q(suspended_at=None),
        "external": Q(channel=SignOff.Channel.EXTERNAL),
        "handed_over": Q(channel=SignOff.Channel.HANDED_OVER),
        "unsent": Q(confirmation__failures__gte=5),
        "late": Q(is_late=True),
        "without_shift": seen_without_shift(),
    }
    newest = [
        signed.filter(condition).values_list(
            "pk", Value(mark), Window(Count("pk")), "signed_at", named=False
        )[:MOST_ROWS]
        for mark, condition in marks.items()
    ]
    found = {}
    for key, mark, count, _signed_at in newest[0].union(*newest[1:], all=True):
        found.setdefault(mark, _Found("", [], count)).keys.append(key)
    return found


def seen_without_shift() -> Q:
    """Seen at work while neither learner nor assessor had a shift, where a rota is kept.

    It is kept where the preceptorship has a shift within two weeks of that day. What was handed
    over or signed by a link is said elsewhere.
    """
    day = OuterRef("observed_on")
    # From the evening before to the morning after.
    that_day = Shift.objects.standing().filter(day__lte=day, ends_at__date__gte=day)
    of_learner = that_day.filter(preceptorship=OuterRef("preceptorship"))
    of_assessor = that_day.filter(preceptor__person=OuterRef("assessor"))
    near = {"day__gte": day - NEAR, "day__lte": day + NEAR}
    kept = Shift.objects.standing().filter(preceptorship=OuterRef("preceptorship"), **near)
    return (
        Q(method=Method.WORKPLACE, channel=SignOff.Channel.ACCOUNT)
        & Exists(kept)
        & ~Exists(of_learner)
        & ~Exists(of_assessor)
    )


def _unusual_channels(marked) -> Iterator[_Found]:
    for mark, sentence in (
        ("suspended", _("The named signer says they didn't sign. Waiting for you.")),
        ("awaiting", _("Signed by a link and not confirmed by e-mail, so it doesn't count.")),
        ("external", _("Signed by a link, without an account.")),
        ("handed_over", _("Signed by PIN on the learner's device.")),
        ("unsent", _("The e-mail to the signer could not be delivered.")),
    ):
        if mark in marked:
            yield replace(marked[mark], sentence=sentence)


def _bursts(signed) -> Iterator[_Found]:
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
    stretches = _joined(ends[:500])[-MOST_FINDINGS:]
    conditions = [Q(assessor=who, signed_at__range=(began, end)) for who, began, end in stretches]
    within = signed.filter(reduce(or_, conditions, Q(pk__in=[])))
    rows = list(within.values_list("pk", "assessor", "signed_at")) if stretches else []
    for who, began, end in stretches:
        keys = [key for key, assessor, at in rows if assessor == who and began <= at <= end]
        yield _Found(_("%(name)s signed %(count)d in one go."), keys[:MOST_ROWS], len(keys))


def _joined(stretches):
    joined = []
    for assessor, began_at, ended_at in stretches:
        if joined and joined[-1][0] == assessor and began_at <= joined[-1][2]:
            joined[-1] = (assessor, joined[-1][1], ended_at)
        else:
            joined.append((assessor, began_at, ended_at))
    return sorted(joined, key=lambda stretch: stretch[2])


def _same_words(signed) -> Iterator[_Found]:
    worded = (
        signed.filter(assessor__isnull=False, entry__content__isnull=False)
        .annotate(said=Lower(Trim("entry__content__text")))
        .alias(length=Length("said"))
        .filter(length__gte=SHORTEST)
    )
    alike = _grouped(worded, "assessor", "said").filter(times__gte=SAME_WORDS)
    yield from _largest(alike, _("%(name)s wrote this %(count)d times: “%(said)s”"))


def _late(marked) -> Iterator[_Found]:
    if "late" in marked:
        yield replace(marked["late"], sentence=_("Signed late: %(count)d."))


def _without_shift(marked) -> Iterator[_Found]:
    if "without_shift" in marked:
        sentence = _("Seen on a day without a shift: %(count)d.")
        yield replace(marked["without_shift"], sentence=sentence)


def _only_top(signed, program) -> Iterator[_Found]:
    scale = program.preceptorship_rules.rating_scale
    top = max(scale.levels.all(), key=lambda level: scale.rank(level.value), default=None)
    groups = _grouped(signed.filter(assessor__isnull=False), "assessor")
    lower = Count("pk", filter=~Q(level=top))
    alike = groups.annotate(lower=lower).filter(lower=0, times__gte=ONLY_TOP)
    yield from _largest(alike, _("%(name)s gave “%(level)s” all %(count)d times."))


def _grouped(signed: QuerySet, *columns: str) -> QuerySet:
    """Those with the same in these columns: how many, and their keys from the newest on."""
    newest_first = ["-signed_at", "-pk"]
    return (
        signed.order_by()
        .values(*columns)
        .annotate(times=Count("pk"), keys=ArrayAgg("pk", order_by=newest_first))
        .order_by("-times", *columns)
    )


def _largest(groups: QuerySet, sentence: str) -> Iterator[_Found]:
    for group in groups[:MOST_FINDINGS]:
        yield _Found(sentence, group["keys"][:MOST_ROWS], group["times"])


def _shown(sections) -> list[Section]:
    """Read the signatures behind all findings, and put names into their sentences."""
    keys = {key for _title, _why, found in sections for each in found for key in each.keys}
    signed = SignOff.objects.filter(pk__in=keys).select_related(
        "competency",
        "assessor",
        "external",
        "level",
        "entry__content",
        "preceptorship__learner__person",
    )
    rows = {row.pk: row for row in signed} if keys else {}
    return [
        Section(title, why, [_finding(each, [rows[key] for key in each.keys]) for each in found])
        for title, why, found in sections
    ]


def _finding(found: _Found, rows: list[SignOff]) -> Finding:
    newest = rows[0]
    words = {"count": found.count, "name": newest.assessor, "level": newest.level.name}
    if hasattr(newest.entry, "content"):
        words["said"] = newest.entry.content.text
    return Finding(found.sentence % words, rows, found.count)
