from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProgramsConfig(AppConfig):
    name = "programs"

    def ready(self):
        from programs import registration, shipped  # models are ready only now

        registration.register()
        post_migrate.connect(shipped.bring_what_is_shipped, sender=self)
