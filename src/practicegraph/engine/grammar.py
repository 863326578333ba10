"""Where a text leaves the grammar of SPARQL, and what could have stood there.

The engine's parser says whether a query is one; where it is none, its message tells the alternatives of the branch
that it looked at last. This reader follows the grammar (SPARQL 1.1 Query Language, section 19.8, with the triple terms
of 1.2) token by token, so that it stops at the first that fits nowhere. It takes a little more than the grammar has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import Final

from practicegraph.engine.tokens import Token, terminals

QUERY: Final = "query"
UPDATE: Final = "update"

_RULES: Final = """
query        = prologue ( select | construct | describe | ask ) [ values ]
prologue     = { BASE iriref | PREFIX prefix iriref | VERSION string }
select       = columns { dataset } where modifiers
columns      = SELECT [ DISTINCT | REDUCED ] ( "*" | column { column } )
column       = var | "(" expression AS var ")"
subselect    = columns where modifiers [ values ]
construct    = CONSTRUCT ( template { dataset } where modifiers | { dataset } WHERE template modifiers )
template     = "{" [ triples ] "}"
describe     = DESCRIBE ( "*" | name { name } ) { dataset } [ where ] modifiers
ask          = ASK { dataset } where modifiers
dataset      = FROM [ NAMED ] iri
where        = [ WHERE ] group
modifiers    = [ GROUP BY key { key } ] [ HAVING condition { condition } ] [ ORDER BY order { order } ] [ slice ]
slice        = LIMIT integer [ OFFSET integer ] | OFFSET integer [ LIMIT integer ]
key          = builtin | iri arguments | "(" expression [ AS var ] ")" | var
order        = ( ASC | DESC ) brackets | condition | var
condition    = brackets | builtin | iri arguments
values       = VALUES rows
rows         = var "{" { value } "}" | "(" { var } ")" "{" { "(" { value } ")" } "}"
value        = iri | literal | UNDEF | term12

group        = "{" ( subselect | body ) "}"
body         = [ triples ] { clause [ "." ] [ triples ] }
clause       = group { UNION group } | OPTIONAL group | MINUS group | GRAPH name group | FILTER condition
             | BIND "(" expression AS var ")" | VALUES rows | LATERAL group
triples      = subject [ "." [ triples ] ]
subject      = term properties | "<<" reified ">>" [ properties ]
             | "[" ( "]" properties | properties "]" [ properties ] )
             | "(" ( ")" properties | node { node } ")" [ properties ] )
properties   = verb objects { ";" [ verb objects ] }
objects      = object { "," object }
object       = node { note }
note         = "~" [ name | blank ] | "{|" properties "|}"
node         = term | "[" ( "]" | properties "]" ) | "(" ( ")" | node { node } ")" ) | "<<" reified ">>"
term         = var | iri | literal | blank | term12
term12       = "<<(" node verb node ")>>"
reified      = node verb node [ "~" [ name | blank ] ]
verb         = var | path
path         = steps { either steps }
either       = "|"
steps        = step { then step }
then         = "/"
step         = [ "^" ] primary [ times ]
times        = "?" | "*" | "+"
primary      = iri | a | "!" negated | "(" path ")"
negated      = reverse | "(" [ reverse { "|" reverse } ] ")"
reverse      = [ "^" ] ( iri | a )
name         = var | iri
iri          = iriref | prefixed
literal      = string [ kind ] | [ "+" | "-" ] number | TRUE | FALSE
kind         = language [ "-" "-" ( LTR | RTL ) ] | "^^" iri

expression   = every { or every }
every        = compared { and compared }
compared     = sum [ comparison sum | IN list | NOT IN list ]
sum          = product { sign product }
product      = unary { factor unary }
or           = "||"
and          = "&&"
comparison   = "=" | "!=" | "<" | ">" | "<=" | ">="
sign         = "+" | "-"
factor       = "*" | "/"
unary        = { "!" } [ "+" | "-" ] operand
operand      = brackets | builtin | iri [ arguments ] | string [ kind ] | number | TRUE | FALSE
             | var | term12
