"""Every widget of the kit as a picture, in every theme and both languages, for looking at. Nothing here is part of
the program.
"""
