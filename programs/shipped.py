"""What comes with every site: the rating scales, and the pulse of four items (M10)."""

from typing import Any

from django.apps import apps as live_apps
from django.utils import timezone

from common.ids import uuid7
from programs.frameworks.presets import SCALES
from programs.mentoring.reflection.presets import shipped_pulse


def bring_what_is_shipped(*, using: str, apps=live_apps, **signal: Any) -> None:
    """Add what is missing once the tables stand; what is there is left as it is.

    Signatures and answers refer to its wording, so that none of it is ever changed here.
    Runs after each ``migrate``, on the models of the state that was reached, and after a flush.
    """
    try:
        scales = apps.get_model("programs", "RatingScale").objects.using(using)
        levels = apps.get_model("programs", "RatingLevel").objects.using(using)
        instruments = apps.get_model("programs", "Instrument").objects.using(using)
    except LookupError:
        # Migrated back to before there were any.
        return
    for preset in SCALES:
        _bring_scale(preset, scales, levels)
    if not instruments.filter(preset="pulse").exists():
        _bring_pulse(instruments)


def _bring_scale(preset, scales, levels):
    scale, is_new = scales.get_or_create(
        preset=preset.code,
        defaults={
            "id": uuid7(),
            "name": preset.name,
            "question": preset.question,
            "description": preset.description,
            "pass_value": preset.pass_value,
        },
    )
    if is_new:
        levels.bulk_create(
            levels.model(
                id=uuid7(),
                scale=scale,
                value=value,
                name=name,
                anchor=anchor,
                own_words=own_words,
                record_words=record_words,
            )
            for value, ((name, anchor), own_words, record_words) in enumerate(
                zip(
                    preset.levels,
                    preset.own_words,
                    preset.record_words or ("",) * len(preset.levels),
                    strict=True,
                ),
                start=1,
            )
        )


def _bring_pulse(instruments):
    pulse = shipped_pulse()
    instruments.create(
        id=uuid7(),
        preset="pulse",
        title=pulse.title,
        version=pulse.version,
        language=pulse.language,
        source=pulse.source,
        licence=pulse.licence,
        levels=list(pulse.levels),
        items=pulse.items_as_data(),
        added_at=timezone.now(),
    )
