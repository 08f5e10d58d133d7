"""What a person's journey holds of certificates: those that stand, on the day they were issued."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.certificates.models import Certificate
from people.models import Person
from people.registry import JourneyEntry


def entries(person: Person, _today: date) -> Iterable[JourneyEntry]:
    mine = Certificate.objects.standing().filter(preceptorship__learner__person=person)
    for certificate in mine.select_related("preceptorship__program"):
        issued_on = timezone.localdate(certificate.issued_at)
        preceptorship = certificate.preceptorship
        yield JourneyEntry(
            starts_on=issued_on,
            ends_on=issued_on,
            title=_("Certificate: %(program)s") % {"program": preceptorship.program.name},
            url=reverse("assessments:certificate-detail", args=[preceptorship.pk]),
            icon="award",
            facts=(certificate.code,),
        )
