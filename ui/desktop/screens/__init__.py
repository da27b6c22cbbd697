"""One package a screen. Screens know the desk's services and the widget kit, and nothing of one another."""
