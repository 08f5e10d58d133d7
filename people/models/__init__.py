from people.models.absence import Absence
from people.models.guide import (
    Approval,
    Credential,
    GuidePause,
    GuideRole,
    Mentor,
    Preceptor,
)
from people.models.invitation import Invitation
from people.models.learner import Learner
from people.models.line_management import LineManagement
from people.models.notice import Delivery, Notice, NoticePreference
from people.models.people_import import PeopleImport, PeopleImportChunk, PeopleImportRow
from people.models.person import Person
from people.models.unit import Unit

__all__ = [
    "Absence",
    "Approval",
    "Credential",
    "Delivery",
    "GuidePause",
    "GuideRole",
    "Invitation",
    "Learner",
    "LineManagement",
    "Mentor",
    "Notice",
    "NoticePreference",
    "PeopleImport",
    "PeopleImportChunk",
    "PeopleImportRow",
    "Person",
    "Preceptor",
    "Unit",
]
