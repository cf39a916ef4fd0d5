"""An annex as it was issued: its tables found, its rows put in order, its rules understood.

Data flows one way. A file becomes plain lines of cells (`page`, `word`, `opened`); of these come
the tables with their columns (`heads`, `tables`), the rows with composed ids (`codes`,
`outline`), what each rule means (`phrases`, `understand`), and a rubric (`making`, `reading`).
What is not understood as a whole is never guessed: such a row is points entered with an
explanation, and stands on the list of what to decide.
"""
