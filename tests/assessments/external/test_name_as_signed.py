import pytest

from assessments.external.models import ExternalAssessor


@pytest.mark.parametrize(
    ("number", "signed_as"),
    [
        ("PH12345", "Jo Park, Physiotherapist, PH12345"),
        ("", "Jo Park, Physiotherapist"),
    ],
)
def test_a_name_as_signed_ends_with_what_there_is(number, signed_as):
    signer = ExternalAssessor(name="Jo Park", role="Physiotherapist", registration_number=number)

    assert signer.name_as_signed == signed_as
