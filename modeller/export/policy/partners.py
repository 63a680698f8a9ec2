"""With whom a step or an event exchanges messages."""

from collections.abc import Iterator

from modeller.analysis.survey import Survey, named


def partners(survey: Survey, key: str, sends: bool) -> Iterator[tuple[str, str]]:
    """Who gets a message from a node (`sends`), or from whom it gets one, and what it is; ``""`` if not said."""
    for flow in survey.found.messages:
        here, there = (flow.source, flow.target) if sends else (flow.target, flow.source)
        if here == key:
            yield _whom(survey, there or ""), named(flow)


def _whom(survey: Survey, key: str) -> str:
    if key in survey.found.nodes:
        pool = survey.pools.get(survey.process_of(key))
        return named(pool)
    return named(survey.model.get(key))
