from django.utils.translation import gettext_lazy as _

from programs.preceptorships.forms.preceptorship import ReasonForm


class CertificateReasonForm(ReasonForm):
    """Why a certificate is withdrawn or reissued."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["reason"].readers = _(
            "The learner and the coordinators can read this. It isn't on the public page."
        )
