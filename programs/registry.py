"""What ``assessments`` does when a preceptorship changes its life (DESIGN 14).

Each list of hooks holds callables taking the preceptorship and ``at``; they run in the
transaction of the change, in order, and may refuse it by raising. When one is resumed,
the pause that is over is its last.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from programs.models import Preceptorship

Hook = Callable[[Preceptorship, datetime], None]

# Why a preceptorship cannot be called achieved yet, each in a sentence fit to show (P15).
completion_blockers: list[Callable[[Preceptorship], Iterable[str]]] = []

preceptorship_opened: list[Hook] = []
preceptorship_paused: list[Hook] = []
preceptorship_resumed: list[Hook] = []
preceptorship_closed: list[Hook] = []


def run(hooks: list[Hook], preceptorship: Preceptorship, *, at: datetime) -> None:
    for hook in hooks:
        hook(preceptorship, at)
