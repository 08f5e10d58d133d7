from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def help_page(request):
    """The same for everybody, in front of the log-in too."""
    return render(request, "people/help.html")
