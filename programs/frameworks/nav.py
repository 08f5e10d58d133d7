from django.urls import reverse
from django.utils.translation import gettext as _

from people.registry import NavItem
from programs.frameworks.permissions import can_import_frameworks


def nav(person, facts):
    """Whoever looks after frameworks; others meet theirs on their checklist."""
    if can_import_frameworks(person):
        address = reverse("programs:framework-list")
        yield NavItem(_("Frameworks"), address, icon="diagram-3", on_phone=False)
