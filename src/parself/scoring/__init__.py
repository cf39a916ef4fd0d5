"""What an answer is worth: exact, pure, with every step as data."""
