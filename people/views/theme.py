from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from common.redirects import next_path
from people.forms.theme import ThemeForm
from people.services.theme import choose_theme


@require_POST
def theme_update(request):
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()

    choose_theme(theme=form.cleaned_data["theme"], by=request.user)
    return redirect(next_path(request))
