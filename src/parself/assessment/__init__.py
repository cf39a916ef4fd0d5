"""What was answered: the assessment, what inputs are possible, and its folder."""
