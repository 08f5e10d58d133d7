"""The reviews of a demo's preceptorship: held on time, but for one here and there."""

from datetime import timedelta

from people.models import Person
from programs.preceptorships.models import Preceptorship, Review
from programs.preceptorships.services.review import arrange_review, hold_review

NEAR = timedelta(days=7)


def hold_reviews(preceptorship: Preceptorship, by: Person, *, clock, random, keep_last=False):
    """Hold what is due by next week; with ``keep_last`` the last of them stays to be held."""
    due = list(preceptorship.reviews.filter(due_on__lte=clock.today + NEAR).order_by("due_on"))
    for review in due[:-1] if keep_last else due:
        _hold(review, by, clock=clock, random=random)


def arrange_for_today(preceptorship: Preceptorship, by: Person, *, clock):
    """The next one takes place this afternoon."""
    review = preceptorship.reviews.planned().order_by("due_on").first()
    meets_at = clock.later_today(hour=14, minute=30)
    arrange_review(review=review, meets_at=meets_at, by=by, at=clock.moment(4, 15, 20))


def _hold(review: Review, by: Person, *, clock, random):
    yesterday = clock.day(1)
    held_on = min(review.due_on + timedelta(days=random.choice((-2, -1, 0, 0, 1))), yesterday)
    if review.due_on > yesterday:
        held_on = clock.day(random.choice((1, 2, 4, 5)))
    ago = (clock.today - held_on).days
    at = clock.moment(ago, *random.choice(((11, 30), (14, 15), (15, 45), (19, 40))))
    hold_review(review=review, by=by, held_on=held_on, at=at, today=held_on)
