"""Finds texts that YAML cuts off: a blank and `#` begin a comment, and a hashtag or `#1` is lost without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flows.problem import Problem, Where

#: A key whose value people read, a value without quotation marks, and a `#` that no blank follows: no usual comment.
_CUT = re.compile(
    r"""^\s*(?:-\s+)*(?:text|title|name|description|label|remedy|hint|cause|prevention):\s+"""
    r"""(?P<kept>[^\s"'|>{\[\#&*].*?)\s\#(?P<lost>[^\s\#].*)$"""
)


def cut_off(text: str, file: str) -> Iterator[Problem]:
    for number, line in enumerate(text.splitlines(), start=1):
        if " #" in line and (found := _CUT.match(line)):
            message = f"the text ends before `#{found['lost'].split()[0]}`, as a `#` after a blank begins a comment"
            yield Problem(Where(file, number, found.end("kept") + 2), "F027", message, "put it in quotation marks")
