"""The whole demo, started for real on a free port in a folder of its own."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys

import psutil
import pytest

from tests.tools.demo.waiting import is_alive, wait_until
from tools.demo.embedded.process import EmbeddedError
from tools.demo.local import AlreadyRunning, Local
from tools.demo.supervisor import Demo

SECONDS = 90
READY = re.compile(r"Ready after")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A folder that several starts share; its first start makes the database."""
    folder = tmp_path_factory.mktemp("alongside")
    yield folder
    subprocess.run([sys.executable, "-m", "tools.demo.reset"], env=environment(folder), check=True)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start(data, port):
    started = []

    def start(**variables):
        process = subprocess.Popen(
            [sys.executable, "-m", "tools.demo.supervisor", "--without-data"],
            env=environment(data, **{"PORT": str(port)} | variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def environment(data, **variables):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"ALONGSIDE_DEMO": "1", "ALONGSIDE_DATA": str(data)} | variables


def wait_until_ready(process):
    """Read what it prints up to the line that says so."""
    said = ""
    for line in process.stdout:
        said += line
        if READY.search(line):
            return
    raise AssertionError(said)


# SIGTERM ends in the same handler as SIGINT: one start less, but for nights.
@pytest.mark.parametrize(
    "number",
    [signal.SIGINT, signal.SIGKILL, pytest.param(signal.SIGTERM, marks=pytest.mark.nightly)],
)
def test_demo_serves_and_leaves_no_process(start, port, number):
    process = start()
    wait_until_ready(process)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/accounts/login/")
    status = connection.getresponse().status
    connection.close()
    below = [child.pid for child in psutil.Process(process.pid).children(recursive=True)]

    process.send_signal(number)
    process.wait(SECONDS)

    wait_until(lambda: not any(map(is_alive, below)))
    assert status == 200
    # PostgreSQL, the broker, gunicorn, the worker and beat, each under a child guard.
    assert len(below) >= 8
    assert process.returncode == (-number if number == signal.SIGKILL else 0)


def test_demo_says_which_port_is_taken(start, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        process = start()
        said, _ = process.communicate(timeout=SECONDS)

    assert process.returncode == 1
    assert f"Port {port} cannot be used" in said
    assert f"make run PORT={port + 1}" in said


def test_demo_refuses_a_port_that_is_no_number(start):
    process = start(PORT="eighty")
    said, _ = process.communicate(timeout=SECONDS)

    assert process.returncode == 1
    assert "PORT must be a number" in said


def test_demo_runs_once_in_a_folder_and_leaves_the_other_alone(tmp_path, port, monkeypatch):
    monkeypatch.setattr("tools.demo.supervisor.WAIT_SECONDS", 0)
    local = Local(tmp_path)
    lock = local.lock()
    local.remember({"DATABASE_URL": "kept"})

    second = Demo(local, str(port))
    with pytest.raises(EmbeddedError, match="already runs on this folder"):
        second.start(with_data=False)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    second.stop()

    assert local.running() == {"DATABASE_URL": "kept"}
    os.close(lock)


def test_reset_refuses_while_the_demo_runs(tmp_path):
    lock = Local(tmp_path).lock()
    (tmp_path / "kept").touch()

    done = subprocess.run(
        [sys.executable, "-m", "tools.demo.reset"], env=environment(tmp_path), capture_output=True
    )
    os.close(lock)

    assert done.returncode == 1
    assert b"nothing was removed" in done.stderr
    assert (tmp_path / "kept").exists()


def test_reset_removes_the_folder(tmp_path):
    data = tmp_path / "data"
    os.close(Local(data).lock())

    subprocess.run(
        [sys.executable, "-m", "tools.demo.reset"],
        env=environment(data), check=True, capture_output=True,
    )  # fmt: skip

    assert not data.exists()


def test_folder_belongs_to_one_at_a_time(tmp_path):
    lock = Local(tmp_path).lock()

    with pytest.raises(AlreadyRunning):
        Local(tmp_path).lock()

    os.close(lock)
    os.close(Local(tmp_path).lock())


def test_secret_key_stays_and_is_private(tmp_path):
    first = Local(tmp_path).secret_key()

    assert Local(tmp_path).secret_key() == first
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
