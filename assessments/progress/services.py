"""Where a preceptorship stands: opened, recounted from its sign-offs, rebuilt (DESIGN 10)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Max, Q, Subquery
from django.utils.translation import gettext as _

from assessments.ledger import chain
from assessments.ledger.models import LedgerEntry
from assessments.ledger.services.ledger import append_entry
from assessments.ledger.services.record_lock import lock_record
from assessments.progress import counting
from assessments.sign_offs.models import CompetencyState, Progress, SignOff
from programs.cohorts.models import Method, Program, ProgramCompetency
from programs.frameworks.models import Competency, RatingScale
from programs.preceptorships.models import Preceptorship, PreceptorshipPause
from programs.registry import CompletionFact

# What is asked of a competency, as the columns of a state and ``chain.Asked`` have it.
REQUIRED = ("observations_required", "assessors_required", "is_critical", "methods", "due_on")


@transaction.atomic
def open_progress(preceptorship: Preceptorship, at: datetime) -> None:
    """Lay down one state per competency asked for, and the counters, all at zero.

    Made at once, so that somebody with nothing signed shows up in every list of the overdue.
    """
    CompetencyState.objects.bulk_create(
        CompetencyState(preceptorship=preceptorship, **asked) for asked in _asked(preceptorship)
    )
    write_down_requirements(preceptorship, at=at)
    Progress.objects.create(preceptorship=preceptorship, **_totals(preceptorship))


@transaction.atomic
def change_scale(program: Program, at: datetime) -> None:
    """Write down in every open record that it is judged by another scale from now on."""
    for preceptorship in Preceptorship.objects.open().filter(program=program).order_by("pk"):
        lock_record(preceptorship)
        write_down_requirements(preceptorship, at=at)


def write_down_requirements(preceptorship: Preceptorship, *, at: datetime) -> None:
    """Put into the ledger what counts from here on; the caller holds the lock.

    What decides whether and until when something is achieved can no longer be changed unseen.
    """
    states = preceptorship.competency_states.order_by("competency")
    asked = states.values_list("competency", *REQUIRED).order_by("competency")
    scale = RatingScale.objects.filter(preceptorshiprules__program=preceptorship.program_id).first()
    append_entry(
        preceptorship=preceptorship,
        act=chain.Requirements(
            scale=scale and scale.pk,
            pass_level=scale and scale.pass_value,
            direction=scale.direction if scale else "",
            levels=tuple(_levels_of(scale)) if scale else (),
            asked=tuple(chain.Asked(*row) for row in asked),
        ),
        content=None,
        at=at,
    )


@transaction.atomic
def resume_progress(preceptorship: Preceptorship, at: datetime) -> None:
    """Move what is not achieved yet by the length of the pause that just ended (P15).

    The caller holds the lock on the preceptorship.
    """
    pause = (
        PreceptorshipPause.objects.filter(preceptorship=preceptorship, valid_to__isnull=False)
        .order_by("-valid_to", "-valid_from")
        .first()
    )
    if pause is None:
        return
    length = timedelta(days=pause.days)
    waiting = preceptorship.competency_states.filter(achieved_at=None, due_on__gte=pause.valid_from)
    if waiting.update(due_on=F("due_on") + length):
        write_down_requirements(preceptorship, at=at)


def recount(
    state: CompetencyState, sign_offs: Iterable[SignOff], preceptorship: Preceptorship
) -> None:
    """Count one competency afresh from those of its sign-offs that stand, and the totals (P7).

    The caller holds the lock on the preceptorship.
    """
    standing = [sign_off for sign_off in sign_offs if sign_off.is_standing]
    counted = _count(state, standing, preceptorship)
    CompetencyState.objects.filter(pk=state.pk).update(**counted)
    Progress.objects.filter(preceptorship=preceptorship).update(**_totals(preceptorship))


def recount_afresh(preceptorship: Preceptorship, competency: Competency) -> None:
    """Read all sign-offs of one competency and count it afresh, under the same lock."""
    state = CompetencyState.objects.get(preceptorship=preceptorship, competency=competency)
    sign_offs = preceptorship.sign_offs.filter(competency=competency)
    recount(state, sign_offs.select_related("level__scale", "external"), preceptorship)


def rebuild_progress(preceptorships: Iterable[Preceptorship], *, check: bool) -> Iterator[str]:
    """Count everything afresh and yield each difference found; repair it unless ``check``.

    What a program asks stays as it was when the preceptorship opened, which the ledger says:
    what differs from that is put back before anything is counted.
    """
    for preceptorship in preceptorships:
        with transaction.atomic():
            held = Preceptorship.objects.select_for_update(no_key=True, of=("self",))
            held = held.select_related("learner").get(pk=preceptorship.pk)
            yield from _rebuild(held, check=check)


def move_progress(preceptorship: Preceptorship, days: int, at: datetime) -> None:
    """Let everything fall due by so many days later, as the whole preceptorship does.

    The caller holds the lock on the preceptorship.
    """
    dated = preceptorship.competency_states.filter(due_on__isnull=False)
    if dated.update(due_on=F("due_on") + timedelta(days=days)):
        write_down_requirements(preceptorship, at=at)


def unmet_critical(preceptorship: Preceptorship) -> Iterator[str]:
    """Say of each critical competency not met that it stands in the way of completion (P15)."""
    states = preceptorship.competency_states.filter(is_critical=True, achieved_at=None)
    for state in states.select_related("competency").in_order():
        words = {"competency": state.competency.title}
        yield _("%(competency)s is critical and not signed off yet.") % words


def met_by_the_rules(preceptorship: Preceptorship, _at: datetime) -> Iterator[CompletionFact]:
    """Say how many skills are met, and how many of the critical ones, as counted (P28)."""
    met = Count("pk", filter=Q(achieved_at__isnull=False))
    states = preceptorship.competency_states.order_by().values("is_critical")
    counted = {row["is_critical"]: row for row in states.annotate(met=met, asked=Count("pk"))}
    words = {
        "met": sum(row["met"] for row in counted.values()),
        "asked": sum(row["asked"] for row in counted.values()),
    }
    text = _("Skills signed off: %(met)s of %(asked)s.") % words
    yield CompletionFact(text, is_met=words["met"] == words["asked"])
    if critical := counted.get(True):
        text = _("Critical skills: %(met)s of %(asked)s.") % critical
        yield CompletionFact(text, is_met=critical["met"] == critical["asked"], blocks=True)


def something_signed(preceptorship: Preceptorship) -> Iterator[str]:
    """Say that a record in which something is signed is not a mistake any more (P20)."""
    if SignOff.objects.filter(preceptorship=preceptorship).exists():
        yield _("Something is signed in it already: end it early instead.")


def observation_of(sign_off: SignOff) -> counting.Observation:
    level = sign_off.level
    return counting.Observation(
        assessor=sign_off.signer_key,
        scale=level.scale_id,
        level=level.pk,
        rank=level.scale.rank(level.value),
        is_pass=sign_off.is_pass,
        is_workplace=sign_off.method == Method.WORKPLACE,
        observed_on=sign_off.observed_on,
        signed_at=sign_off.counts_from,
    )


def _asked(preceptorship):
    """Return what the program asks of each competency of the pinned version (P2).

    A program that says nothing about its framework asks for all of it, once each.
    """
    asked = ProgramCompetency.objects.filter(
        program=preceptorship.program_id,
        competency__version=preceptorship.framework_version_id,
        competency__is_group=False,
    )
    rows = [
        {
            "competency_id": row.competency_id,
            "is_critical": row.is_critical,
            "observations_required": row.observations_required,
            "assessors_required": row.assessors_required,
            "due_on": counting.due_on(preceptorship.starts_on, row.due_week),
            "methods": row.methods,
        }
        for row in asked
    ]
    if rows:
        return rows
    everything = Competency.objects.assessable().filter(version=preceptorship.framework_version_id)
    return [{"competency_id": pk} for pk in everything.values_list("pk", flat=True)]


def _count(state, sign_offs, preceptorship) -> dict:
    """Return the counted columns of a state as its standing sign-offs make them."""
    standing = counting.standing(
        state.requirement,
        [observation_of(sign_off) for sign_off in sign_offs],
        learner=preceptorship.learner.person_id,
    )
    return {
        "attempts": standing.attempts,
        "passes": standing.passes,
        "assessors": standing.assessors,
        "workplace_passes": standing.workplace_passes,
        "achieved_at": standing.achieved_at,
        "latest_level_id": standing.latest and standing.latest.level,
        "best_level_id": standing.best and standing.best.level,
    }


def _totals(preceptorship) -> dict:
    achieved = Q(achieved_at__isnull=False)
    critical = Q(is_critical=True)
    signed = SignOff.objects.standing().filter(preceptorship=preceptorship)
    return preceptorship.competency_states.aggregate(
        total=Count("pk"),
        achieved=Count("pk", filter=achieved),
        critical_total=Count("pk", filter=critical),
        critical_achieved=Count("pk", filter=achieved & critical),
        last_signed_at=Max(Subquery(signed.order_by("-signed_at").values("signed_at")[:1])),
    )


def _rebuild(preceptorship, *, check):
    yield from _put_back_requirements(preceptorship, check=check)
    sign_offs = defaultdict(list)
    read = ("level__scale", "external")
    for sign_off in preceptorship.sign_offs.standing().select_related(*read):
        sign_offs[sign_off.competency_id].append(sign_off)
    for state in preceptorship.competency_states.all():
        counted = _count(state, sign_offs[state.competency_id], preceptorship)
        if _differs(state, counted):
            is_new = counted["achieved_at"] and not state.achieved_at
            now = ", and is achieved now" if is_new else ""
            yield f"{preceptorship.pk}: competency {state.competency_id} was counted wrongly{now}"
            if not check:
                CompetencyState.objects.filter(pk=state.pk).update(**counted)
    row = Progress.objects.filter(preceptorship=preceptorship).first()
    totals = _totals(preceptorship)
    if row is None or _differs(row, totals):
        yield f"{preceptorship.pk}: the totals were counted wrongly"
        if not check:
            Progress.objects.update_or_create(preceptorship=preceptorship, defaults=totals)


def _put_back_requirements(preceptorship, *, check):
    """Name what is asked otherwise than the ledger says, and ask it as that does."""
    states = {state.competency_id: state for state in preceptorship.competency_states.all()}
    written = asked_of(preceptorship)
    for competency, required in written.items():
        state = states.pop(competency, None) or CompetencyState(competency_id=competency)
        if not state._state.adding and not _differs(state, required):
            continue
        yield f"{preceptorship.pk}: what is asked of competency {competency} was changed"
        if not check:
            CompetencyState.objects.update_or_create(
                preceptorship=preceptorship, competency_id=competency, defaults=required
            )
    for competency in states if written else ():
        yield f"{preceptorship.pk}: competency {competency} was never asked for"


def asked_of(preceptorship: Preceptorship) -> dict[UUID, dict]:
    """Return what the ledger says was asked when the record was opened; nothing if it does not.

    Due dates are those of its last entry about them. The rest never changes; an entry that says
    otherwise is named by ``verify_ledger``.
    """
    entries = preceptorship.ledger_entries.filter(kind=LedgerEntry.Kind.REQUIRE)
    texts = list(entries.order_by("sequence").values_list("canonical", flat=True))
    opened, latest = (_read_asked(text) for text in (texts[0], texts[-1])) if texts else ({}, {})
    for competency in opened.keys() & latest.keys():
        opened[competency]["due_on"] = latest[competency]["due_on"]
    return opened


def _read_asked(canonical):
    asked = {}
    for pk, *required in chain.facts_of(canonical)["asked"]:
        columns = dict(zip(REQUIRED, required, strict=True))
        due_on = columns["due_on"]
        asked[UUID(pk)] = columns | {"due_on": due_on and date.fromisoformat(due_on)}
    return asked


def _levels_of(scale):
    for level in scale.levels.order_by("value"):
        yield chain.Level(level.value, chain.wording_hash(level.name, level.anchor))


def _differs(row, counted) -> bool:
    return any(getattr(row, name) != value for name, value in counted.items())
