"""What pages say of a request in a few words."""

from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.sign_offs.models import SignOffRequest
from common.dated import dated


def asked_words(request: SignOffRequest) -> str:
    """Say whom the learner asked, and on which day they did: "Asked Walt on 27 Nov"."""
    return _("Asked %(name)s on %(day)s") % {
        "name": request.assessor.get_short_name(),
        "day": dated(timezone.localtime(request.requested_at).date()),
    }
