"""The link to the worklist, for whoever runs a program of preceptorships."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import Person
from people.registry import NavItem


def nav(person: Person, flags: Mapping[str, Any]) -> Iterable[NavItem]:
    if flags["runs_preceptorships"]:
        yield NavItem(_("Worklist"), reverse("programs:worklist"), icon="list-task")
