"""What the pointer does: small state machines without Qt."""
