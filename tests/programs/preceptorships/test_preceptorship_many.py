"""What is done for one preceptorship, done for those ticked on the page of progress."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.edit_form import OPENED
from people.notices.models import Notice
from programs.preceptorships.services import preceptorship as services
from tests.factories import (
    TODAY,
    CohortFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgressFactory,
)

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(weeks=60)


@pytest.fixture
def cohort(program):
    return CohortFactory(program=program)


@pytest.fixture
def pair(cohort):
    def pair(name, **fields):
        made = PreceptorshipFactory(
            cohort=cohort, learner__person__name=name, primary=PreceptorFactory(), **fields
        )
        ProgressFactory(preceptorship=made, total=1)
        return made

    return pair


@pytest.fixture
def move(browser, program):
    def move(*preceptorships, way="post", **fields):
        day = timezone.localdate() + timedelta(weeks=60)
        ticked = [preceptorship.pk for preceptorship in preceptorships]
        sent = {"ticked": ticked, "ends_on": day, "reason": "The ward was closed", **fields}
        address = reverse("programs:preceptorships-extend", args=[program.pk])
        return getattr(browser, way)(address, sent, follow=True)

    return move


def ends(*preceptorships):
    for preceptorship in preceptorships:
        preceptorship.refresh_from_db()
    return [preceptorship.ends_on for preceptorship in preceptorships]


def extend(acting, *preceptorships):
    services.extend_preceptorships(
        preceptorships=preceptorships, ends_on=LATER, reason="The ward was closed", **acting
    )


def test_p15_the_end_of_several_moves_for_one_reason(acting, pair):
    ana, zoe = pair("Ana"), pair("Zoe")

    extend(acting, ana, zoe)

    assert ends(ana, zoe) == [LATER, LATER]
    assert {made.changes.get().reason for made in (ana, zoe)} == {"The ward was closed"}


def test_each_learner_is_told_of_their_own(acting, pair):
    ana, zoe = pair("Ana"), pair("Zoe")

    extend(acting, ana, zoe)

    told = Notice.objects.filter(kind="preceptorship_end_moved")
    learners = {made.learner.person_id for made in (ana, zoe)}
    assert learners <= set(told.values_list("recipient", flat=True))


def test_the_end_of_all_moves_or_of_none_and_who_stands_against_it_is_named(acting, pair):
    ana, zoe = pair("Ana"), pair("Zoe", paused=True)
    before = ends(ana, zoe)

    with pytest.raises(services.PreceptorshipError, match="Zoe: Only a running preceptorship"):
        extend(acting, ana, zoe)

    assert ends(ana, zoe) == before
    assert not Notice.objects.exists()


def test_those_ticked_are_named_and_moved(pair, move):
    ana, zoe, ivo = pair("Ana"), pair("Zoe"), pair("Ivo")
    before = ends(ivo)

    question = move(ana, zoe, way="get").content.decode()
    move(ana, zoe)

    assert "Ana" in question
    assert "Ivo" not in question
    assert ends(ana) == ends(zoe) != before
    assert ends(ivo) == before


def test_an_end_that_somebody_else_moved_meanwhile_is_shown_first(pair, move):
    ana, zoe = pair("Ana"), pair("Zoe")
    opened = move(ana, zoe, way="get").context["form"][OPENED].value()
    theirs = ana.ends_on + timedelta(weeks=2)
    type(ana).objects.filter(pk=ana.pk).update(ends_on=theirs)
    before = ends(zoe)

    answer = move(ana, zoe, **{OPENED: opened})

    assert "Someone moved one of these end dates" in answer.content.decode()
    assert ends(ana, zoe) == [theirs, *before]
    move(ana, zoe, **{OPENED: answer.context["form"][OPENED].value()})
    assert len(set(ends(ana, zoe))) == 1


def test_what_was_typed_and_ticked_stays_where_it_is_refused(pair, move):
    ana = pair("Ana")

    page = move(ana, ends_on=ana.starts_on)

    assert "has to be in the future" in page.content.decode()
    assert "The ward was closed" in page.content.decode()
    assert str(ana.pk) in page.content.decode()


def test_nobody_of_another_program_is_moved(move):
    other = PreceptorshipFactory()
    before = ends(other)

    move(other)

    assert ends(other) == before


def test_moving_nobody_says_so(move):
    assert "Tick at least one person." in move().content.decode()


def test_those_ticked_are_exported_and_nobody_else(browser, program, pair):
    ana = pair("Ana")
    pair("Zoe")
    address = reverse("assessments:program-progress", args=[program.pk])

    table = browser.get(address, {"as": "ticked", "ticked": [ana.pk]}).content.decode()

    assert "Ana" in table
    assert "Zoe" not in table
    assert browser.get(address, {"as": "ticked"}).status_code == 302


def test_every_row_of_progress_has_a_box(browser, program, pair):
    ana = pair("Ana")
    address = reverse("assessments:program-progress", args=[program.pk])

    page = browser.get(address, {"tick": "all"}).content.decode()

    assert f'value="{ana.pk}"' in page
    assert " checked>" in page
