"""The writer's studio: flows as pictures, their problems beside their lines, and a conversation with the draft."""
