"""Two organisations, and who runs a program in each."""

from dataclasses import dataclass
from typing import Any

import pytest


@dataclass
class Walls:
    """Dana runs a program of Northfield, Frank one of Elsewhere, where Ragnhild works."""

    dana: Any
    frank: Any
    ragnhild: Any
    program: Any
    cohort: Any


@pytest.fixture
def walls(db):
    from tests import factories as make

    here, elsewhere = make.SiteFactory(name="Northfield"), make.SiteFactory(name="Elsewhere")
    dana = make.PersonFactory(name="Dana Cole", unit=here)
    frank = make.PersonFactory(name="Frank Osei", unit=elsewhere)
    program = make.ProgramFactory(coordinator=dana, name="Spring")
    make.ProgramFactory(coordinator=frank)
    ragnhild = make.PersonFactory(
        name="Ragnhild Moe",
        email="r.moe@elsewhere.example",
        unit=make.UnitFactory(name="Yard", parent=elsewhere),
    )
    return Walls(dana, frank, ragnhild, program, make.CohortFactory(program=program))
