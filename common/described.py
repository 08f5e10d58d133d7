"""Fields whose furniture is read out with them: who can read what is typed, beside help and errors.

The project's form renderer hands these out for every form (config/settings.py, FORM_RENDERER).
"""

from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting


class DescribedField(BoundField):
    """A field as templates/bootstrap5/field.html shows it."""

    @property
    def aria_describedby(self):
        """Help and errors, as of Django, and the line below that says who can read the field."""
        ids = [super().aria_describedby]
        if getattr(self.field, "readers", "") and self.auto_id and not self.is_hidden:
            ids.append(f"{self.auto_id}_readers")
        return " ".join(filter(None, ids)) or None

    def build_widget_attrs(self, attrs, widget=None):
        """Say of no field that it is wrong before it is sent: an empty one that is required is.

        Of several choices it is said once, of their group.
        """
        attrs = super().build_widget_attrs(attrs, widget)
        if self.use_fieldset or (attrs.get("required") and not self.errors):
            attrs["aria-invalid"] = "false"
        return attrs


class Renderer(TemplatesSetting):
    bound_field_class = DescribedField
