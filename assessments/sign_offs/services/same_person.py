"""Somebody who signed by a link and signs by their account now: one assessor, not two (P3)."""

from assessments.external.models import ExternalAssessor
from assessments.progress.services import recount_afresh
from assessments.sign_offs.models import SignOff
from people.mail_addresses import is_address_of
from people.models import Person
from people.names import name_key
from programs.frameworks.models import Competency
from programs.preceptorships.models import Preceptorship


def join_signer(preceptorship: Preceptorship, person: Person) -> None:
    """Count what somebody of this address or name signed by a link as this person's.

    What was signed by link stays signed as it was. The caller holds the lock on the record.
    """
    unknown = ExternalAssessor.objects.filter(preceptorship=preceptorship, person=None)
    same = [each.pk for each in unknown if _is_same(each, person)]
    if not same:
        return
    ExternalAssessor.objects.filter(pk__in=same).update(person=person)
    signed = SignOff.objects.filter(external__in=same).order_by()
    for competency in Competency.objects.filter(pk__in=signed.values("competency")):
        recount_afresh(preceptorship, competency)


def _is_same(external, person):
    is_called_so = name_key(external.name) == name_key(person.name)
    return is_called_so or is_address_of(external.email, person)