brackets     = "(" expression ")"
list         = "(" [ expression { "," expression } ] ")"
arguments    = "(" [ DISTINCT ] [ expression { "," expression } ] ")"
builtin      = none "(" ")" | one brackets | two "(" expression "," expression ")"
             | three "(" expression "," expression "," expression ")"
             | ( SUBSTR | REGEX ) "(" expression "," expression [ "," expression ] ")"
             | REPLACE "(" expression "," expression "," expression [ "," expression ] ")"
             | ( CONCAT | COALESCE ) list | BNODE "(" [ expression ] ")" | BOUND "(" var ")"
             | [ NOT ] EXISTS group | COUNT "(" [ DISTINCT ] ( "*" | expression ) ")"
             | ( SUM | MIN | MAX | AVG | SAMPLE ) "(" [ DISTINCT ] expression ")"
             | GROUP_CONCAT "(" [ DISTINCT ] expression [ ";" SEPARATOR "=" string ] ")"
none         = RAND | NOW | UUID | STRUUID
one          = STR | LANG | DATATYPE | IRI | URI | ABS | CEIL | FLOOR | ROUND | STRLEN | UCASE | LCASE
             | ENCODE_FOR_URI | YEAR | MONTH | DAY | HOURS | MINUTES | SECONDS | TIMEZONE | TZ | MD5 | SHA1
             | SHA256 | SHA384 | SHA512 | ISIRI | ISURI | ISBLANK | ISLITERAL | ISNUMERIC | ISTRIPLE | SUBJECT
             | PREDICATE | OBJECT | LANGDIR | HASLANG | HASLANGDIR
two          = LANGMATCHES | CONTAINS | STRSTARTS | STRENDS | STRBEFORE | STRAFTER | STRLANG | STRDT | SAMETERM
             | ADJUST
three        = IF | TRIPLE | STRLANGDIR

update       = prologue [ operation [ ";" update ] ]
operation    = LOAD [ SILENT ] iri [ INTO GRAPH iri ] | ( CLEAR | DROP ) [ SILENT ] graphs
             | CREATE [ SILENT ] GRAPH iri | ( ADD | MOVE | COPY ) [ SILENT ] graph TO graph
             | INSERT ( DATA quads | quads pattern ) | DELETE ( DATA quads | WHERE quads | change pattern )
             | WITH iri ( DELETE change | INSERT quads ) pattern
