"""Measures a real desk from outside, as its users meet it. Figures are JSON, with the machine they are from."""
