"""No migration is missing, and Django has nothing to say against the production settings."""

import os
import subprocess
import sys
from secrets import token_urlsafe

# Django's own kinds of checks, and not what config/checks.py tries on the machine that runs it.
KINDS = "caches commands compatibility files models security staticfiles templates translation urls"
TAGS = [part for kind in KINDS.split() for part in ("--tag", kind)]
COMMANDS = [
    ["makemigrations", "--check", "--dry-run"],
    ["check", "--deploy", "--fail-level", "WARNING", *TAGS],
]
# Nothing listens there: neither command needs a database.
DATABASE = f"postgresql://alongside:{token_urlsafe()}@127.0.0.1:1/alongside"
PRODUCTION = {
    "ALONGSIDE_DEMO": "0",
    "SECRET_KEY": token_urlsafe(64),
    "ALLOWED_HOSTS": "alongside.example.org",
    "SITE_URL": "https://alongside.example.org",
    "DATABASE_URL": DATABASE,
    "REDIS_URL": f"rediss://:{token_urlsafe()}@redis.example.org:6379/0",
    "EMAIL_URL": f"smtp+tls://alongside:{token_urlsafe()}@mail.example.org",
    "DEFAULT_FROM_EMAIL": "Alongside <alongside@example.org>",
    "TRUSTED_PROXY_COUNT": "1",
    # That the history of migrations cannot be read is what makemigrations warns of.
    "PYTHONWARNINGS": "ignore::RuntimeWarning",
}


def main():
    for command in COMMANDS:
        done = subprocess.run(
            [sys.executable, "manage.py", *command], env=os.environ | PRODUCTION, check=False
        )
        if done.returncode:
            sys.exit(done.returncode)


if __name__ == "__main__":
    main()
