"""Years at night: the whole one, and one lived twice. Each begins where no seal was taken."""

import pytest
from django.db import transaction

from tests.tools.lived_year import SMALL, Status, live, states
from tools.demo.year.story import Story

pytestmark = [pytest.mark.django_db, pytest.mark.nightly]


def test_year_of_the_same_story_is_the_same_again(tmp_path):
    lived = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        with transaction.atomic():
            year, _printed, _found = live(SMALL, tmp_path / name)
            lived.append((year.tally.done, year.tally.acts, year.tally.mondays))
            transaction.set_rollback(True)

    assert lived[0] == lived[1]


def test_year_of_sixty_ends_without_a_fault(tmp_path, record_property):
    story = Story(learners=60, weeks=52)

    year, printed, found = live(story, tmp_path)

    assert found == []
    assert states(year) == {Status.ACHIEVED: 57, Status.NOT_ACHIEVED: 1, Status.WITHDRAWN: 3}
    record_property("figure", printed[-1])
