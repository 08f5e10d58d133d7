import pytest
from django.conf import settings

from config.celery import app


@pytest.fixture
def registered():
    app.loader.import_default_modules()
    return set(app.tasks)


@pytest.mark.parametrize("entry", settings.CELERY_BEAT_SCHEDULE.values(), ids=lambda e: e["task"])
def test_every_task_on_the_schedule_exists(registered, entry):
    assert entry["task"] in registered


def test_tasks_are_json_alone():
    assert app.conf.task_serializer == "json"
    assert app.conf.accept_content == ["json"]


def test_a_broker_that_is_down_is_not_asked_twice():
    assert app.conf.task_publish_retry is False
