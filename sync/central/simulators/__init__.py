"""Simulators of what lies outside the centre: the portal, the registers, payments, and the citizens with their papers.

They serve the sandbox and training only and say in each module's docstring that they are simulators.
"""
