"""Is this process right: rules over a snapshot of a model, each one function, and the sets that switch them.

A rule asks for the role and the traits of an element, never for its type, so it holds for every notation. What a rule
finds is a plain `Finding`; what mends it is a verb of `editing` with its arguments, as data. `soundness` asks the token
game of `execution`.
"""
