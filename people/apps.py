from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self):
        from people import (
            checks,  # noqa: F401 - registers itself
            known_device,  # noqa: F401 - registers itself
            registration,  # models are ready only now
            security_signals,
            sessions,  # noqa: F401 - registers itself
        )

        registration.register()
        security_signals.listen()
