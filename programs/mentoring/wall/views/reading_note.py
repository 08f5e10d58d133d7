"""What every page that shows a partner's words calls, so that the pair can see who read (M5)."""

from django.utils import timezone

from programs.mentoring.wall.services.reading import record_reading


def note_reading(request, mentorship, what, object_id=None):
    record_reading(
        mentorship=mentorship,
        reader=request.user,
        what=what,
        object_id=object_id,
        at=timezone.now(),
    )
