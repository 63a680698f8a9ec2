"""What a person can do: the verbs. Each leaves the model as whole as it found it, in one undoable step."""
