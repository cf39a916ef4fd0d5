"""A change of edition: looked at before it is done, done as it was shown, and how it reads."""
