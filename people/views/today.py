from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.models import Person
from people.today import today_of


@require_safe
def today(request):
    now = timezone.now()
    person = Person.objects.with_unit().get(pk=request.user.pk)
    context = {"today": today_of(person, now), "person": person, "now": now}
    return render(request, "people/today.html", context)
