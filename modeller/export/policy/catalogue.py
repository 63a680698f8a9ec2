"""All sections of a policy document, in their order."""

from typing import Final

from modeller.export.policy.section import Section
from modeller.export.policy.sections import (
    boundaries,
    contents,
    cover,
    diagrams,
    procedure,
    purpose,
    revisions,
    scope,
    steps,
    terms,
)

SECTIONS: Final[tuple[Section, ...]] = (
    cover.SECTION,
    revisions.SECTION,
    contents.SECTION,
    purpose.SECTION,
    scope.SECTION,
    terms.SECTION,
    boundaries.SECTION,
    diagrams.SECTION,
    steps.SECTION,
    procedure.SECTION,
)
