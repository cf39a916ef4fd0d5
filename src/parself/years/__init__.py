"""An earlier year beside this one, and the folder of the next begun from it."""
