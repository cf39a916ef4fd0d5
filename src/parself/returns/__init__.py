"""What the province sends back to a unit, and what the unit replies: read and written by both."""
