"""The rooms of the house and the layers in each, as tests/test_architecture.py holds them.

A room is a folder with a subject (docs/architecture.md); a layer is what a module does there.
"""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("people", "programs", "assessments")
PACKAGES = ("common", *APPS)

# --- Rooms --------------------------------------------------------------------------------

PEOPLE = ("common", "people", "people.notices")
COHORTS = (*PEOPLE, "programs", "programs.frameworks", "programs.cohorts")
PRECEPTORSHIPS = (*COHORTS, "programs.preceptorships")
COURSE = (*PRECEPTORSHIPS, "programs.shifts", "programs.projects")
MENTORING = tuple(
    f"programs.mentoring.{name}"
    for name in ("mentorships", "meetings", "goals", "reflection", "portfolio", "wall", "care")
)
ASSESSMENTS = tuple(
    f"assessments.{name}"
    for name in (
        "ledger",
        "progress",
        "evidence",
        "practice",
        "sign_offs",
        "external",
        "reviews",
        "cards",
        "certificates",
        "concerns",
        "evidence_pack",
    )
)
# Which rooms each may look into beside itself: common ← people ← programs ← assessments, and
# within programs frameworks ← cohorts ← preceptorships, mentoring. Judgements know nothing of
# mentoring: that, too, is the wall (M5).
MAY_LOOK_INTO = {
    "common": (),
    "people": ("common",),
    "people.notices": ("common", "people"),
    "people.addresses": PEOPLE,
    "people.factors": PEOPLE,
    "people.imports": PEOPLE,
    "people.sso": PEOPLE,
    "programs": PEOPLE,
    "programs.frameworks": (*PEOPLE, "programs"),
    "programs.cohorts": COHORTS,
    "programs.guests": (*COHORTS, "programs.guests"),
    "programs.preceptorships": PRECEPTORSHIPS,
    "programs.shifts": PRECEPTORSHIPS,
    "programs.sessions": PRECEPTORSHIPS,
    "programs.projects": PRECEPTORSHIPS,
    "programs.evaluation": PRECEPTORSHIPS,
    "programs.desk": PRECEPTORSHIPS,
    **dict.fromkeys(("programs.mentoring", *MENTORING), (*COHORTS, *MENTORING)),
    "assessments": COURSE,
    **dict.fromkeys(ASSESSMENTS, (*COURSE, "assessments", *ASSESSMENTS)),
}
# Each looks where it may not, for a reason.
MAY_LOOK_FURTHER = {
    # One's own calendar and road map hold all of one's dates, of either kind.
    "programs.mentoring.meetings.check_in_calendar": (
        *("programs.preceptorships", "programs.shifts", "programs.sessions"),
    ),
    "programs.mentoring.goals.road_map": ("programs.preceptorships",),
    "programs.departures": ("programs.preceptorships", *MENTORING),
    "programs.evidence": (
        *("programs.preceptorships", "programs.shifts", "programs.sessions", "programs.evaluation"),
    ),
    "programs.journey": ("programs.preceptorships", *MENTORING),
    "programs.person_page": (
        *("programs.cohorts", "programs.guests", "programs.preceptorships", "programs.shifts"),
        *MENTORING,
    ),
    # The number beside the bell comes with all else that a page asks about its reader.
    "people.reader_flags": ("people.notices",),
    # What is told of a person themselves, beside what the rooms above tell.
    "people.name_notices": ("people.notices",),
    # Every provider is asked before the site is opened to people.
    "people.checks": ("people.sso",),
    "people.log_in_notices": ("people.notices",),
    "people.invitation_notices": ("people.notices",),
}

# --- Layers -------------------------------------------------------------------------------

