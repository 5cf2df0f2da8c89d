"""A small stand-in for the streaming service, so that the desk can be tried without one."""
