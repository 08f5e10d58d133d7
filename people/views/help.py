from itertools import chain

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.registry import who_to_ask


@require_safe
@login_not_required
def help_page(request):
    """The same for everybody, in front of the log-in too; who is logged in reads whom to ask."""
    person = request.user
    sources = who_to_ask if person.is_authenticated else []
    asked = list(chain.from_iterable(source(person) for source in sources))
    return render(request, "people/help.html", {"who_to_ask": asked})
