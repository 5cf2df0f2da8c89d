"""The gateway: the only owner of conversations, messages, tickets and agents. It never imports Rasa."""
