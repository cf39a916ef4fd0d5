"""On paper: what leaves the program as tables, letters and pictures, for every format alike."""
