"""The rules, one module a topic; `catalogue` has the list of all."""
