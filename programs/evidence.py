"""What the rooms of this app say in an evidence pack, put together."""

from programs.evaluation import figures as evaluation
from programs.preceptorships import figures as preceptorships
from programs.sessions import figures as sessions
from programs.shifts import figures as shifts

FIGURES = (preceptorships.figures, shifts.figures, sessions.figures, evaluation.figures)
