from pathlib import Path

from csp.decorators import csp, csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from people.mailbox import find_letter, letters

# The mail's own styles and nothing else: no script, no file, no form.
FRAME_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "frame-ancestors": ["'self'"],
    "base-uri": ["'none'"],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}


@login_not_required
@require_safe
def mailbox(request):
    """What the demo sent, to everybody: nobody else's mail is in there."""
    search = request.GET.get("to", "").strip()
    found = [letter for letter in letters(_folder()) if search.lower() in letter.to.lower()]
    context = {"letters": found[:100], "count": len(found), "search": search}
    return render(request, "people/mailbox.html", context)


@login_not_required
@require_safe
@csp_update({"frame-src": ["'self'"]})
def mailbox_letter(request, key):
    return render(request, "people/mailbox_letter.html", {"letter": _letter(key)})


@login_not_required
@require_safe
@xframe_options_sameorigin
@csp(FRAME_POLICY)
def mailbox_html(request, key):
    """The HTML part alone, for a frame that may do nothing but be read and left by a link."""
    html = _letter(key).html.replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(html)


def _letter(key):
    letter = find_letter(_folder(), key)
    if letter is None:
        raise Http404
    return letter


def _folder():
    if not settings.DEMO:
        raise Http404
    return Path(settings.EMAIL_FILE_PATH)
