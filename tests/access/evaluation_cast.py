"""What the access table says of evaluations."""

from functools import cached_property

from tests import factories as make


class EvaluationThings:
    @cached_property
    def evaluation_ask(self):
        """Asked of the learner half-way, about their preceptor and the program."""
        return make.EvaluationAskFactory(
            preceptorship=self.preceptorship, asked_on=self.today, about=[self.preceptor, None]
        )
