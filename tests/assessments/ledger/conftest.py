import pytest

# Services and scenes are imported inside: pytest reads this file before Django is set up.


@pytest.fixture
def file(tmp_path, settings):
    """SEAL_FILE, which is not there yet."""
    settings.SEAL_FILE = tmp_path / "seals.jsonl"
    return settings.SEAL_FILE


@pytest.fixture
def sealed_record(bedside, file):
    """What counts and three signatures, sealed after the second of them."""
    from assessments.ledger.services.seal import take_seal
    from tests.assessments.bedside import days_ago
    from tests.factories import NOON

    bedside.sign(observed_on=days_ago(3))
    bedside.sign(observed_on=days_ago(2))
    take_seal(file, at=NOON)
    bedside.sign(observed_on=days_ago(1))
    return bedside
