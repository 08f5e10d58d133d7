"""A PostgreSQL that lives as long as one measurement."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def run(measure: Callable[[], None]) -> None:
    """Call ``measure`` with Django set up on an empty, migrated database."""
    from tools.demo.embedded.place import passing_place
    from tools.demo.embedded.postgres import PostgresServer

    server = PostgresServer(passing_place(), log=Path(os.devnull), passing=True)
    os.environ |= {
        "ALONGSIDE_DEMO": "1",
        "DATABASE_URL": server.url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    try:
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        measure()
    finally:
        server.stop()


def serve_as_gunicorn_does() -> None:
    """Leave what is loaded and built out of later garbage collections (config/gunicorn.py)."""
    gc.collect()
    gc.freeze()
