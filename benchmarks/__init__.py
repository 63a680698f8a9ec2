"""How long things take: seeded models, the measurements, and peers beside them."""
