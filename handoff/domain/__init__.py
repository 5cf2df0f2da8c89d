"""The rules of the desk. No await, no input or output; `now` is always an argument."""
