from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.forms.person import ProfileForm
from people.models import DeviceSession, GuideRole, Person
from people.second_factors import factors_of
from people.services import person as services
from people.sso_providers import ways_elsewhere
from people.views.person import standing


@require_http_methods(["GET", "POST"])
def profile(request):
    person = Person.objects.with_unit().with_roles().get(pk=request.user.pk)
    initial = {name: getattr(person, name) for name in ProfileForm.base_fields}
    form = ProfileForm(request.POST or None, initial=initial)
    if form.is_valid():
        services.update_own_profile(person=person, details=form.cleaned_data, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("people:profile")

    now, today = timezone.now(), timezone.localdate()
    context = standing(person, today)
    pauses = context["pauses"]
    context |= {
        "form": form,
        "person": person,
        "factors": factors_of(person),
        "today": today,
        "ways_elsewhere": ways_elsewhere(person),
        "sessions": DeviceSession.objects.of(person, at=now),
        "this_session": request.session.session_key,
        "absences": person.absences.not_over_on(today),
        "guides": [
            (role, guide, [pause for pause in pauses if pause.role == role])
            for role in GuideRole
            if (guide := getattr(person, role, None))
        ],
    }
    return render(request, "people/profile.html", context)
