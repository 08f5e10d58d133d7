"""The moment at which every test takes place."""

from datetime import UTC, date, datetime, timedelta

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LONG_AGO = TODAY - timedelta(days=365)
