"""All rules, topic by topic."""

from typing import Final

from modeller.validation.rule import Rule
from modeller.validation.rules import data, events, fields, gateways, hierarchy, layout, names, pools, structure

RULES: Final[tuple[Rule, ...]] = (
    *structure.ALL,
    *gateways.ALL,
    *events.ALL,
    *pools.ALL,
    *hierarchy.ALL,
    *data.ALL,
    *fields.ALL,
    *names.ALL,
    *layout.ALL,
)

TOPICS: Final = ("structure", "gateways", "events", "pools", "hierarchy", "data", "fields", "names", "layout")

BY_NAME: Final = {rule.name: rule for rule in RULES}
