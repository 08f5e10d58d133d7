"""Old notices are deleted: what was read, e-mailed or taken back, unless it is still true."""

from datetime import datetime, timedelta
from operator import attrgetter

from people.notices.models import Notice
from people.notices.services.notice import Key
from people.registry import planners

# Few enough that nobody waits for the rows.
BATCH = 1000

_key_of = attrgetter(*Key._fields)


def forget_notices(*, days: int, at: datetime) -> int:
    """Delete, in batches, what is done with for longer than ``days``; return how many it were.

    What the calendar would say today stays: deleted, it would be told once more (N4).
    """
    still_said = {draft.key for planner in planners.values() for draft in planner.drafts(at)}
    done_with = Notice.objects.done_with(at - timedelta(days=days)).order_by("pk")
    forgotten, batch = 0, list(done_with[:BATCH])
    while batch:
        old = [notice.pk for notice in batch if Key(*_key_of(notice)) not in still_said]
        # Asked again: somebody may have marked one as unread meanwhile.
        _rows, counts = done_with.filter(pk__in=old).delete()
        forgotten += counts.get(Notice._meta.label, 0)
        batch = list(done_with.filter(pk__gt=batch[-1].pk)[:BATCH])
    return forgotten
