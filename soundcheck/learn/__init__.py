"""`soundcheck learn`: what listeners wrote and the assistant did not know, for writers to decide on."""
