"""Bring the demo up to date before it serves: tables, data where there is none, static files."""

import os

import django
from django.core.management import call_command, get_commands


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    # Bootstrap's other builds are of no use here, and take a second to compress.
    ignored = ["bootstrap-*", "bootstrap.css*", "bootstrap.rtl.css*"]
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=ignored)
    if "demo_data" in get_commands() and _is_empty():
        call_command("demo_data", verbosity=0)


def _is_empty():
    from people.models import Person

    return not Person.objects.exists()


if __name__ == "__main__":
    main()
