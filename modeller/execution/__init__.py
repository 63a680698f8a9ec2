"""How tokens move: the one token game, for soundness, replay, simulation and conformance.

A process of a snapshot becomes a `Plan` (steps and the edges between them), a plan becomes a `Net`, and a net says
which moves a marking allows and what comes of them. docs/token-game.md gives the reading of every element.
"""
