"""The Celery application. Tasks carry ids or nothing; the database is the truth."""

import logging
import os

from celery import Celery
from celery.signals import after_task_publish

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("alongside")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

log = logging.getLogger(__name__)


@after_task_publish.connect(sender="people.tasks.be_alive")
def beat_is_alive(**kwargs):
    """Write down, in beat's own process, that it handed a task over to the broker."""
    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from people.models import Stamp
    from people.services.stamp import stamp

    try:
        # Nobody closes connections in beat.
        close_old_connections()
        stamp(Stamp.Name.BEAT, at=timezone.now())
    except DatabaseError as error:
        log.warning("beat could not say that it is alive: %s", type(error).__name__)
