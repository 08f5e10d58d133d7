"""The role as which the site runs: it adds to the ledger, and can neither change nor unlock it.

All other tests about assessments run as it, too, but for those that commit.
"""

from contextlib import closing, suppress
from datetime import timedelta
from io import StringIO

import psycopg2
import pytest
from django.conf import settings
from django.core.checks import WARNING
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.utils.module_loading import import_string

from assessments.evidence.services import remove_evidence
from assessments.external.services.suspension import suspend_sign_off
from assessments.ledger.models import LedgerEntry, LedgerSeal
from assessments.ledger.services.erasure import erase_names
from assessments.ledger.services.seal import take_seal
from assessments.progress.services import move_progress, rebuild_progress
from assessments.sign_offs.models import SignOff
from assessments.sign_offs.services.sign_off import revoke_sign_off, undo_sign_off
from assessments.tasks import advance_requests
from config.checks import check_site_only_adds_to_the_ledger
from people.models import Person
from people.notices.services.delivery import deliver_batch
from programs.preceptorships.models import Preceptorship
from tests.assessments.bedside import Bedside, days_ago
from tests.assessments.chains import broken_chains
from tests.assessments.conftest import RUNTIME
from tests.assessments.evidence.test_evidence import add
from tests.assessments.sign_offs.asking import ask_external, confirm_external, sign_external
from tests.common.file_samples import pdf
from tests.factories import NOON, PersonFactory

LEDGER = ("assessments_ledgerentry", "assessments_signaturecontent", "assessments_ledgerseal")
TASKS = [sweep["task"] for sweep in settings.CELERY_BEAT_SCHEDULE.values()]
REFUSED = [
    *(f"UPDATE {table} SET id = id" for table in LEDGER),
    *(f"DELETE FROM {table}" for table in LEDGER),
    *(f"TRUNCATE {table} CASCADE" for table in LEDGER),
    *(f"ALTER TABLE {table} DISABLE TRIGGER ALL" for table in LEDGER),
    "DROP TRIGGER ledger_is_insert_only ON assessments_ledgerentry",
    "DROP TRIGGER ledger_is_never_truncated ON assessments_ledgerentry",
    "DROP FUNCTION assessments_ledger_refuse() CASCADE",
    "CREATE OR REPLACE FUNCTION assessments_ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN RETURN NEW; END'",
    "SET session_replication_role = 'replica'",
    "SET ROLE alongside",
    "ALTER TABLE assessments_ledgerentry OWNER TO alongside_runtime",
    "CREATE TABLE public.mine (id int)",
    "CREATE TEMPORARY TABLE programs_preceptorship (id int)",
    "DELETE FROM assessments_signoff",
    "UPDATE assessments_competencystate SET observations_required = 1",
    "UPDATE assessments_competencystate SET is_critical = FALSE",
    "UPDATE assessments_competencystate SET methods = '{discussion}'",
    "DELETE FROM assessments_competencystate",
    "UPDATE programs_ratingscale SET pass_value = 1",
    "UPDATE programs_ratinglevel SET value = 5",
    "UPDATE programs_ruleoverride SET reason = 'x'",
    "UPDATE assessments_evidence SET title = 'x'",
    "UPDATE assessments_signoff_evidence SET id = id",
    "DELETE FROM django_migrations",
]


@pytest.fixture
def roles(transactional_db):
    """The file as an operator runs it, on this database; ends where nobody may make roles."""
    address = connection.get_connection_params()
    try:
        superuser = psycopg2.connect(**address | {"user": "postgres"})
    except psycopg2.OperationalError:
        pytest.skip("nobody may make roles on this server")
    with closing(superuser), superuser.cursor() as cursor:
        for _again in range(2):
            cursor.execute((settings.BASE_DIR / "deploy" / "roles.sql").read_text())
    return address


@pytest.fixture
def site(roles):
    """Django's own connection is that of the running site, until the test ends."""
    owner = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = RUNTIME
    yield
    connection.close()
    connection.settings_dict["USER"] = owner


def test_the_running_site_is_refused_what_would_change_the_ledger(roles):
    Bedside().open().sign()
    passed = []
    with closing(psycopg2.connect(**roles | {"user": RUNTIME})) as site:
        for statement in REFUSED:
            with suppress(psycopg2.errors.InsufficientPrivilege), site.cursor() as cursor:
                cursor.execute(statement)
                passed.append(statement)
            site.rollback()

    assert passed == []


