"""After the last day: what was told is read, and nobody is mailed about it."""

from assessments.external.models import Confirmation
from assessments.reviews.models import ReviewLink
from people.notices.models import Delivery, Notice
from tools.demo.year.course import Year


def let_the_past_rest(year: Year) -> None:
    waiting = Delivery.objects.filter(status=Delivery.Status.DUE)
    waiting.update(status=Delivery.Status.SUPPRESSED, reason="From the year before the demo")
    Notice.objects.filter(read_at=None).update(read_at=year.diary.now)
    Confirmation.objects.filter(sent_at=None).update(sent_at=year.diary.now)
    ReviewLink.objects.unsent().update(sent_at=year.diary.now)
