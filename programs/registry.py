"""What ``assessments`` does when a preceptorship changes its life (DESIGN 14).

Each list holds callables taking the preceptorship and ``at``; they run in the
transaction of the change, in order, and may refuse it by raising.
"""

from collections.abc import Callable
from datetime import datetime

from programs.models import Preceptorship

Hook = Callable[[Preceptorship, datetime], None]

preceptorship_opened: list[Hook] = []
preceptorship_paused: list[Hook] = []
preceptorship_resumed: list[Hook] = []
preceptorship_closed: list[Hook] = []


def run(hooks: list[Hook], preceptorship: Preceptorship, *, at: datetime) -> None:
    for hook in hooks:
        hook(preceptorship, at)
