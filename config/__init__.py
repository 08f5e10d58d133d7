"""The project: settings, addresses, background work and the services a demo brings itself."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
