"""The command: starts and watches the parts of the desk, and wraps what people do with it. The parts do the work."""
