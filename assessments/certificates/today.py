"""What Today shows of certificates: whether a mentor is wanted, and what a coordinator decides."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.certificates.models import Certificate, MentorshipOffer
from people.models import Person
from people.registry import TodayItem

MOST = 6

READER_FLAGS = {
    "is_offered_mentor": lambda person: Exists(MentorshipOffer.objects.open_to(person)),
}


def today(person: Person, at: datetime, flags: Mapping[str, Any]) -> Iterable[TodayItem]:
    """One's own offer; to coordinators, certificates in doubt and who would like a mentor."""
    if flags["is_offered_mentor"]:
        for offer in MentorshipOffer.objects.open_to(person).with_people()[:MOST]:
            yield _offer_item(offer)
    if flags["runs_preceptorships"]:
        for certificate in _in_doubt(person):
            yield _doubt_item(certificate)
        for offer in _wanted(person):
            yield _wanted_item(offer)


def _offer_item(offer):
    program = offer.preceptorship.program.name
    return TodayItem(
        section=_("Your record"),
        title=_("Your certificate is ready"),
        detail=_("You completed %(program)s. Would you like a mentor?") % {"program": program},
        url=reverse("assessments:certificate-detail", args=[offer.preceptorship_id]),
        act=_("Open"),
        urgency=2,
        icon="award",
    )


def _in_doubt(coordinator):
    certificates = Certificate.objects.in_doubt().filter(
        preceptorship__program__coordinators__person=coordinator
    )
    certificates = certificates.exclude(preceptorship__learner__person=coordinator)
    return certificates.with_people().order_by("issued_at", "pk")[:MOST]


def _doubt_item(certificate):
    preceptorship = certificate.preceptorship
    return TodayItem(
        section=_("Needs you"),
        title=_("A signature on %(name)s's certificate no longer counts")
        % {"name": preceptorship.learner.person.name},
        detail=preceptorship.program.name,
        url=reverse("assessments:certificate-detail", args=[preceptorship.pk]),
        act=_("Decide"),
        urgency=0,
        tone="red",
        icon="exclamation-octagon",
    )


def _wanted(coordinator):
    wanted = MentorshipOffer.objects.wanted().filter(
        preceptorship__program__coordinators__person=coordinator
    )
    wanted = wanted.exclude(preceptorship__learner__person=coordinator)
    return wanted.with_people().order_by("answered_at", "pk")[:MOST]


def _wanted_item(offer):
    preceptorship = offer.preceptorship
    return TodayItem(
        section=_("Needs you"),
        title=_("%(name)s would like a mentor") % {"name": preceptorship.learner.person.name},
        detail=preceptorship.program.name,
        url=reverse("assessments:mentor-find", args=[offer.pk]),
        act=_("Find a mentor"),
        urgency=2,
        tone="plum",
        icon="people",
    )
