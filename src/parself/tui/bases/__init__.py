"""What screens are made from: the frame of an assessment's screens, and the filling of a row."""