def test_what_lets_a_rebuild_through_lets_the_running_site_through_nothing(roles):
    signed = Bedside().open().sign()
    with closing(psycopg2.connect(**roles | {"user": RUNTIME})) as site, site.cursor() as cursor:
        cursor.execute("SET alongside.rebuilding = 'yes'")
        with pytest.raises(psycopg2.errors.IntegrityConstraintViolation, match="never changes"):
            cursor.execute("UPDATE assessments_signoff SET is_pass = FALSE")
    signed.refresh_from_db()
    assert signed.is_pass


@pytest.mark.usefixtures("site")
def test_the_running_site_does_all_it_does(tmp_path):
    bedside = Bedside().open()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (RUNTIME,)
    first = bedside.sign(observed_on=days_ago(3), evidence=[add(bedside)])
    second = bedside.sign(observed_on=days_ago(2))
    confirm_external(sign_external(bedside, ask_external(bedside)))
    revoke_sign_off(sign_off=first, by=bedside.priya, reason="Wrong day", at=NOON)
    suspend_sign_off(sign_off=second, at=NOON)
    mistake = bedside.sign(by=bedside.sam, at=NOON)
    undo_sign_off(sign_off=mistake, by=bedside.sam, at=NOON + timedelta(minutes=1))
    remove_evidence(evidence=add(bedside, pdf(), title="Other"), by=bedside.amara)
    move_progress(bedside.preceptorship, 7, NOON)
    assert take_seal(tmp_path / "seals.jsonl", at=NOON).number == 1
    advance_requests()
    deliver_batch(limit=50, clock=lambda: NOON + timedelta(days=1))

    assert list(rebuild_progress([bedside.preceptorship], check=False)) == []
    assert list(broken_chains()) == []
    assert (SignOff.objects.count(), LedgerSeal.objects.count()) == (4, 1)
    call_command("verify_ledger", processes=1, stdout=StringIO())


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("task", sorted(set(TASKS)))
def test_the_running_site_does_what_beat_wakes_it_for(task, tmp_path, settings):
    settings.SEAL_FILE = tmp_path / "seals.jsonl"
    bedside = Bedside().open()
    bedside.sign()

    import_string(task)()

    assert list(broken_chains()) == []


@pytest.mark.usefixtures("site")
def test_the_running_site_clears_what_is_kept_for_a_time():
    call_command("clearsessions")


@pytest.mark.usefixtures("site")
def test_the_running_site_serves_a_visitor(client):
    bedside = Bedside().open()
    client.force_login(bedside.priya)

    assert client.get("/").status_code == 200
    assert client.get(bedside.checklist_url).status_code == 200
    client.logout()


@pytest.mark.usefixtures("site")
def test_check_has_nothing_to_say_to_the_running_site(settings):
    settings.DEMO = False

    assert check_site_only_adds_to_the_ledger(None) == []


@pytest.mark.usefixtures("roles")
def test_check_warns_a_site_that_runs_as_the_owner_of_the_ledger(settings):
    settings.DEMO = False

    [message] = check_site_only_adds_to_the_ledger(None)

    assert (message.id, message.level) == ("config.W001", WARNING)
    assert f"“{connection.settings_dict['USER']}”, who can change" in message.msg
    assert "deploy/roles.sql" in message.hint


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("granted", "taken_back"),
    [
        (
            f"GRANT DELETE ON assessments_ledgerentry TO {RUNTIME}",
            f"REVOKE DELETE ON assessments_ledgerentry FROM {RUNTIME}",
        ),
        # The right to become the owner, and none of the owner's rights before that.
        (
            f"CREATE ROLE keeper; GRANT keeper TO {RUNTIME} WITH INHERIT FALSE; "
            "ALTER TABLE assessments_ledgerentry OWNER TO keeper",
            "ALTER TABLE assessments_ledgerentry OWNER TO {owner}; DROP ROLE keeper",
        ),
    ],
)
def test_check_warns_a_second_role_that_could_do_the_same(settings, roles, granted, taken_back):
    settings.DEMO = False
    with closing(psycopg2.connect(**roles | {"user": "postgres"})) as superuser:
        superuser.autocommit = True
        superuser.cursor().execute(granted)
        try:
            [message] = check_site_only_adds_to_the_ledger(None)
        finally:
            superuser.cursor().execute(taken_back.format(owner=roles["user"]))

    assert f"“{RUNTIME}”, who can change" in message.msg


@pytest.mark.usefixtures("site")
def test_erasing_is_for_the_owner_of_the_tables():
    bedside = Bedside().open()
    bedside.sign()
    Preceptorship.objects.update(status="achieved", closed_at=NOON)
    bedside.preceptorship.refresh_from_db()
    admin = PersonFactory(is_administrator=True)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        erase_names(preceptorship=bedside.preceptorship, by=admin, reason="Asked for.", at=NOON)
    assert LedgerEntry.objects.count() == 2
    assert Person.objects.filter(pk=admin.pk).exists()
