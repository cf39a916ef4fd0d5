"""The Textual face. The only room that imports Textual."""
