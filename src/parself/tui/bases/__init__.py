"""What screens are made from: any screen, one of an assessment, one that lists; filling a row."""
