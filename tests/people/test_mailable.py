"""No form takes an address to which nothing can be sent."""

import pytest
from django import forms

from people.addresses.forms import AddressChangeForm
from people.forms.fields import PersonEmailField

TOO_LONG = "priya@" + "ü" * 60 + ".example"


@pytest.mark.parametrize("field", [PersonEmailField(), AddressChangeForm.base_fields["email"]])
def test_an_address_with_a_domain_that_cannot_be_is_refused(field):
    with pytest.raises(forms.ValidationError, match="can't be sent to this address"):
        field.clean(TOO_LONG)
