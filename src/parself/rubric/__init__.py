"""What is asked: rubrics, rosters and standings as data."""
