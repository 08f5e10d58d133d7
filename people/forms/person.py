from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from common.edit_form import OPENED, EditForm, with_version
from people.forms.fields import (
    LineField,
    LongSelect,
    ManagerField,
    PersonEmailField,
    date_input,
    time_input,
    time_zone_choices,
)
from people.forms.unit_fields import UnitField, UnitInput, UnitsField
from people.limits import HIGHEST_CAPACITY, HIGHEST_LEVEL, LOWEST_LEVEL
from people.mail_addresses import finds_holder, taken_words
from people.models import Person
from people.organisations import visible_units
from people.permissions import can_administer
from people.registry import guest_pages

ROLES = {"preceptor": _("Preceptor"), "mentor": _("Mentor"), "learner": _("Learner")}
# Field -> the role it belongs to, and the attribute of that profile.
OF_ROLE = {
    "preceptor_level": ("preceptor", "level"),
    "preceptor_capacity": ("preceptor", "capacity"),
    "mentor_capacity": ("mentor", "capacity"),
    "learner_level": ("learner", "level"),
    "profession_started_on": ("learner", "profession_started_on"),
}


class PersonSearchForm(forms.Form):
    """What to look for; a role that is none finds everybody."""

    search = LineField(
        label=_("Name, job or e-mail"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    unit = UnitsField(
        label=_("Unit"),
        required=False,
        max_length=200,
        widget=UnitInput(attrs={"type": "search", "class": "form-control"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Any role")), *ROLES.items()],
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, data, *, by):
        super().__init__(data)
        self.fields["unit"].units = visible_units(by)


class PersonForm(forms.Form):
    """All that is on record about somebody, for ``by``, who may change it.

    ``person`` is who is changed, none for somebody new; ``label`` names the act. Only site
    administrators make administrators.
    """

    name = LineField(label=_("Name"), max_length=120)
    email = PersonEmailField(label=_("E-mail"), help_text=_("Also used to log in."))
    credentials_shown = LineField(
        label=_("Letters after the name"),
        max_length=40,
        required=False,
        help_text=_("Shown after the name on a signature, such as RN or ECS card."),
    )
    job_title = LineField(label=_("Job title"), max_length=120, required=False)
    unit = UnitField(
        label=_("Unit"),
        required=False,
        help_text=_("Type its name, or its path: Northfield › Medicine › Ward 7B."),
    )
    manager = ManagerField(
        label=_("Line manager's e-mail"),
        required=False,
        help_text=_("A change applies from today; past managers stay on record."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zone_choices, widget=LongSelect
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    is_administrator = forms.BooleanField(
        label=_("Site administrator"),
        required=False,
        help_text=_("Can see and change all people and units. Can't read confidential text."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Add a role"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "A role alone isn't enough: preceptors and mentors also need an approval and training."
        ),
    )
    preceptor_level = forms.IntegerField(
        label=_("Level as a preceptor"),
        required=False,
        min_value=LOWEST_LEVEL,
        max_value=HIGHEST_LEVEL,
        help_text=_("Assesses learners up to this level."),
    )
    preceptor_capacity = forms.IntegerField(
        label=_("Learners at once"), required=False, min_value=0, max_value=HIGHEST_CAPACITY
    )
    mentor_capacity = forms.IntegerField(
        label=_("Mentees at once"), required=False, min_value=0, max_value=HIGHEST_CAPACITY
    )
    learner_level = forms.IntegerField(
        label=_("Level as a learner"),
        required=False,
        min_value=LOWEST_LEVEL,
        max_value=HIGHEST_LEVEL,
    )
    profession_started_on = forms.DateField(
        label=_("In the profession since"), required=False, widget=date_input()
    )

    def __init__(self, data=None, *, label, by, person=None, manager=None):
        self.person = person
        self.label = label
        self.profiles = {role: getattr(person, role, None) for role in ROLES}
        self.by = by
        super().__init__(data, initial=self._initial(manager))
        self.fields["unit"].kept = person and person.unit
        missing = [(role, name) for role, name in ROLES.items() if not self.profiles[role]]
        self.fields["roles"].choices = missing
        if not missing:
            del self.fields["roles"]
        self.fields["unit"].units = visible_units(by)
        self.fields["manager"].people = Person.objects.visible_to(by)
        if not can_administer(by):
            del self.fields["is_administrator"]
        if self.person and self.person.is_activated:
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _(
                "This is their log-in. Only a site administrator can change it, under “Change the "
                "address”."
            )

    def _initial(self, manager):
        if not self.person:
            return {"time_zone": settings.TIME_ZONE, "language": settings.LANGUAGE_CODE}
        names = (name for name in self.base_fields if hasattr(self.person, name))
        initial = {name: getattr(self.person, name) for name in names}
        for name, (role, attribute) in OF_ROLE.items():
            if self.profiles[role]:
                initial[name] = getattr(self.profiles[role], attribute)
        return initial | {"manager": manager.email if manager else ""}

    def clean_email(self):
        address = self.cleaned_data["email"]
        others = Person.objects.filter(email=address)
        if self.person:
            others = others.exclude(pk=self.person.pk)
        if others.exists():
            raise forms.ValidationError(self._taken(address))
        return address

    def _taken(self, address):
        """Whose it is, a coordinator of another organisation is not told: they ask for a guest."""
        said = taken_words(address, by=self.by)
        if not guest_pages or finds_holder(self.by, address):
            return said
        # Below the field, since what is wrong stands above the form as a link already.
        self["email"].help_text = format_html(
            '<a href="{}">{}</a>', reverse(guest_pages[0]), _("Ask for a guest")
        )
        told = _("If they work in another organisation, ask for them as a guest.")
        return f"{said} {told}"

    def clean(self):
        cleaned = super().clean()
        for name, (role, _attribute) in OF_ROLE.items():
            if cleaned.get(name) is not None and role not in self._wanted_roles(cleaned):
                self.add_error(name, _("Add the role first, or leave this empty."))
        return cleaned

    def _wanted_roles(self, cleaned):
        had = {role for role, profile in self.profiles.items() if profile}
        return had | set(cleaned.get("roles", []))

    @property
    def details(self):
        given = {name: self.cleaned_data[name] for name in self.cleaned_data if name not in EXTRA}
        had = bool(self.person and self.person.is_administrator)
        return {"is_administrator": had} | given

    @property
    def role_values(self):
        """Each role the person is to have, with the values given for it."""
        values = {role: {} for role in self._wanted_roles(self.cleaned_data)}
        for name, (role, attribute) in OF_ROLE.items():
            given = self.cleaned_data[name]
            if role in values and (given is not None or attribute == "profession_started_on"):
                values[role][attribute] = given
        return values

    @property
    def helper(self):
        helper = FormHelper()
        roles = ["roles"] if "roles" in self.fields else []
        settings_shown = ["time_zone", "language", "is_administrator"]
        helper.layout = Layout(
            *("name", "email", "credentials_shown", "job_title", "unit", "manager"),
            Fieldset(_("Roles"), *roles, *OF_ROLE, css_class="part"),
            Fieldset(
                _("Settings"),
                *(name for name in settings_shown if name in self.fields),
                css_class="part",
            ),
            Submit("save", self.label, css_class="btn-go"),
        )
        return helper


class PersonUpdateForm(EditForm, PersonForm):
    @property
    def helper(self):
        return with_version(super().helper)


# What of a PersonForm is no detail of the person's own row.
EXTRA = {"manager", "roles", *OF_ROLE}


class ProfileForm(EditForm):
    """What people decide about themselves."""

    name = LineField(
        label=_("Name as shown"),
        max_length=120,
        help_text=_("Anything already signed keeps the name it was signed with."),
    )
    credentials_shown = LineField(
        label=_("Letters after the name"),
        max_length=40,
        required=False,
        help_text=_("Shown after your name on a signature, such as RN or ECS card."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zone_choices, widget=LongSelect
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(label=_("Colours"), choices=Person.Theme, widget=forms.RadioSelect)
    quiet_from = forms.TimeField(
        label=_("Quiet from"),
        widget=time_input(),
        help_text=_("E-mails that can wait aren't sent after this time."),
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"), widget=time_input(), help_text=_("In your time zone.")
    )
    is_named_in_invitations = forms.BooleanField(
        label=_("Show first names in calendar invitations"),
        required=False,
        help_text=_(
            "If you both turn this on, your calendar invitations show each other's first names. "
            "Otherwise they just say “Check-in”."
        ),
    )

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "profile-form"
        helper.layout = Layout(
            OPENED,
            *("name", "credentials_shown", "time_zone", "language"),
            Div("theme", css_class="chips"),
            *("quiet_from", "quiet_until", "is_named_in_invitations"),
            Submit("save", _("Save changes"), css_class="btn-go"),
        )
        return helper
