"""The names of what Rasa's tracker keeps for us besides the slots that flow writers declare."""

from __future__ import annotations

# The engine's state, opaque to everybody else but for `pending`, which the action server reads.
STATE_SLOT = "dialogue_stack"
# What `utter_flow_response` has to say: the policy writes it, the response generator reads it.
SAY_SLOT = "flow_say"
# The action server's acknowledgement: Rasa hides failed actions from policies (flow engine and bot contract).
CALL_RESULT_SLOT = "flow_call_result"
OWN_SLOTS = (STATE_SLOT, SAY_SLOT, CALL_RESULT_SLOT)

# One action says everything, so that a new or renamed text never changes the model.
SAY_ACTION = "utter_flow_response"
