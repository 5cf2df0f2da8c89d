"""What the desk talks to: database, assistant, sockets, bus. Each is a port of `service_layer.ports`."""
