"""The core of the desk. Importing the package imports nothing else."""
