"""Is it right: rules over a snapshot, and soundness by the token game. Finds, explains, and offers the mend."""
