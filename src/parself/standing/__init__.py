"""Where an index puts a unit among the others."""
