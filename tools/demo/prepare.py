"""Bring the demo up to date before it serves: tables, static files, data where there is none.

The arguments are the commands that fill an empty database.
"""

import os
import sys

import django
from django.core.management import call_command


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    # Bootstrap's other builds are of no use here, and take a second to compress.
    ignored = ["bootstrap-*", "bootstrap.css*", "bootstrap.rtl.css*"]
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=ignored)
    if _is_empty():
        for command in sys.argv[1:]:
            call_command(command, verbosity=0)


def _is_empty():
    from people.models import Person

    return not Person.objects.exists()


if __name__ == "__main__":
    main()
