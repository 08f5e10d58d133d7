import pytest


@pytest.fixture
def ward(unopened_bedside):
    """Four competencies: one signed, one overdue, one critical, one still far off."""
    bedside = unopened_bedside
    bedside.hygiene = bedside.ask("Clean hands", position=2, due_week=2)
    bedside.escalate = bedside.ask(
        "Escalate", position=3, is_critical=True, observations_required=3, assessors_required=2
    )
    bedside.handover = bedside.ask("Hand over", position=4, due_week=30)
    bedside.open()
    bedside.sign()
    return bedside
