"""How annexes word their rules: each way of putting it a small piece of its own.

A piece takes the clauses of a rule and says what they mean together, or that it is not for it to
say. A rule counts as understood only where one piece accounts for every clause of it.
"""
