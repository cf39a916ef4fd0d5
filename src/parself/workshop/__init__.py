"""The classroom: groups that score the same dossier, collected and compared by the trainer."""
