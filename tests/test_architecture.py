"""The house keeps its shape: what may import what, who may write, who may read the clock."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("people", "programs", "assessments")
# people ← programs ← assessments
MAY_IMPORT = {
    "people": {"people"},
    "programs": {"people", "programs"},
    "assessments": {"people", "programs", "assessments"},
}
# models ← permissions, notices ← services ← tasks, forms, views
LAYERS = {
    "models": {"models"},
    "permissions": {"models", "permissions"},
    "services": {"models", "permissions", "notices", "services"},
    "forms": {"models", "permissions", "notices", "services", "forms"},
    "tasks": {"models", "permissions", "notices", "services", "tasks"},
    "views": {"models", "permissions", "notices", "services", "forms", "views"},
}
LAYER_NAMES = set(LAYERS)
PURE = (
    "people/text_files.py",
    "people/timeline.py",
    "people/people_files",
    "programs/advice.py",
    "programs/disclosure.py",
    "programs/instruments.py",
    "programs/overlap.py",
    "programs/rota_files.py",
    "programs/schedule.py",
    "programs/framework_files",
    "assessments/ledger.py",
    "assessments/progress.py",
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
READS_THE_CLOCK = {"views", "tasks", "management", "middleware", "templatetags", "checks"}


def sources(*folders):
    for folder in folders:
        path = ROOT / folder
        files = [path] if path.suffix == ".py" else sorted(path.rglob("*.py"))
        for file in files:
            if "migrations" not in file.parts:
                yield file


def room(file):
    """Return the app and the layer of a file: ("programs", "services")."""
    app, *rest = file.relative_to(ROOT).parts
    return app, (rest[0].removesuffix(".py") if rest else "")


def imports(file):
    """Yield every module a file imports, late imports too; type-checking ones left out."""
    tree = ast.parse(file.read_text())
    hidden = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in hidden:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


def calls(file, *, bare=False):
    """Yield (line, base, name) of each call base.name(…); only those without values if bare."""
    for node in ast.walk(ast.parse(file.read_text())):
        is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if is_method and not (bare and node.args):
            yield node.lineno, ast.unparse(node.func.value), node.func.attr


def place(file, line=None):
    return f"{file.relative_to(ROOT)}" + (f":{line}" if line else "")


@pytest.mark.parametrize("app", APPS)
def test_apps_import_only_the_ones_below(app):
    wrong = [
        f"{place(file)} imports {module}"
        for file in sources(app)
        for module in imports(file)
        if module.split(".")[0] in APPS and module.split(".")[0] not in MAY_IMPORT[app]
    ]

    assert wrong == []


def test_common_imports_none_of_our_apps():
    wrong = [
        f"{place(file)} imports {module}"
        for file in sources("common")
        for module in imports(file)
        if module.split(".")[0] in APPS
    ]

    assert wrong == []


@pytest.mark.parametrize("app", APPS)
def test_layers_import_only_the_ones_below(app):
    wrong = []
    for file in sources(app):
        layer = room(file)[1]
        if layer not in LAYERS:
            continue
        for module in imports(file):
            parts = module.split(".")
            if parts[0] in APPS and len(parts) > 1 and parts[1] in LAYER_NAMES - LAYERS[layer]:
                wrong.append(f"{place(file)} imports {module}")

    assert wrong == []


@pytest.mark.parametrize("module", PURE)
def test_pure_modules_import_no_django(module):
    wrong = [
        f"{place(file)} imports {name}"
        for file in sources(module)
        for name in imports(file)
        if name.split(".")[0] in ("django", "celery")
        or re.match(r"(people|programs|assessments)\.(models|services|views|forms)", name)
    ]

    assert (ROOT / module).exists()
    assert wrong == []


def test_views_tasks_and_forms_never_write():
    wrong = [
        f"{place(file, line)} {base}.{name}()"
        for app in APPS
        for file in sources(app)
        if room(file)[1] in ("views", "tasks", "forms")
        for line, base, name in calls(file)
        if name in WRITES
    ]

    assert wrong == []


def test_no_clock_is_read_below_views_tasks_and_commands():
    """Turning a given moment into a local one reads no clock, so calls with a value pass."""
    wrong = [
        f"{place(file, line)} {base}.{name}()"
        for app in APPS
        for file in sources(app)
        if room(file)[1] not in READS_THE_CLOCK and file.name != "ids.py"
        for line, base, name in calls(file, bare=True)
        if (base.split(".")[-1], name) in CLOCKS
    ]

    assert wrong == []


def test_no_role_is_compared_outside_permissions():
    """Views, forms, tasks and templates ask a predicate; they never look at a role."""
    role = re.compile(r"\bis_(administrator|staff|superuser)\b")
    templates = sorted((ROOT / "templates").rglob("*.html"))
    files = [
        file
        for app in APPS
        for file in sources(app)
        if room(file)[1] in ("views", "tasks", "templatetags", "context_processors")
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
        f"{place(file)} imports {module}"
        for app in APPS
        for file in sources(f"{app}/services")
        for module in imports(file)
        if module.startswith(("django.http", "django.shortcuts", "django.contrib.messages"))
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
        for file in sources(*APPS, "common", "config")
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if re.search(r"\bmark_safe\(|\bimport pickle\b|__all__\"|\beval\(|shell=True", line)
    ]

    assert wrong == []


def test_files_stay_small():
    long = [
        f"{place(file)}: {lines} lines"
        for file in sources(*APPS, "common", "config", "tests")
        if (lines := len(file.read_text().splitlines())) > 400
    ]

    assert long == []


def test_every_page_template_is_named_after_a_view():
    """A behaviour is found by its noun: view goal_update, template goal_update.html."""
    views = {
        node.name
        for app in APPS
        for file in sources(f"{app}/views")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    }
    pages = [
        file
        for app in APPS
        for file in sorted((ROOT / "templates" / app).glob("*.html"))
        if not file.name.startswith("_")
    ]
    strange = [
        place(file)
        for file in pages
        if not any(view.startswith(file.stem) or file.stem.startswith(view) for view in views)
    ]

    assert pages
    assert strange == []