# What a module does, by its own name or by that of the folder it lies in.
LAYER_OF_NAME = {
    "models": "models",
    "permissions": "permissions",
    "services": "services",
    "forms": "forms",
    "tasks": "tasks",
    "views": "views",
    "files": "pure",
    "templatetags": "hall",
    "management": "hall",
}
# The hall of a house or room: what is put together there, out of all that its rooms bring.
HALL = re.compile(
    r"^(apps|(\w+_)?registration|urls|pairing_kind|(\w+_)?(today|nav|worklist)|today_\w+|journey|person_page|first_steps|shipped)$"
)
NOTICES = re.compile(r"^(\w+_)?(notices|notice_kinds|reminders)$")
# Every other module, by room.
PURE = {
    "common": "addresses charts child_main cleaning columns disclosure hierarchy ids initials "
    "local_time percent refusal text_difference text_files timeline",
    "people": "agents limits pace registry",
    "people.notices": "quiet_hours",
    "people.sso": "id_token",
    "programs": "registry",
    "programs.frameworks": "outline presets",
    "programs.cohorts": "advice schedule",
    "programs.sessions": "presets repeats",
    "programs.shifts": "rota_file",
    "programs.evaluation": "statements",
    "programs.mentoring.mentorships": "cadence presets",
    "programs.mentoring.meetings": "overlap rota_files",
    "programs.mentoring.goals": "presets",
    "programs.mentoring.reflection": "instruments presets",
    "assessments.ledger": "chain",
    "assessments.progress": "counting",
}
READS = {
    "common": "child clean_files compiled dated downloads expressions file_store one_at_a_time "
    "open_links paging pdf qr redirects spreadsheets together uploads",
    "people": "demo_accounts device letters mail_addresses mailbox names organisations origin "
    "password_rules reader_flags scope second_factors security_log sso_providers standing",
    "people.notices": "channels stop_links wording",
    "people.imports": "decoding",
    "people.sso": "discovery problems provider trip",
    "programs.frameworks": "decoding report visible",
    "programs.cohorts": "best_guides eligibility escalation people_search presets",
    "programs.guests": "deciders",
    "programs.preceptorships": "completion evidenced figures new_end plan stranded",
    "programs.sessions": "codes figures standing",
    "programs.projects": "shown",
    "programs.shifts": "clock decoding figures hours protected uncovered",
    "programs.evaluation": "figures results",
    "programs.mentoring.mentorships": "facts guided_path",
    "programs.mentoring.meetings": "calendar_files check_in_calendar common_times decoding hours "
    "time_links",
    "programs.mentoring.goals": "ideas measures",
    "programs.mentoring.reflection": "decoding help_contacts",
    "programs.mentoring.portfolio": "contents story",
    "programs.mentoring.wall": "readers seconds shared_now",
    "programs.mentoring.care": "need",
    "assessments.ledger": "integrity seal",
    "assessments.progress": "checklist course overview",
    "assessments.sign_offs": "figures offline wording",
    "assessments.external": "links",
    "assessments.reviews": "facts figures links lists printed shown signers stated visible "
    "worklist",
    "assessments.certificates": "achievements document figures prior_transcript transcript",
    "assessments.concerns": "figures quoted readers shared worklist",
}
# What a page or a form is made of, worked out of rows and of what services answer.
PAGES = {
    "common": "described edit_form field_words show_refusal",
    "people": "today journey",
    "programs.cohorts": "pairing_options pairing_table",
    "programs.preceptorships": "preceptor_options",
    "programs.sessions": "facts",
    "programs.shifts": "completion contents cover_options statement",
    "assessments.cards": "clearance facts",
    "programs": "departures evidence journey person_page",
    "programs.desk": "rows",
    "programs.mentoring.goals": "road_map",
    "programs.mentoring.reflection": "pulse_results",
    "assessments.progress": "grid record signed_skills",
    "assessments.sign_offs": "shift_wording",
    "assessments.certificates": "worklist",
    "assessments.evidence_pack": "pack",
}
# What Django calls for every request, log-in or check.
EDGE = {
    "people": "adapters checks context_processors credential_reminders known_device middleware "
    "security_middleware security_signals sessions",
    "people.factors": "adapters middleware",
    "people.notices": "smtp",
    "people.sso": "adapter",
}
# models ← permissions, reads, notices ← services ← forms, tasks, views
_READ = ("pure", "models", "permissions", "reads")
_WRITTEN = (*_READ, "notices", "services")
BELOW = {
    "pure": ("pure",),
    "models": ("pure", "models"),
    "permissions": _READ,
    "reads": _READ,
    "notices": (*_READ, "notices"),
    "services": _WRITTEN,
    "pages": (*_WRITTEN, "pages"),
    "forms": (*_WRITTEN, "pages", "forms"),
    "tasks": (*_WRITTEN, "tasks"),
    "views": (*_WRITTEN, "pages", "forms", "views"),
}
# The outbox is the one service that notices call: they write a letter and post it.
POST_OFFICE = "people.notices.services"


@cache
def modules():
    """Every module of ours by its dotted name; migrations are records, not modules."""
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
        for package in PACKAGES
        for file in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in file.parts
    }


def room_of(module):
    """Return the innermost room that a module lies in: "programs.mentoring.goals"."""
    return next(
        (
            room
            for room in sorted(MAY_LOOK_INTO, key=len, reverse=True)
            if module == room or module.startswith(f"{room}.")
        ),
        None,
    )


def layer_of(module):
    """Return what a module does in its room, or None for one that nobody has placed."""
    room = room_of(module)
    name = module.removeprefix(room).removeprefix(".").split(".")[0]
    if not name:
        return "hall"
    lists = {"pure": PURE, "reads": READS, "pages": PAGES, "hall": EDGE}
    for layer, names in lists.items():
        if name in names.get(room, "").split():
            return layer
    if name in LAYER_OF_NAME:
        return LAYER_OF_NAME[name]
    if NOTICES.match(name):
        return "notices"
    return "hall" if HALL.match(name) else None


@cache
def imports(module):
    """Return every module that a module imports, late imports too; type-checking ones not."""
    tree = ast.parse(modules()[module].read_text())
    hidden = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if node in hidden:
            continue
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{name.name}" for name in node.names}
            found.update(name if name in modules() else node.module for name in names)
    return frozenset(found)


def edges():
    """Yield (module, imported module) for all that one module of ours imports of another."""
    for module in modules():
        for imported in imports(module):
            if imported.split(".")[0] in PACKAGES:
                yield module, imported


def of_layers(*layers):
    """Yield the file of each module on one of the layers."""
    for module, file in modules().items():
        if layer_of(module) in layers:
            yield file
