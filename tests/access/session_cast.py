"""The study days that the access table speaks of."""

from datetime import timedelta
from functools import cached_property

from tests import factories as make


class SessionThings:
    @cached_property
    def study_day(self):
        """On now; the other preceptor hosts it."""
        return make.SessionFactory(
            cohort=self.cohort,
            starts_at=self.now - timedelta(hours=1),
            host=self.people.other_preceptor,
        )

    @property
    def study_day_cohort(self):
        return self.study_day.cohort

    @cached_property
    def study_day_ahead(self):
        return make.SessionFactory(
            cohort=self.cohort,
            starts_at=self.now + timedelta(days=2),
            host=self.people.other_preceptor,
        )
