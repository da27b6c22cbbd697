"""Migrations of the centre's database. They import nothing of the project: an old one must run the same for ever."""
