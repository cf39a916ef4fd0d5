"""The other desk: a round, what has landed in it, and the ranking."""
