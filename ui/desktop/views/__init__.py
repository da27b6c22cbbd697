"""From what the services give to what the widgets show, where more than one screen says the same thing. Pure, without
Qt.
"""
