"""How far a long reading is: what is told step by step, and telling nobody."""


def no_progress(done: int, of: int) -> None:
    """Tell nobody how far the reading is."""
