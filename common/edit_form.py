"""Forms that change what is stored: nobody's words are overwritten unseen.

A form carries, hidden, the fingerprint of what stood there when its page was made. Where something
else stands there by the time it is sent, both are shown, and only who sends it again overwrites.
"""

import hashlib
from datetime import date, time

from django import forms
from django.db.models import Model
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

OPENED = "opened"


class EditForm(forms.Form):
    """Give it what is stored now as ``initial``, when the page is made and when it is sent."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields[OPENED] = forms.CharField(required=False, widget=forms.HiddenInput)
        # Asked for when it is shown, since a form may add to its fields until then.
        self.fields[OPENED].initial = self._fingerprint

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        opened, now = cleaned.pop(OPENED, ""), self._fingerprint()
        if opened and opened != now:
            self._show_both()
            self.data = self.data.copy()
            self.data[self.add_prefix(OPENED)] = now
        return cleaned

    def _show_both(self):
        self.add_error(
            None,
            _(
                "Something else was saved here after you opened this page, perhaps by you in "
                "another window. What was saved is shown next to each field that differs. Save "
                "again to replace it with yours."
            ),
        )
        for name in self._stored_names():
            if self[name]._has_changed():
                stored = self._in_words(name)
                told = _("Saved here: %(words)s") % {"words": stored}
                self.add_error(name, told if stored else _("Saved here: empty"))

    def _fingerprint(self):
        stored = [f"{name}={self._stored(name)}" for name in self._stored_names()]
        return hashlib.sha256("\n".join(stored).encode()).hexdigest()[:16]

    def _stored_names(self):
        """Names of the fields one sees: each hidden one is judged by its own service."""
        return [name for name, field in self.fields.items() if not field.widget.is_hidden]

    def _stored(self, name):
        value = self.get_initial_for_field(self.fields[name], name)
        return "" if value is None else _flat(self.fields[name].prepare_value(value))

    def _in_words(self, name):
        field, value = self.fields[name], self.get_initial_for_field(self.fields[name], name)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, Model):
            return str(value)
        if isinstance(value, date):
            return date_format(value, "j M Y")
        if isinstance(value, time):
            return time_format(value, "H:i")
        labels = {str(key): str(label) for key, label in getattr(field.widget, "choices", ())}
        stored = self._stored(name)
        return labels.get(stored, stored)


def _flat(value):
    if isinstance(value, (list, tuple, set)):
        return ", ".join(map(str, value))
    return str(value)


def with_version(helper):
    """Let a helper whose layout belongs to another form carry the hidden field along."""
    helper.layout.insert(0, OPENED)
    return helper
