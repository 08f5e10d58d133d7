"""A ward where somebody learns: the scene of most tests about signing."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from assessments.progress.services import open_progress
from assessments.sign_offs.services.sign_off import sign_off_competency
from programs.cohorts.models import Method
from tests import factories as make
from tests.factories import NOON, TODAY

OPENED = NOON - timedelta(days=30)


class Bedside:
    """Priya precepts Amara; Sam is the backup; Dana coordinates. Level 4 of 5 passes."""

    def __init__(self):
        self.priya = make.PersonFactory(name="Priya Nair", credentials_shown="RN")
        self.sam = make.PersonFactory(name="Sam Okoye")
        self.amara = make.PersonFactory(name="Amara Okafor")
        self.dana = make.PersonFactory(name="Dana Cole")
        self.scale = make.RatingScaleFactory(pass_value=4)
        self.levels = {
            value: make.RatingLevelFactory(scale=self.scale, value=value) for value in range(1, 6)
        }
        self.version = make.FrameworkVersionFactory()
        self.group = make.CompetencyFactory(
            version=self.version, is_group=True, statement="Care", position=0
        )
        self.program = make.ProgramFactory(
            coordinator=self.dana,
            rules__framework_version=self.version,
            rules__rating_scale=self.scale,
        )
        self.preceptorship = make.PreceptorshipFactory(
            cohort=make.CohortFactory(program=self.program),
            learner=make.LearnerFactory(person=self.amara),
            primary=make.PreceptorFactory(person=self.priya, eligible=True),
            backup=make.PreceptorFactory(person=self.sam, eligible=True),
        )
        self.catheter = self.ask("Insert a urinary catheter", position=1)

    def ask(self, statement, *, position, **asked):
        """Add a competency to the framework and to what the program asks."""
        competency = make.CompetencyFactory(
            version=self.version, parent=self.group, statement=statement, position=position
        )
        make.ProgramCompetencyFactory(program=self.program, competency=competency, **asked)
        return competency

    def with_more_skills(self):
        """Add two competencies, the last of them critical."""
        self.drain = self.ask("Remove a drain", position=2)
        self.blood = self.ask("Give blood", position=3, is_critical=True)
        return self

    def open(self):
        open_progress(self.preceptorship, OPENED)
        return self

    def sign(self, **given):
        """Sign the catheter at level 4, seen today by Priya at the workplace, unless told."""
        signed = {
            "preceptorship": self.preceptorship,
            "competency": self.catheter,
            "by": self.priya,
            "level": 4,
            "method": Method.WORKPLACE,
            "observed_on": TODAY,
            "idempotency_key": uuid4(),
            "at": NOON,
            "today": TODAY,
        } | given
        signed["level"] = self.levels.get(signed["level"], signed["level"])
        return sign_off_competency(**signed)

    def state(self, competency=None):
        return self.preceptorship.competency_states.get(competency=competency or self.catheter)

    @property
    def checklist_url(self):
        return reverse("assessments:checklist", args=[self.preceptorship.pk])

    @property
    def progress(self):
        return type(self.preceptorship).objects.get(pk=self.preceptorship.pk).progress


def days_ago(count):
    return TODAY - timedelta(days=count)


def another_learner(bedside, name):
    """Give Priya one more learner in the same program, with one signature."""
    learner = make.LearnerFactory(person=make.PersonFactory(name=name))
    preceptorship = make.PreceptorshipFactory(
        cohort=bedside.preceptorship.cohort, learner=learner, primary=bedside.priya.preceptor
    )
    open_progress(preceptorship, OPENED)
    bedside.sign(preceptorship=preceptorship)
    return preceptorship
