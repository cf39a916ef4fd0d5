"""What an assessment shows: scores, place, progress, evidence, found by words. Pure."""
