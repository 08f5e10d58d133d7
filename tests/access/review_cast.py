"""What the access table says of reviews that took place, built only for the rows that name it."""

from datetime import timedelta
from functools import cached_property
from types import SimpleNamespace

from assessments.reviews.links import confirmation_token, link_token
from assessments.reviews.services.signing import settle
from tests import factories as make


class ReviewThings:
    @cached_property
    def reviewed(self):
        """A review that took place; nobody has signed its record."""
        return self._took_place(
            make.ReviewOutcomeFactory, position=2, third_signer="ward manager", opened_at=self.now
        )

    @cached_property
    def signed_review(self):
        """One whose record everybody has signed."""
        # The ledger of the scene begins with it.
        _first = self.sign_off
        return self._took_place(self._signed_record, position=3)

    def _took_place(self, record, *, position, **fields):
        review = make.ReviewFactory(
            preceptorship=self.preceptorship,
            position=position,
            due_on=self.today,
            held_on=self.today - timedelta(days=1),
            held_by=self.people.preceptor,
        )
        record(review=review, **fields)
        return review

    def _signed_record(self, *, review):
        outcome = make.ReviewOutcomeFactory(review=review, opened_at=self.now)
        for role in ("learner", "preceptor", "coordinator"):
            person = getattr(self.people, role)
            outcome.parts.filter(role=role).update(
                text=self._words_of(role),
                signed_by=person,
                signed_at=self.now,
                signed_as=person.name,
            )
        settle(outcome, by=self.people.coordinator, at=self.now)

    def _words_of(self, role):
        return f"Words of the {role}"

    @cached_property
    def review_link(self):
        return make.ReviewLinkFactory(
            outcome=self.reviewed.outcomes.get(),
            asked_by=self.people.preceptor,
            asked_at=self.now,
        )

    @property
    def review_token(self):
        """The token that stands in an address in the place of an id."""
        return SimpleNamespace(pk=link_token(self.review_link))

    @property
    def review_confirmation(self):
        return SimpleNamespace(pk=confirmation_token(self.review_link))
