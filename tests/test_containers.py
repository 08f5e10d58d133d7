"""The image and the services around it fit Alongside: no engine is needed to see that."""

import re
import shlex
import stat
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from config.environment import read_environment
from tools import make_secrets

ROOT = Path(__file__).resolve().parent.parent
ADDRESSES = {
    "SITE_URL": "https://alongside.example.org",
    "ALLOWED_HOSTS": "alongside.example.org",
    "DEFAULT_FROM_EMAIL": "alongside@example.org",
}


@pytest.fixture(scope="module")
def compose():
    return YAML(typ="safe").load((ROOT / "compose.yaml").read_text())


@pytest.fixture(scope="module")
def processes():
    """The commands of the Procfile by name."""
    lines = (ROOT / "Procfile").read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def instructions(name):
    """Return what stands behind each instruction of that name, continued lines joined."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text())
    return re.findall(rf"^{name} (.*)$", text, re.MULTILINE)


def test_compose_runs_what_the_procfile_runs(compose, processes):
    services = compose["services"]

    assert services["worker"]["command"] == shlex.split(processes["worker"])
    assert services["beat"]["command"] == shlex.split(processes["beat"])
    assert "command" not in services["web"]
    assert instructions("CMD") == [str(shlex.split(processes["web"])).replace("'", '"')]
    for step in ("manage.py migrate --noinput", "manage.py createcachetable"):
        assert step in processes["release"]
        assert step in services["release"]["command"][-1]


def test_compose_gives_only_variables_that_operators_can_read_about(compose):
    described = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs/operator.md").read_text()))
    given = {name.removesuffix("_FILE") for name in compose["x-alongside"]["environment"]}

    assert given - described == set()


def test_compose_mounts_only_secrets_that_are_made(compose, tmp_path):
    make_secrets.main(tmp_path)

    files = {Path(secret["file"]).name for secret in compose["secrets"].values()}
    used = {name for service in compose["services"].values() for name in service.get("secrets", [])}

    assert used == set(compose["secrets"])
    # The password of Redis stands in the other two as well.
    assert {file.name for file in tmp_path.iterdir()} == files | {"redis_password"}


def test_secrets_that_are_made_are_ones_that_production_takes(compose, tmp_path, monkeypatch):
    make_secrets.main(tmp_path)
    monkeypatch.delenv("ALONGSIDE_DEMO")
    for name, value in ADDRESSES.items():
        monkeypatch.setenv(name, value)
    for name, value in compose["x-alongside"]["environment"].items():
        if name.endswith("_FILE"):
            monkeypatch.setenv(name, str(tmp_path / Path(value).name))

    environment = read_environment()

    assert environment.database["HOST"] == "postgres"
    password = (tmp_path / "database_runtime_password").read_text().strip()
    assert environment.database["USER"] == "alongside_runtime"
    assert environment.database["PASSWORD"] == password
    assert environment.broker["url"].endswith("@redis:6379/0")


def test_secrets_that_are_there_stay(tmp_path):
    make_secrets.main(tmp_path)
    (tmp_path / "database_url").unlink()
    before = {file.name: file.read_text() for file in tmp_path.iterdir()}

    make_secrets.main(tmp_path)

    after = {file.name: file.read_text() for file in tmp_path.iterdir()}
    assert before.items() < after.items()
    assert before["database_runtime_password"].strip() in after["database_url"]


def test_the_owner_of_the_tables_migrates_and_nobody_else_is_them(compose, tmp_path):
    make_secrets.main(tmp_path)
    services = compose["services"]
    owners = {
        name
        for name, service in services.items()
        if {"database_owner_url", "database_password"} & set(service.get("secrets", []))
    }

    assert owners == {"release", "roles", "postgres"}
    assert services["release"]["environment"]["DATABASE_URL_FILE"].endswith("database_owner_url")
    assert "//alongside:" in (tmp_path / "database_owner_url").read_text()
    # No service begins before the roles are as the file has them.
    assert "release" in services["roles"]["depends_on"]
    for name in ("web", "worker", "beat"):
        assert "roles" in services[name]["depends_on"]


def test_secrets_lie_in_a_folder_that_only_its_owner_enters(tmp_path):
    folder = tmp_path / "secrets"

    make_secrets.main(folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("kept_out", ["secrets", ".git", ".env*", ".local", "tests"])
def test_image_is_built_without(kept_out):
    assert kept_out in (ROOT / ".dockerignore").read_text().splitlines()


def test_image_runs_as_nobody_in_particular():
    assert instructions("USER") == ["10001"]


def test_image_is_asked_whether_it_can_serve():
    [check] = instructions("HEALTHCHECK")

    assert (ROOT / re.search(r'"python", "(.+?)"', check)[1]).exists()
