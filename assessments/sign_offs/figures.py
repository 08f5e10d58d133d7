"""What an evidence pack says of signatures and of the skills they are about (P3, P6)."""

from collections.abc import Iterable
from functools import partial

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from assessments.sign_offs.models import Progress, SignOff
from common.disclosure import is_small
from programs.cohorts.models import Method
from programs.preceptorships.evidenced import begun_of
from programs.registry import EvidenceFigure, EvidenceScope


def figures(scope: EvidenceScope) -> Iterable[EvidenceFigure]:
    yield from _signatures(scope)
    yield from _skills(scope)


def _signatures(scope):
    figure = partial(EvidenceFigure, section=_("Signatures and skills"), order=50)
    signed = SignOff.objects.filter(
        **scope.of("preceptorship__"), signed_at__date__range=scope.days, signed_at__lte=scope.at
    )
    counts = signed.aggregate(
        signed=Count("pk"),
        late=Count("pk", filter=Q(is_late=True)),
        at_work=Count("pk", filter=Q(method=Method.WORKPLACE)),
        by_link=Count("pk", filter=Q(channel=SignOff.Channel.EXTERNAL)),
        revoked=Count("pk", filter=Q(revoked_at__isnull=False)),
    )
    yield from _seen(figure, counts)
    yield from _by_link_or_revoked(figure, counts)


def _seen(figure, counts):
    count = counts["signed"]
    yield figure(
        label=_("Sign-offs"),
        value=count,
        note=_("Given in the period, at any level; those revoked later too."),
        rule="P3",
    )
    yield figure(
        label=_("Signed in time"),
        value=count - counts["late"],
        denominator=count,
        note=_("Within the days that the program allows after the skill was seen."),
        rule="P6",
    )
    yield figure(
        label=_("Seen at work"),
        value=counts["at_work"],
        denominator=count,
        note=_("Neither simulated nor discussed, demonstrated or tested."),
        rule="P9",
    )


def _by_link_or_revoked(figure, counts):
    count = counts["signed"]
    yield figure(
        label=_("Signed by a link"),
        value=counts["by_link"],
        denominator=count,
        note=_("By someone without an account."),
        rule="P11",
    )
    yield figure(
        label=_("Revoked"),
        value=counts["revoked"],
        denominator=count,
        note=_("Taken back with a reason, by now; the entry stays in the ledger."),
        rule="P7",
    )


def _skills(scope):
    figure = partial(EvidenceFigure, section=_("Signatures and skills"), order=50, rule="P3")
    begun = begun_of(scope)
    if is_small(begun.count()):
        return
    rows = Progress.objects.filter(preceptorship__in=begun.values("pk"))
    sums = rows.aggregate(
        total=Sum("total", default=0),
        achieved=Sum("achieved", default=0),
        critical_total=Sum("critical_total", default=0),
        critical_achieved=Sum("critical_achieved", default=0),
    )
    yield figure(
        label=_("Skills signed off"),
        value=sums["achieved"],
        denominator=sums["total"],
        note=_("Added up over everyone who started, by now."),
    )
    yield figure(
        label=_("Critical skills signed off"),
        value=sums["critical_achieved"],
        denominator=sums["critical_total"],
        note=_("The same, of those skills that the program calls critical."),
    )
