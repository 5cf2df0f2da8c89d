"""Where requests come in: Socket.IO, public HTTP, the internal API, and the clock. They decide nothing."""
