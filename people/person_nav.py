from django.urls import reverse
from django.utils.translation import gettext as _

from people.permissions import can_search_people
from people.registry import NavItem


def nav(person, facts):
    """Those who pair people look others up; everybody else meets theirs on Today."""
    if can_search_people(person):
        yield NavItem(_("People"), reverse("people:person-list"), icon="person", on_phone=False)
