"""What an evidence pack says of certificates (P21, P22)."""

from collections.abc import Iterable
from functools import partial

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from assessments.certificates.models import Certificate
from programs.registry import EvidenceFigure, EvidenceScope


def figures(scope: EvidenceScope) -> Iterable[EvidenceFigure]:
    figure = partial(EvidenceFigure, section=_("Certificates"), order=70, rule="P21")
    issued = Certificate.objects.filter(
        **scope.of("preceptorship__"), issued_at__date__range=scope.days
    )
    counts = issued.aggregate(
        issued=Count("pk", filter=Q(replaces=None)),
        replaced=Count("pk", filter=Q(replaced_by__isnull=False)),
        withdrawn=Count("pk", filter=Q(ended_at__isnull=False, replaced_by=None)),
    )
    yield figure(
        label=_("Issued"),
        value=counts["issued"],
        note=_("In the period, the first of each learner."),
    )
    yield figure(
        label=_("Replaced"),
        value=counts["replaced"],
        note=_("Issued in the period, and issued again since."),
    )
    yield figure(
        label=_("Withdrawn"),
        value=counts["withdrawn"],
        note=_("Issued in the period and withdrawn since, with a reason."),
    )
