"""What beat starts when: by the clock, so that it keeps no file.

Each sweep does all that has come due by then.
"""

from celery.schedules import crontab

SCHEDULE = {
    "be alive": {"task": "people.tasks.be_alive", "schedule": crontab()},
    "deliver due notices": {"task": "people.tasks.deliver_due", "schedule": crontab()},
    "write confirmed imports": {"task": "people.tasks.write_imports", "schedule": crontab()},
    "send invitations": {"task": "people.tasks.send_invitations", "schedule": crontab()},
    "apply address changes": {
        "task": "people.tasks.apply_address_changes",
        "schedule": crontab("27"),
    },
    "tell whose account is tried": {
        "task": "people.tasks.tell_whose_account_is_tried",
        "schedule": crontab("*/5"),
    },
    "send password resets": {"task": "people.tasks.send_resets", "schedule": crontab()},
    "plan reminders": {
        "task": "people.tasks.plan_reminders",
        "schedule": crontab("*/15"),
        "args": [
            *("reviews", "stranded", "shifts", "sessions", "action plans", "mentoring", "wall")
        ],
    },
    "plan digests": {
        "task": "people.tasks.plan_reminders",
        "schedule": crontab("11"),
        "args": ["competencies", "review_signatures", "revalidations", "evaluations", "projects"],
    },
    "advance requests": {"task": "assessments.tasks.advance_requests", "schedule": crontab("13")},
    "confirm signatures": {
        "task": "assessments.tasks.send_confirmations",
        "schedule": crontab(),
    },
    "forget old security events": {
        "task": "people.tasks.forget_security_events",
        "schedule": crontab("23", "4"),
    },
    "forget old notices": {
        "task": "people.tasks.forget_notices",
        "schedule": crontab("53", "4"),
    },
    "seal the ledger": {"task": "assessments.tasks.seal_ledger", "schedule": crontab("41", "3")},
    "warn of what lapses": {
        "task": "people.tasks.plan_reminders",
        "schedule": crontab("17"),
        "args": ["credentials"],
    },
    "pass on guest requests": {
        "task": "programs.tasks.advance_guest_requests",
        "schedule": crontab("*/5"),
    },
    "count evaluations": {
        "task": "programs.tasks.count_evaluations",
        "schedule": crontab("31", "2"),
    },
    "advance pairings": {"task": "programs.tasks.advance_pairings", "schedule": crontab("7")},
}
# Until the next one of its kind, which does all that this one would have: so nothing piles up
# while no worker runs, and what is done once a night is done when there is one again.
for _entry in SCHEDULE.values():
    _times_a_day = len(_entry["schedule"].hour) * len(_entry["schedule"].minute)
    _entry["options"] = {"expires": 24 * 60 * 60 // _times_a_day}
