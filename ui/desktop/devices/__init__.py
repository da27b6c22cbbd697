"""Devices at the counter, as far as Qt is needed: keys of a wedge scanner, files dropped, pictures pasted."""
