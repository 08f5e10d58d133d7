"""A review that took place: the scene of the tests about what it leaves."""

from datetime import timedelta

from assessments.external.services.signer import Identity
from assessments.ledger.services.ledger_check import broken_beside, check_stretch
from assessments.reviews.models import ReviewLink, ReviewOutcome
from assessments.reviews.services import review_link, signing
from assessments.reviews.services.confirmation import confirm_link
from assessments.reviews.services.correction import correct_review
from assessments.reviews.services.review_outcome import Written, write_part
from programs.preceptorships.models import Review
from programs.preceptorships.services.review import hold_review
from tests import factories as make
from tests.assessments.bedside import Bedside
from tests.factories import NOON, TODAY

DAY = timedelta(days=1)
ACHEBE = Identity(
    name="R. Achebe", role="Ward manager", registration_number="12A", email="r.achebe@ward.example"
)


class Meeting(Bedside):
    """Amara, Priya and Dana review on TODAY; the next review is due in 60 days."""

    def __init__(self, *, third_signer="", kind="regular"):
        super().__init__()
        self.open()
        rules = self.program.preceptorship_rules
        rules.review_third_signer = third_signer
        rules.save(update_fields=["review_third_signer"])
        self.preceptorship.reviews.all().delete()
        self.review = self.plan(1, kind=kind)
        self.following = self.plan(2, due_on=TODAY + 60 * DAY)
        self.preceptorship.ends_on = TODAY + 200 * DAY
        self.preceptorship.save(update_fields=["ends_on"])

    def plan(self, position, *, due_on=TODAY, kind="regular"):
        return make.ReviewFactory(
            preceptorship=self.preceptorship, position=position, due_on=due_on, kind=kind
        )

    def hold(self):
        hold_review(review=self.fresh(), held_on=TODAY, by=self.priya, at=NOON, today=TODAY)
        return self

    def fresh(self):
        """As a view reads it."""
        people = (
            "preceptorship__program__preceptorship_rules",
            "preceptorship__learner__person",
        )
        return Review.objects.select_related(*people).get(pk=self.review.pk)

    @property
    def outcome(self):
        return ReviewOutcome.objects.latest().get(review=self.review)

    def part(self, role):
        return self.outcome.parts.get(role=role)

    def write(self, by, text="Calm with patients.", *, at=NOON, **said):
        written = Written(text=text, **said)
        return write_part(review=self.fresh(), written=written, by=by, at=at, today=TODAY)

    def sign_part(self, by, text="Calm with patients.", *, seen=None, at=NOON, **said):
        """Sign what stands there: the outcome and the date that are agreed, unless told."""
        outcome = self.outcome
        if by != self.amara:
            said = {"outcome": outcome.outcome, "next_on": outcome.next_on} | said
        return signing.sign_part(
            review=self.fresh(),
            written=Written(text=text, **said),
            seen=outcome.version if seen is None else seen,
            by=by,
            at=at,
            today=TODAY,
        )

    def agree(self, outcome="on_track", next_on=None):
        return self.write(self.priya, outcome=outcome, next_on=next_on)

    def sign_all(self):
        self.agree()
        for person in (self.priya, self.amara, self.dana):
            self.sign_part(person)
        return self

    def ask_third(self, by=None):
        return review_link.ask_third_signer(
            review=self.fresh(), by=by or self.priya, at=NOON, today=TODAY
        )

    def sign_by_link(self, link, *, identity=ACHEBE, text="Reliable.", seen=None, **named):
        if seen is None:
            seen = self.outcome.agreed
        given = {"identity": identity, "text": text, "seen": seen, "at": NOON}
        review_link.sign_by_link(link=self.read(link), **given | {"browser_of": None} | named)

    def confirm(self, link, *, holder=None, at=NOON):
        confirm_link(link=self.read(link), holder=holder, at=at)

    def read(self, link):
        return ReviewLink.objects.with_review().get(pk=link.pk)


def problems(meeting):
    pk = meeting.preceptorship.pk
    return [str(broken) for broken in (*check_stretch(pk, pk, {}).broken, *broken_beside({}))]


def complete():
    return Meeting().hold().sign_all()


def correct(meeting, reason="The wrong ward."):
    given = {"review": meeting.fresh(), "by": meeting.dana, "today": TODAY}
    return correct_review(reason=reason, at=NOON + timedelta(hours=1), **given)
