"""A person's name, as a link to their page where the reader may see them."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

from people.models import Person
from people.permissions import can_search_people

register = template.Library()


@register.simple_tag(takes_context=True)
def person_name(context, person, words=""):
    """The name, linked to the person's page if the reader may see it; ``words`` in its place.

    ``person`` is a Person or somebody's profile. Who pairs people sees everybody; of all
    others it is asked once for a page whom they may see.
    """
    person = getattr(person, "person", person)
    reader = getattr(context.get("request"), "user", None)
    return named(reader, person.pk, words or person.name)


@register.simple_tag(takes_context=True)
def person_named(context, pk, name):
    """The same of somebody of whom only the id and the name were fetched."""
    return named(getattr(context.get("request"), "user", None), pk, name)


def named(reader, pk, name):
    if pk is None or not _may_see(reader, pk):
        return format_html("<bdi>{}</bdi>", name)
    url = reverse("people:person-detail", args=[pk])
    return format_html('<a href="{}"><bdi>{}</bdi></a>', url, name)


def _may_see(reader, pk):
    if reader is None or not reader.is_authenticated:
        return False
    if reader.pk == pk or can_search_people(reader):
        return True
    if not hasattr(reader, "_visible_people"):
        visible = Person.objects.visible_to(reader).order_by()
        reader._visible_people = set(visible.values_list("pk", flat=True))
    return pk in reader._visible_people
