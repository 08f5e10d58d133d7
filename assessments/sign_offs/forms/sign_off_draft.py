from django import forms


class ReceivedDraftForm(forms.Form):
    """A draft as a device sends it."""

    draft_id = forms.UUIDField()
    preceptorship = forms.UUIDField()
    competency = forms.UUIDField()
    level = forms.UUIDField(required=False)
    comment = forms.CharField(required=False, max_length=2000)
    # In UTC, as browsers write it: 2026-11-23T12:00:00.000Z.
    recorded_at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])
