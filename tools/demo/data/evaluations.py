"""What learners of earlier years said of a program and of those who taught them (P19)."""

from random import Random

from programs.evaluation.models import EvaluationAnswer, Point
from programs.evaluation.statements import statements_about

SAID = (2, 3, 4, 4, 4, 5, 5)


def say_what_it_was_like(program, preceptors, *, learners=23, of_each=6):
    """Answers that were counted long ago, and belong to nobody; the same at every start."""
    random = Random(43)  # noqa: S311 - invented answers
    EvaluationAnswer.objects.bulk_create(
        EvaluationAnswer(
            program=program,
            preceptor=preceptor,
            point=Point.END,
            statement=statement.code,
            value=random.choice(SAID),
            is_counted=True,
        )
        for preceptor, count in [(None, learners), *((each, of_each) for each in preceptors)]
        for statement in statements_about(preceptor)
        for _learner in range(count)
    )
