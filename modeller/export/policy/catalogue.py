"""All sections of a policy document, in their order."""

from typing import Final

from modeller.export.policy.section import Section
from modeller.export.policy.sections import (
    boundaries,
    changes,
    clauses,
    contents,
    cover,
    diagrams,
    findings,
    kpis,
    own,
    procedure,
    purpose,
    raci,
    records,
    revisions,
    risks,
    roles,
    scope,
    steps,
    terms,
    times,
)

SECTIONS: Final[tuple[Section, ...]] = (
    cover.SECTION,
    revisions.SECTION,
    contents.SECTION,
    purpose.SECTION,
    scope.SECTION,
    terms.SECTION,
    roles.SECTION,
    boundaries.SECTION,
    diagrams.SECTION,
    steps.SECTION,
    procedure.SECTION,
    times.SECTION,
    kpis.SECTION,
    risks.SECTION,
    records.SECTION,
    raci.SECTION,
    own.SECTION,
    findings.SECTION,
    changes.SECTION,
    clauses.SECTION,
)