graphs       = GRAPH iri | DEFAULT | NAMED | ALL
graph        = DEFAULT | [ GRAPH ] iri
change       = quads [ INSERT quads ]
pattern      = { USING [ NAMED ] iri } WHERE group
quads        = "{" [ triples ] { GRAPH name "{" [ triples ] "}" [ "." ] [ triples ] } "}"
"""
"""The grammar: ``[ ]`` may be left out, ``{ }`` may be left out or repeated; words in capitals are keywords."""

_LABELS: Final = {
    "var": "a variable",
    "iri": "an IRI",
    "iriref": "an IRI in < >",
    "prefix": "a prefix with its colon",
    "name": "a variable or an IRI",
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "language": "a language",
    "blank": "a blank node",
    "expression": "an expression",
    "operand": "an expression",
    "verb": "a property",
    "primary": "a property",
    "node": "a value",
    "value": "a value",
    "subject": "a triple pattern",
    "clause": "a clause such as FILTER or OPTIONAL",
    "condition": "a condition in brackets",
    "or": "an operator",
    "and": "an operator",
    "comparison": "an operator",
    "sign": "an operator",
    "factor": "an operator",
    "end": "the end",
    "prologue": "",
    "kind": "",
    "times": "",
    "then": "",
    "either": "",
    "note": "",
}
"""What stands for a part of the grammar in messages, in English; nothing for what few would write there."""

_OTHER_KINDS: Final = {"variable": "var", "iri": "iriref"}
_WORD: Final = re.compile(r'"[^"]+"|\w+|[|=\[\](){}]')


@dataclass(frozen=True, slots=True)
class Unexpected:
    """The first token that fits nowhere (``None`` at the end), what would fit, and the keywords among these."""

    token: Token | None
    expected: tuple[str, ...]
    keywords: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Node:
    """A part of the grammar: ``token``, ``rule``, ``sequence``, ``choice``, ``option`` or ``repetition``."""

    kind: str
    name: str = ""
    parts: tuple[_Node, ...] = ()


def first_unexpected(text: str, start: str = QUERY) -> Unexpected | None:
    """Return where ``text`` leaves the grammar of a ``start`` symbol, ``None`` if it does not."""
    end = _Node("token", "end")
    found: Iterator[Token | None] = chain(terminals(text), [None])
    token = next(found)
    kinds = _kinds(token)
    stack, tried = [end, _Node("rule", start)], list[_Node]()
    while True:
        node = stack.pop()
        if kinds & _first(node):
            if node == end:
                return None
            if node.kind == "token":
                tried.clear()
                token = next(found)
                kinds = _kinds(token)
            else:
                stack += reversed(_chosen(node, kinds))
            continue
        tried.append(node)
        if not _may_be_empty(node):
            names = chain.from_iterable(map(_first, tried))
            labels = dict.fromkeys(label for each in tried for label in _labels(each) if label)
            return Unexpected(token, tuple(labels), frozenset(filter(str.isupper, names)))


def _chosen(node: _Node, kinds: frozenset[str]) -> Sequence[_Node]:
    """Return what to read for a part that may begin with a token."""
    match node.kind:
        case "rule":
            return (_rules()[node.name],)
        case "choice":
            return (next(part for part in node.parts if kinds & _first(part)),)
        case "repetition":
            return (*node.parts, node)
    return node.parts


def _kinds(token: Token | None) -> frozenset[str]:
    """Return what a token is to the grammar."""
    if token is None:
        return frozenset({"end"})
    text = token.text
    match token.kind:
        case "word":
            found = {"a" if text == "a" else text.upper()}
        case "name":
            found = {"blank"} if text.startswith("_:") else {"prefixed", *(("prefix",) * text.endswith(":"))}
        case "number":
            found = {"number", *(("integer",) * text.isdigit())}
        case "operator":
            found = {f'"{text}"'}
        case kind:
            found = {_OTHER_KINDS.get(kind, kind)}
    return frozenset(found)


def _labels(node: _Node) -> list[str]:
    """Return what a part may begin with, in words."""
    if node.name in _LABELS:
        return [_LABELS[node.name]]
    if node.kind == "token":
        return [node.name]
    if node.kind == "rule":
        return _labels(_rules()[node.name])
    found: list[str] = []
    for part in node.parts:
        found += _labels(part)
        if node.kind != "choice" and not _may_be_empty(part):
            break
    return found


@cache
def _first(node: _Node) -> frozenset[str]:
    """Return the kinds of token that a part may begin with."""
    if node.kind == "token":
        return frozenset({node.name})
    if node.kind == "rule":
        return _first(_rules()[node.name])
    found: frozenset[str] = frozenset()
    for part in node.parts:
        found |= _first(part)
        if node.kind != "choice" and not _may_be_empty(part):
            break
    return found


@cache
def _may_be_empty(node: _Node) -> bool:
    match node.kind:
        case "token":
            return False
        case "rule":
            return _may_be_empty(_rules()[node.name])
        case "choice":
            return any(map(_may_be_empty, node.parts))
        case "sequence":
            return all(map(_may_be_empty, node.parts))
    return True


@lru_cache(maxsize=1)
def _rules() -> Mapping[str, _Node]:
    """Return each rule of the grammar by its name."""
    words = _WORD.findall(_RULES)
    begins = [index for index, (_, sign) in enumerate(pairwise(words)) if sign == "="]
    names = {words[index] for index in begins}
    edges = [*begins, len(words)]
    return {
        words[begin]: _choice(iter([*words[begin + 2 : edges[number + 1]], ")"]), names)
        for number, begin in enumerate(begins)
    }


def _choice(words: Iterator[str], names: set[str]) -> _Node:
    """Read up to the closing bracket."""
    branches: list[list[_Node]] = [[]]
    for word in words:
        match word:
            case ")" | "]" | "}":
                break
            case "|":
                branches.append([])
            case "(":
                branches[-1].append(_choice(words, names))
            case "[":
                branches[-1].append(_Node("option", parts=(_choice(words, names),)))
            case "{":
                branches[-1].append(_Node("repetition", parts=(_choice(words, names),)))
            case _:
                branches[-1].append(_Node("rule" if word in names else "token", word))
    parts = [branch[0] if len(branch) == 1 else _Node("sequence", parts=tuple(branch)) for branch in branches]
    return parts[0] if len(parts) == 1 else _Node("choice", parts=tuple(parts))
