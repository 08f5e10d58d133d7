"""The reviews of a demo's preceptorship: held on time and signed, but for one here and there."""

from datetime import timedelta

from assessments.reviews.models import ReviewOutcome
from assessments.reviews.services.review_outcome import Written, write_part
from assessments.reviews.services.signing import sign_part
from people.models import Person
from programs.preceptorships.models import Preceptorship, Review
from programs.preceptorships.services.review import arrange_review, hold_review

NEAR = timedelta(days=7)
# Whose last review waits, and for whom: for the coordinator, or for the preceptor.
WAITS = {"Lucas Moreau": "coordinator", "Mei Tanaka": "preceptor"}
LEARNERS = (
    "I feel at home on the ward now. What I find hard is asking for help early.",
    "The mornings go well. I want more practice with the things that happen at night.",
    "I know the routines and the people. Speaking up in the round still takes courage.",
    "More confident than on my first day. I lose time with writing everything down.",
)
PRECEPTORS = (
    "Calm with people, and escalates early. The second check is sometimes rushed.",
    "Plans the shift well and says what is unclear. Ready for more than one task at once.",
    "Careful and quick to learn. Needs to trust their own judgement more.",
    "Good with the team. Handing over is clear, and short enough.",
)
AHEAD = (
    "Two rounds a week together, then alone.",
    "Lead the handover twice before we meet again.",
    "Look after three people by themselves, with me nearby.",
)


def hold_reviews(preceptorship: Preceptorship, by: Person, *, clock, random, keep_last=False):
    """Hold what is due by next week; with ``keep_last`` the last of them stays to be held."""
    due = list(preceptorship.reviews.filter(due_on__lte=clock.today + NEAR).order_by("due_on"))
    held = due[:-1] if keep_last else due
    waits = WAITS.get(preceptorship.learner.person.name, "")
    for review in held:
        at = _hold(review, by, clock=clock, random=random)
        _sign(review, at, waits if review == held[-1] else "", random=random)


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
    return at


def _sign(review, at, waits, *, random):
    """All write and sign in the hours after it; whom it waits for has not signed."""
    learner = review.preceptorship.learner.person
    preceptor = review.preceptorship.primary_on(review.held_on).person
    coordinator = review.preceptorship.program.coordinators.order_by("pk").first().person
    is_final = review.kind == Review.Kind.FINAL
    results = ReviewOutcome.Result
    found = {"outcome": results.ACHIEVED if is_final else results.ON_TRACK}
    act = {"review": review, "today": review.held_on}
    words = Written(text=random.choice(PRECEPTORS), ahead=random.choice(AHEAD), **found)
    write_part(written=words, by=preceptor, at=at, **act)
    parts = {
        "preceptor": (preceptor, words),
        "learner": (learner, Written(text=random.choice(LEARNERS))),
        "coordinator": (coordinator, Written(text="", **found)),
    }
    for hours, (role, (person, written)) in enumerate(parts.items(), 1):
        if role != waits:
            seen = ReviewOutcome.objects.latest().get(review=review).version
            sign_part(written=written, seen=seen, by=person, at=_later(at, hours), **act)


def _later(at, hours):
    return at + timedelta(minutes=25 * hours)
