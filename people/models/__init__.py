"""Every model of this app, for Django to find; code imports them from their rooms."""

from people.addresses.models import (
    AddressChange,
)
from people.factors.models import (
    FactorChange,
)
from people.imports.models import (
    NamedColumns,
    PeopleImport,
    PeopleImportChunk,
    PeopleImportFile,
    PeopleImportRow,
)
from people.models.absence import (
    Absence,
)
from people.models.device_session import (
    DeviceSession,
)
from people.models.guide import (
    Approval,
    Credential,
    GuidePause,
    GuideRole,
    Mentor,
    Preceptor,
)
from people.models.invitation import (
    Invitation,
)
from people.models.learner import (
    Learner,
)
from people.models.line_management import (
    LineManagement,
)
from people.models.log_in_tries import (
    LogInTries,
)
from people.models.name_change import (
    NameChange,
)
from people.models.password_reset import (
    PasswordReset,
)
from people.models.person import (
    Person,
)
from people.models.security_event import (
    SecurityEvent,
)
from people.models.stamp import (
    Stamp,
)
from people.models.unit import (
    Unit,
)
from people.notices.models import (
    Delivery,
    Notice,
    NoticePreference,
)

__all__ = [
    "Absence",
    "AddressChange",
    "Approval",
    "Credential",
    "Delivery",
    "DeviceSession",
    "FactorChange",
    "GuidePause",
    "GuideRole",
    "Invitation",
    "Learner",
    "LineManagement",
    "LogInTries",
    "Mentor",
    "NameChange",
    "NamedColumns",
    "Notice",
    "NoticePreference",
    "PasswordReset",
    "PeopleImport",
    "PeopleImportChunk",
    "PeopleImportFile",
    "PeopleImportRow",
    "Person",
    "Preceptor",
    "SecurityEvent",
    "Stamp",
    "Unit",
]
