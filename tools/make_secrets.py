"""Write the secrets that compose.yaml mounts into secrets/, each in a file of its own.

What is there already stays. How mail is sent is asked for: Alongside cannot invent it. Uses the
standard library alone.
"""

import sys
from pathlib import Path
from secrets import token_urlsafe

FOLDER = Path(__file__).resolve().parent.parent / "secrets"
MAIL = "smtp+tls://user:password@mail.example.org:587"


def main(folder: Path = FOLDER):
    # Only its owner enters the folder. The files in it are mounted with the mode that they have
    # here, and read in the containers by users of other numbers.
    folder.mkdir(mode=0o700, exist_ok=True)
    passwords = ("database_password", "database_runtime_password", "redis_password")
    for name, text in _texts(*(_kept(folder, name) for name in passwords)):
        file = folder / name
        if not file.exists():
            file.touch(mode=0o644)
            file.write_text(text + "\n")
    print(f"The secrets are in {folder}.")
    if MAIL in (folder / "email_url").read_text():
        print(f"Please write into {folder / 'email_url'} how mail is sent, such as\n  {MAIL}")


def _kept(folder, name):
    """Return the password that is there, or a new one: the address repeats it."""
    file = folder / name
    return file.read_text().strip() if file.exists() else token_urlsafe(32)


def _texts(owner_password, runtime_password, redis_password):
    place = "postgres:5432/alongside"
    yield "secret_key", token_urlsafe(64)
    # Who owns the tables migrates them; the site runs as another role (deploy/roles.sql).
    yield "database_password", owner_password
    yield "database_owner_url", f"postgresql://alongside:{owner_password}@{place}"
    yield "database_runtime_password", runtime_password
    yield "database_url", f"postgresql://alongside_runtime:{runtime_password}@{place}"
    yield "redis_password", redis_password
    yield "redis_conf", f'requirepass {redis_password}\nsave ""\nmaxmemory-policy noeviction'
    yield "redis_url", f"redis://:{redis_password}@redis:6379/0"
    yield "email_url", MAIL


if __name__ == "__main__":
    sys.exit(main())
