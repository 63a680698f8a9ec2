"""What the drawing says of the work: who does what, who hands over to whom, what it takes in time and money.

Functions over a snapshot of a model, their results plain frozen records. What a model does not say is counted and
named, never guessed.
"""
