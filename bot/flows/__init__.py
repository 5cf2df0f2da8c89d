"""The flow language and its engine: pure Python, no Rasa and no network. docs/flow-contract.md describes this seam."""

from bot.flows.effects import MAX_EFFECTS, Decision, Listen, Outcome, Passed, Rendered, Run, Say
from bot.flows.engine import Engine
from bot.flows.heard import Entity, Heard, Part
from bot.flows.loader import load_bundle
from bot.flows.model import Bundle
from bot.flows.problem import FlowProblems, Problem
from bot.flows.render import render

__all__ = [
    "MAX_EFFECTS",
    "Bundle",
    "Decision",
    "Engine",
    "Entity",
    "FlowProblems",
    "Heard",
    "Listen",
    "Outcome",
    "Part",
    "Passed",
    "Problem",
    "Rendered",
    "Run",
    "Say",
    "load_bundle",
    "render",
]
