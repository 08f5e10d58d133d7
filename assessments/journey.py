"""What a person's journey holds of what was signed off."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Max, Min
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.sign_offs.models import SignOff
from people.models import Person
from people.registry import JourneyEntry


def entries(person: Person, today: date) -> Iterable[JourneyEntry]:
    """Skills signed off for the person, by preceptorship: how many in each month."""
    mine = SignOff.objects.standing().filter(is_pass=True, preceptorship__learner__person=person)
    months = mine.annotate(month=TruncMonth("observed_on")).values(
        "month", "preceptorship", "preceptorship__program__name"
    )
    by_preceptorship = defaultdict(list)
    counted = months.annotate(
        count=Count("pk"), first_on=Min("observed_on"), last_on=Max("observed_on")
    )
    for row in counted.order_by("month"):
        by_preceptorship[row["preceptorship"]].append(row)
    for preceptorship, rows in by_preceptorship.items():
        total = sum(row["count"] for row in rows)
        yield JourneyEntry(
            starts_on=min(row["first_on"] for row in rows),
            ends_on=max(row["last_on"] for row in rows),
            title=_("Skills signed off: %(program)s")
            % {"program": rows[0]["preceptorship__program__name"]},
            url=reverse("assessments:checklist", args=[preceptorship]),
            icon="check2-square",
            facts=(_counted(total),),
            moments=tuple((row["last_on"], _counted(row["count"])) for row in rows),
            is_by_month=True,
        )


def _counted(count):
    return ngettext("%(count)d sign-off", "%(count)d sign-offs", count) % {"count": count}
