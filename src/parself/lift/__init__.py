"""The way up: which rows lift the index to a place or a target most cheaply, and in words."""
