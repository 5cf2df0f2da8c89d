"""Reads the text of a condition into its tree, or says in which column it goes wrong and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.flows.condition import Both, Choice, Compare, Condition, Either, Empty, Literal, Name, Node, Not

TOKEN = re.compile(
    r"""\s*(?:
    (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
  | (?P<number>-?\d+(?:\.\d+)?(?![\w.]))
  | (?P<operator>>=|<=|==|!=|=|>|<)
  | (?P<bracket>[(){}])
  | (?P<word>[A-Za-z_]\w*(?:[.\-/]\w+)*)
  )""",
    re.VERBOSE,
)
WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "undefined": None}
YES_OR_NO = {"yes": "true", "no": "false"}
SPELLINGS = {"==": "=", "is": "=", "is not": "!="}
KEYWORDS = ("and", "or", "not", "is", "contains", "matches")
# A deeper nesting is nobody's condition, and reading it would exhaust Python's stack.
MAX_LENGTH = 500


class ConditionError(ValueError):
    """A condition that cannot be read; `column` counts from 1 within its text."""

    def __init__(self, message: str, column: int, remedy: str = "") -> None:
        super().__init__(message)
        self.message, self.column, self.remedy = message, column, remedy


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    column: int


@lru_cache(maxsize=4096)
def parse_condition(text: str) -> Condition:
    if len(text) > MAX_LENGTH:
        raise ConditionError("the condition is too long", 1, f"split it, {MAX_LENGTH} characters are the most")
    return Condition(text, _Parser(_tokens(text)).read())


def _tokens(text: str) -> Sequence[Token]:
    tokens, position = [], 0
    while text[position:].strip():
        found = TOKEN.match(text, position)
        if found is None:
            column = position + len(text[position:]) - len(text[position:].lstrip())
            bad = text[column]
            remedy = "close the quotation marks" if bad in "\"'" else "see the operators in docs/flow-language.md"
            if bad in "“”„‘’«»":
                remedy = "use straight quotation marks"
            raise ConditionError(f"`{bad}` is not understood here", column + 1, remedy)
        kind = str(found.lastgroup)
        word, column = found.group(kind), found.start(kind) + 1
        if kind == "word" and word.lower() in KEYWORDS:
            kind, word = "keyword", word.lower()
        tokens.append(Token(kind, word, column))
        position = found.end()
    return [*tokens, Token("end", "the end", len(text) + 1)]


class _Parser:
    """Recursive descent: or, and, not, comparison, operand."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = list(tokens)

    @property
    def _next(self) -> Token:
        return self._tokens[0]

    def _take(self) -> Token:
        return self._tokens.pop(0)

    def _takes(self, *texts: str) -> bool:
        if self._next.kind != "string" and self._next.text in texts:
            self._take()
            return True
        return False

    def read(self) -> Node:
        node = self._either()
        if self._next.kind != "end":
            raise ConditionError(f"`{self._next.text}` is one too many", self._next.column, "join by `and` or `or`")
        return node

    def _either(self) -> Node:
        node = self._both()
        while self._takes("or"):
            node = Either(node, self._both())
        return node

    def _both(self) -> Node:
        node = self._not()
        while self._takes("and"):
            node = Both(node, self._not())
        return node

    def _not(self) -> Node:
        return Not(self._not()) if self._takes("not") else self._comparison()

    def _comparison(self) -> Node:
        left = self._operand()
        token = self._next
        if (token.kind != "operator" and token.text not in ("is", "contains", "matches")) or token.kind == "string":
            return left
        spelling = self._take().text
        if spelling == "is" and self._takes("not"):
            spelling = "is not"
        name = SPELLINGS.get(spelling, spelling)
        column = self._next.column
        right = self._operand()
        return Compare(name, left, right, _pattern(right, column) if name == "matches" else None)

    def _operand(self) -> Node:
        token = self._take()
        if token.kind == "string":
            return Literal(re.sub(r"\\([\"'])", r"\1", token.text[1:-1]), token.column)
        if token.kind == "number":
            return Literal(float(token.text) if "." in token.text else int(token.text), token.column)
        if token.text == "(" and token.kind == "bracket":
            node = self._either()
            self._expect(")")
            return node
        if token.text == "{" and token.kind == "bracket":
            return self._choice(token.column)
        if token.kind == "word":
            return _word(token)
        raise ConditionError(f"a slot or a value is missing before {token.text}", token.column, "write `slots.name`")

    def _choice(self, column: int) -> Node:
        values = []
        while self._next.text != "}" and self._next.kind != "end":
            value = self._operand()
            if not isinstance(value, Literal):
                raise ConditionError("a set holds values only", self._next.column, "write {'a' 'b'}")
            values.append(value.value)
        self._expect("}")
        return Choice(tuple(values), column)

    def _expect(self, bracket: str) -> None:
        if not self._takes(bracket):
            raise ConditionError(f"`{bracket}` is missing", self._next.column, f"add `{bracket}`")


def _word(token: Token) -> Node:
    lower = token.text.lower()
    if lower in WORDS:
        return Literal(WORDS[lower], token.column)
    if lower == "empty":
        return Empty(token.column)
    namespace, _, key = token.text.partition(".")
    if namespace in ("slots", "context") and key:
        return Name(namespace, key, token.column)
    remedy = f'write "{token.text}" for the word, slots.{token.text} for the slot'
    if lower in YES_OR_NO:
        remedy = f'write {YES_OR_NO[lower]} for a bool slot, "{token.text}" for the word'
    raise ConditionError(f"`{token.text}` is neither a slot nor a value", token.column, remedy)


def _pattern(right: Node, column: int) -> re.Pattern[str]:
    if not isinstance(right, Literal) or not isinstance(right.value, str):
        raise ConditionError("`matches` needs a pattern in quotation marks", column, 'write matches "[0-9]+"')
    try:
        return re.compile(right.value)
    except re.error as error:
        raise ConditionError(f"the pattern is wrong: {error}", column, "see Python's regular expressions") from None
