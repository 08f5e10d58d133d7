from django.db import transaction

from programs.models import RatingLevel, RatingScale
from programs.presets.scales import SCALES


@transaction.atomic
def ensure_scales() -> list[RatingScale]:
    """Make the shipped scales that are missing, and return all of them in their own order.

    One that is there is left as it is: signatures refer to its wording.
    """
    return [_ensure_scale(preset) for preset in SCALES]


def _ensure_scale(preset) -> RatingScale:
    scale, is_new = RatingScale.objects.get_or_create(
        preset=preset.code,
        defaults={
            "name": preset.name,
            "question": preset.question,
            "description": preset.description,
            "pass_value": preset.pass_value,
        },
    )
    if is_new:
        RatingLevel.objects.bulk_create(
            RatingLevel(scale=scale, value=value, name=name, anchor=anchor)
            for value, (name, anchor) in enumerate(preset.levels, start=1)
        )
    return scale
