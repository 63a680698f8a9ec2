"""By what value chains are coloured: one file a colouring, listed in `catalogue`."""
