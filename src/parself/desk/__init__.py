"""The unit's desk: one sitting over an assessment, and what is done at it."""
