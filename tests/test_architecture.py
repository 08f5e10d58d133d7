"""The house keeps its shape: which room may look into which, who may write or read the clock.

The rooms and layers themselves are listed in tests/house.py: a module on no list fails here.
"""

import ast
import re
from collections import defaultdict

from tests.house import (
    APPS,
    BELOW,
    EDGE,
    MAY_LOOK_FURTHER,
    MAY_LOOK_INTO,
    PACKAGES,
    PAGES,
    POST_OFFICE,
    PURE,
    READS,
    ROOT,
    edges,
    imports,
    layer_of,
    modules,
    of_layers,
    room_of,
)

WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
CLOCKS = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
}
# Below these nobody reads the clock: time is passed in (DESIGN 9).
READS_THE_CLOCK = {"views", "tasks", "hall"}
# Ids are made by the time, and which year need not be said is how a date is shown.
# What stands against completion is asked without a time.
CLOCKS_OF_THEIR_OWN = {"common.ids", "common.dated", "programs.sessions.facts"}


def sources(*folders):
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file


def calls(file, *, bare=False):
    """Yield (line, base, name) of each call base.name(…); only those without values if bare."""
    for node in ast.walk(ast.parse(file.read_text())):
        is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if is_method and not (bare and node.args):
            yield node.lineno, ast.unparse(node.func.value), node.func.attr


def place(file, line=None):
    return f"{file.relative_to(ROOT)}" + (f":{line}" if line else "")


def test_every_module_has_a_room_and_a_layer():
    lost = [module for module in modules() if layer_of(module) is None]
    named = {
        f"{room}.{name}"
        for names in (PURE, READS, PAGES, EDGE)
        for room, listed in names.items()
        for name in listed.split()
    }

    assert lost == []
    assert sorted(named - set(modules())) == []


def test_rooms_look_only_into_those_below():
    wrong = []
    for module, imported in edges():
        room, other = room_of(module), room_of(imported)
        # Celery and Django look for an app's tasks and models in one place.
        gathers = {f"{app}.{name}" for app in APPS for name in ("models", "tasks")}
        is_hall = layer_of(module) == "hall" or module in gathers
        may = {room, *MAY_LOOK_INTO[room], *MAY_LOOK_FURTHER.get(module, ())}
        is_own_house = module.split(".")[0] == imported.split(".")[0]
        if other not in may and not (is_hall and is_own_house):
            wrong.append(f"{module} imports {imported}")

    assert wrong == []


def test_layers_import_only_the_ones_below():
    wrong = [
        f"{module} ({layer}) imports {imported} ({layer_of(imported)})"
        for module, imported in edges()
        if (layer := layer_of(module)) != "hall"
        and layer_of(imported) not in BELOW[layer]
        and not (layer == "notices" and imported.startswith(POST_OFFICE))
    ]

    assert wrong == []


def test_no_two_modules_import_each_other():
    """No circle however long, late imports counted: whoever is read first needs no other."""
    below = defaultdict(set)
    for module, imported in edges():
        if module != imported and imported in modules():
            below[module].add(imported)
    done, circles = set(), []

    def walk(module, path):
        if module in path:
            circles.append(" → ".join([*path[path.index(module) :], module]))
        elif module not in done:
            for imported in sorted(below[module]):
                walk(imported, [*path, module])
            done.add(module)

    for module in modules():
        walk(module, [])

    assert circles == []


def test_notices_are_a_layer_that_matches_something():
    assert len(list(of_layers("notices"))) > 10


def test_pure_modules_import_no_django():
    wrong = [
        f"{module} imports {name}"
        for module in modules()
        if layer_of(module) == "pure"
        for name in imports(module)
        if name.split(".")[0] == "celery"
        or re.match(r"django\.(?!utils\.(translation|functional))", f"{name}.")
    ]

    assert wrong == []


def test_views_tasks_and_forms_never_write():
    wrong = [
        f"{place(file, line)} {base}.{name}()"
        for file in of_layers("views", "tasks", "forms", "pages")
        for line, base, name in calls(file)
        if name in WRITES
    ]

    assert wrong == []


def test_no_clock_is_read_below_views_tasks_and_commands():
    """Turning a given moment into a local one reads no clock, so calls with a value pass."""
    wrong = [
        f"{place(file, line)} {base}.{name}()"
        for module, file in modules().items()
        if layer_of(module) not in READS_THE_CLOCK and module not in CLOCKS_OF_THEIR_OWN
        for line, base, name in calls(file, bare=True)
        if (base.split(".")[-1], name) in CLOCKS
    ]

    assert wrong == []


def test_no_role_is_compared_outside_permissions():
    """Views, forms, tasks and templates ask a predicate; they never look at a role."""
    role = re.compile(r"\bis_(administrator|staff|superuser)\b")
    templates = sorted((ROOT / "templates").rglob("*.html"))
    files = [
        *of_layers("views", "tasks"),
        *(file for file in sources(*PACKAGES) if "templatetags" in file.parts),
    ]
    wrong = [
        f"{place(file, number)} {line.strip()}"
        for file in [*files, *templates]
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if role.search(line)
    ]

    assert wrong == []


def test_services_know_nothing_of_requests():
    wrong = [
        f"{module} imports {imported}"
        for module in modules()
        if layer_of(module) == "services"
        for imported in imports(module)
        if imported.startswith(("django.http", "django.shortcuts", "django.contrib.messages"))
    ]

    assert wrong == []


def test_templates_hold_no_inline_script_or_style():
    inline = re.compile(r"""<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=["']|\|safe\b""")
    wrong = [
        f"{place(file, number)} {line.strip()}"
        for file in sorted((ROOT / "templates").rglob("*.html"))
        # Mail programs know nothing but styles in the text.
        if "emails" not in file.parts
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if inline.search(line)
    ]

    assert wrong == []


def test_code_trusts_no_markup_and_no_pickle():
    wrong = [
        f"{place(file, number)} {line.strip()}"
        for file in sources(*PACKAGES, "config")
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if re.search(r"\bmark_safe\(|\bimport pickle\b|__all__\"|\beval\(|shell=True", line)
    ]

    assert wrong == []


def test_files_stay_small():
    long = [
        f"{place(file)}: {lines} lines"
        for file in sources(*PACKAGES, "config", "tools", "bench", "tests")
        if (lines := len(file.read_text().splitlines())) > 400
    ]

    assert long == []


def test_every_page_template_is_named_after_a_view():
    """A behaviour is found by its noun: view goal_update, template goal_update.html."""
    views = {
        node.name
        for file in of_layers("views")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    }
    pages = [
        file
        for app in APPS
        for file in sorted((ROOT / "templates" / app).rglob("*.html"))
        if not file.name.startswith("_")
    ]
    strange = [
        place(file)
        for file in pages
        if not any(view.startswith(file.stem) or file.stem.startswith(view) for view in views)
    ]

    assert pages
    assert strange == []
