"""From a record in which nothing is signed to a certificate."""

from uuid import uuid4

from programs.preceptorships.services.preceptorship import complete_preceptorship
from tests import factories as make
from tests.factories import NOON, TODAY


def hold_final_review(bedside):
    held = {"held_on": TODAY, "held_by": bedside.priya}
    make.ReviewFactory(
        preceptorship=bedside.preceptorship, kind="final", position=9, due_on=TODAY, **held
    )


def finish(bedside, *, at=NOON):
    """Sign everything, hold the final review, and decide."""
    for competency in (bedside.catheter, bedside.drain, bedside.blood):
        bedside.sign(competency=competency, idempotency_key=uuid4())
    hold_final_review(bedside)
    complete(bedside, at=at)
    return bedside


def complete(bedside, *, at=NOON):
    complete_preceptorship(preceptorship=bedside.preceptorship, by=bedside.dana, at=at, today=TODAY)


def certificate_of(bedside):
    return bedside.preceptorship.certificates.standing().get()
