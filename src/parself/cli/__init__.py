"""The shell face: commands, what they print, and exit codes."""
