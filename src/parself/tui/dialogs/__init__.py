"""Windows over a screen that ask one thing and return it; any screen may use them."""
