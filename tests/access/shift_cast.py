"""The shifts that the access table speaks of, and what the preceptorship is for."""

from datetime import timedelta
from functools import cached_property

from tests import factories as make


class ShiftThings:
    @cached_property
    def shift(self):
        """Over since yesterday."""
        return make.ShiftFactory(
            preceptorship=self.preceptorship,
            preceptor=self.preceptor,
            starts_at=self.now - timedelta(hours=29),
        )

    @cached_property
    def protected_time(self):
        return make.ProtectedTimeFactory(person=self.people.preceptor)

    @cached_property
    def project(self):
        """It ends tomorrow, long before the preceptorship."""
        return make.ProjectFactory(
            program=self.program, ends_on=self.today + timedelta(days=1), created_at=self.now
        )

    @cached_property
    def project_part(self):
        return make.ProjectPartFactory(
            preceptorship=self.preceptorship, project=self.project, added_at=self.now
        )

    @cached_property
    def shift_ahead(self):
        return make.ShiftFactory(
            preceptorship=self.preceptorship,
            preceptor=self.preceptor,
            starts_at=self.now + timedelta(hours=20),
        )

    @cached_property
    def shift_note(self):
        """The preceptor's."""
        return make.ShiftNoteFactory(shift=self.shift, written_at=self.now)
