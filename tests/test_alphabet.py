"""Whatever has a name is listed as a reader looks for it, not by the bytes of its letters."""

import ast

import pytest
from django.apps import apps
from django.urls import reverse

from tests.access.visits import client_of
from tests.factories import PersonFactory, ProgramFactory, SiteFactory
from tests.house import modules

SPOKEN = {"name", "title"}


def columns_of(text):
    return text.lstrip("-").split("__")[-1]


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_no_model_is_sorted_by_bytes(model):
    ordering = [name for name in model._meta.ordering if isinstance(name, str)]

    assert SPOKEN.isdisjoint(map(columns_of, ordering))


def test_no_list_is_sorted_by_bytes():
    found = []
    for module, path in modules().items():
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call):
                found += [
                    f"{module}, line {call.lineno}" for name in ordered_by(call) if name in SPOKEN
                ]

    assert found == []


def ordered_by(call):
    """Yield the columns by which a call sorts: ``order_by("…")``, ``order=("…",)``."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "order"]
    if getattr(call.func, "attr", "") == "order_by":
        named += call.args
    for value in named:
        for part in ast.walk(value):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield columns_of(part.value)


def test_units_and_programs_stand_as_one_looks_for_them(db):
    administrator = PersonFactory(is_administrator=True)
    names = ["Zoo ward", "apple ward", "Ärztehaus", "Berg"]
    for name in names:
        SiteFactory(name=name)
        ProgramFactory(name=name)

    for page in ("people:unit-list", "programs:program-list"):
        html = client_of(administrator).get(reverse(page)).content.decode()
        main = html.partition("<main")[2]
        assert sorted(names, key=main.index) == ["apple ward", "Ärztehaus", "Berg", "Zoo ward"]
