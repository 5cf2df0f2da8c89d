"""Says in plain words why a file cannot be read as YAML, at the place where the slip was made, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ruamel.yaml.error import YAMLError

NO_COLON = "a colon is missing in this line", "write `key: value`, with a space after the colon"
QUOTE_IT = "put the whole text in quotation marks"


@dataclass(frozen=True)
class Slip:
    """Line and column count from 1."""

    message: str
    remedy: str
    line: int = 1
    column: int = 1


def explain(error: YAMLError, text: str) -> Slip:
    said = str(getattr(error, "problem", None) or "")
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        return _control_character(error, text)
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    before = line[: mark.column]
    if "could not find expected ':'" in said:
        return _at(opened or mark, *NO_COLON)
    above = lines[mark.line - 1] if mark.line else ""
    if "mapping values" in said and ": " not in before and above.strip() and ":" not in above:
        return Slip(*NO_COLON, mark.line, len(above) - len(above.lstrip()) + 1)
    if "end of stream" in said or "document separator" in said:
        return _at(
            opened or mark, "the quotation mark that opens here is never closed", "close it at the end of the text"
        )
    if "expected ',' or" in said:
        remedy = "close it, part what is inside by commas, and put texts inside in quotation marks"
        return _at(opened or mark, "the bracket that opens here is not closed, or holds a stray sign", remedy)
    return _at(mark, *_in_the_line(said, before, line[mark.column : mark.column + 1]))


def _in_the_line(said: str, before: str, sign: str) -> tuple[str, str]:
    if sign == "\t" or "'\\t'" in said:
        return "a tab character", "indent with spaces, two for each level"
    if "mapping values" in said:
        if ": " in before:
            return "a text with a colon in it", QUOTE_IT
        return "this line is indented more than the one above allows", "let the lines of one level begin in one column"
    if "alias" in said or "cannot start any token" in said:
        return f"a text cannot begin with `{sign}`", QUOTE_IT
    if "another document" in said:
        return "a second document begins here", "remove the line `---`"
    if "expected <block end>" in said:
        if before.strip(" -"):
            remedy = 'put the whole text in quotation marks, and write \\" for one inside'
            return "the text goes on after its closing quotation mark or bracket", remedy
        return "this line is not indented as its neighbours are", "let the lines of one level begin in one column"
    return said, "look at the indentation, colons and quotes"


def _at(mark: Any, message: str, remedy: str) -> Slip:
    return Slip(message, remedy, mark.line + 1, mark.column + 1)


def _control_character(error: YAMLError, text: str) -> Slip:
    before = text[: getattr(error, "position", None) or 0]
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Slip("an invisible control character", "delete it and type that place anew", before.count("\n") + 1, column)
