"""What coordinators are told of projects: that one ends, and what has to be decided then."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from people.notices.services.notice import take_back


def project_decided(projects: Collection[UUID], *, at: datetime) -> None:
    if projects:
        take_back("project_decided", projects, at=at)
