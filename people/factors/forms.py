"""allauth's forms of second factors, in our words, and such that nonsense is refused."""

from contextlib import contextmanager

from allauth.mfa import app_settings
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.factors.models import FactorChange
from people.factors.services import use_recovery_code
from people.forms.reauthentication import ConfirmedForm
from people.services.security_log import Kind, record

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}
# With spaces. A kept hash is longer: whoever read one can't enter it.
LONGEST_CODE = 12
LONGEST_NAME = 60
# What a device answers is a few hundred letters, some thousand with a certificate.
LONGEST_ANSWER = 20_000
NO_GOOD = _("That passkey didn't work. Please try again, or use another way.")
# What allauth and fido2 raise of an answer that no device would give.
NONSENSE = (TypeError, ValueError, LookupError, AttributeError, RecursionError)


class AnswerField(forms.JSONField):
    """What the device answered, as the page's script wrote it down."""

    widget = forms.HiddenInput
    default_error_messages = {"invalid": NO_GOOD, "required": NO_GOOD}

    def to_python(self, value):
        if isinstance(value, str) and len(value) > LONGEST_ANSWER:
            raise ValidationError(NO_GOOD)
        try:
            return super().to_python(value)
        except RecursionError:
            raise ValidationError(NO_GOOD) from None

    def bound_data(self, data, initial):
        """What was answered once is of no use again, and is not shown in the page."""
        return

    def prepare_value(self, value):
        return ""


@contextmanager
def nonsense_refused():
    """Whatever an answer breaks, it opens nothing; that too many were tried is said so."""
    try:
        yield
    except ValidationError as error:
        if getattr(error, "code", "") == "too_many_login_attempts":
            raise
        raise ValidationError(NO_GOOD) from error
    except NONSENSE as error:
        raise ValidationError(NO_GOOD) from error


class Answered(forms.Form):
    credential = AnswerField()

    def clean_credential(self):
        with nonsense_refused():
            return super().clean_credential()


class PasskeySecondStepForm(Answered, AuthenticateWebAuthnForm):
    pass


class PasskeyLogInForm(Answered, LoginWebAuthnForm):
    pass


class PasskeyConfirmForm(Answered, ReauthenticateWebAuthnForm):
    pass


class PasskeyAddForm(AddWebAuthnForm):
    credential = AnswerField()
    # Every passkey of ours is asked for a finger, a face or a PIN.
    passwordless = None
    name = forms.CharField(
        label=_("A name for it"),
        help_text=_("Such as “My phone”, so that you know which one to remove."),
        required=False,
        max_length=LONGEST_NAME,
    )

    field_order = ["name", "credential"]

    def clean(self):
        with nonsense_refused():
            return super().clean()


class PasskeyRenameForm(EditWebAuthnForm):
    name = forms.CharField(label=_("A name for it"), max_length=LONGEST_NAME)


class UsedOnce(forms.Form):
    """A code from the app, good for one use however long it is valid."""

    def clean_code(self):
        code = super().clean_code()
        # allauth forgets a used one after 30 seconds, and a neighbour's half minute counts too.
        seconds = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        digits = "".join(code.split())
        if not cache.add(f"factor-code:{self.user.pk}:{digits}", True, seconds):
            raise ValidationError(
                _("That code has been used. Wait for the next one, then enter that.")
            )
        return code


class OrRecoveryCode(forms.Form):
    """A recovery code in place of the app's: it is longer, and kept as a hash, unlike there."""

    def clean_code(self):
        digits = "".join(self.cleaned_data["code"].split())
        if len(digits) != app_settings.RECOVERY_CODE_DIGITS:
            return super().clean_code()
        forget_tries = check_rate_limit(self.user)
        self.authenticator = use_recovery_code(self.user, digits)
        if self.authenticator is None:
            record(Kind.LOG_IN_FAILED, about=self.user, what="second factor")
            raise ValidationError(_("That recovery code doesn't work. Each one works once."))
        forget_tries()
        return digits


class SecondStepForm(UsedOnce, OrRecoveryCode, AuthenticateForm):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six digits from your authenticator app, or one of your recovery codes."),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(CODE | {"autofocus": True}),
    )


class AppAddForm(UsedOnce, ActivateTOTPForm):
    code = forms.CharField(
        label=_("Code from the app"),
        help_text=_("Six digits. They change every half minute."),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(CODE),
    )


class ReauthenticateForm(ConfirmedForm):
    """Nothing but the proof that it is still them, and how long it holds: its page says that."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "password" in self.fields:
            self.fields["password"].help_text = ""

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            *self.confirmation, Submit("confirm", _("Continue"), css_class="btn-go")
        )
        return helper


class FactorsResetForm(ConfirmedForm):
    """How an administrator knows who is asking, and their own password."""

    reason = forms.CharField(
        label=_("How do you know it's really them asking?"),
        help_text=_("Such as “came to the office with their badge”. It stays on record."),
        max_length=FactorChange._meta.get_field("reason").max_length,
        error_messages={"required": _("Please say how you know. It stays on record.")},
    )

    field_order = ["reason", "password"]

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            "reason",
            *self.confirmation,
            Submit("reset", _("Remove their second step"), css_class="btn-danger"),
        )
        return helper
