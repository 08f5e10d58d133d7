"""What notices of evaluations ask for, as tests/test_asks.py tries it."""

from django.urls import reverse

from programs.evaluation.services import skip_evaluation
from tests import factories as make
from tests.factories import TODAY


def evaluation_asked():
    ask = make.EvaluationAskFactory()

    def act():
        skip_evaluation(ask=ask, by=ask.person, today=TODAY)

    return ask.person, reverse("programs:evaluation-answer", args=[ask.pk]), act


EVALUATIONS = {"evaluation_asked": evaluation_asked}
