"""Forms of a web page that somebody has filled in: each field as its label with its value.

A form to fill in is furniture; one that holds what was written into it is a record. The values stand in attributes
and in elements that readers of text pass over (HTML Living Standard, 4.10).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from practicegraph.reading.boilerplate import Action, Boilerplate
from practicegraph.reading.html_nodes import nodes, outwards
from practicegraph.reading.layout import clean
from practicegraph.reading.lines import bullet

_CONTROLS: Final = "input, textarea, select"
_STATES: Final = "[role='checkbox'][aria-checked], [role='radio'][aria-checked]"
_TEXTS: Final = frozenset(
    {"", "text", "url", "tel", "email", "number", "date", "month", "week", "time", "datetime-local"}
)
_TICKS: Final = frozenset({"checkbox", "radio"})
_ASKS: Final = ("name", "placeholder", "title", "aria-label")
"""What says what is to be written into a field, some put it there."""
_FILLED: Final = 3
_WRITTEN: Final = 2
"""Fields with a value, and those of them that somebody wrote into, that make a form a record."""
_MOST: Final = 2_000
"""Fields that are looked at."""
_GROUPS: Final = frozenset({"fieldset", "td", "th", "dd"})
_CELLS: Final = frozenset({"td", "th", "dd"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend", "summary", "dt", "th"})
_INLINE: Final = frozenset({"b", "strong", "span", "em", "i", "label"})
_TICKED: Final = "☒"
_OPEN: Final = "☐"


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a form, and the lines of its value."""

    control: LexborNode
    lines: tuple[str, ...]
    written: bool = False


def show_values(page: LexborHTMLParser, boilerplate: Boilerplate) -> None:
    """Write the values of forms that are filled in where their fields stand. The page is changed."""
    _write_states(page)
    controls = page.css(_CONTROLS)
    if not _WRITTEN <= len(controls) <= _MOST:
        return
    labels = {node.attributes.get("for") or "": node for node in page.css("label[for]")}
    named = {node.attributes.get("id") or "": node for node in page.css("[id]")}
    for form, inside in _forms(controls):
        fields = [field for control in inside if (field := _text_field(control)) is not None]
        ticks = [control for control in inside if _kind(control) in _TICKS]
        if not _is_record(fields, ticks) or _is_furniture(form, boilerplate):
            continue
        _drop_help(form, inside, named, boilerplate)
        for control, choice in [(control, _is_choice(control)) for control in ticks]:
            _write_tick(control, labels, choice=choice)
        for field in fields:
            _write(page, field, labels, named)
        if form is not None:
            form.unwrap()


def _write_states(page: LexborHTMLParser) -> None:
    """Write a box before each element that is said to be an option to tick."""
    options = page.css(_STATES)[:_MOST]
    if any(node.attributes.get("aria-checked") == "true" for node in options):
        for node in options:
            node.insert_before(f" {_TICKED if node.attributes.get('aria-checked') == 'true' else _OPEN} ")


def _forms(controls: Sequence[LexborNode]) -> list[tuple[LexborNode | None, list[LexborNode]]]:
    """Return the forms with the fields of each; those outside of forms are together."""
    forms: dict[int, tuple[LexborNode | None, list[LexborNode]]] = {}
    for control in controls:
        form = next((node for node in outwards(control) if node.tag == "form"), None)
        forms.setdefault(form.mem_id if form is not None else 0, (form, []))[1].append(control)
    return list(forms.values())


def _is_record(fields: Sequence[_Field], ticks: Sequence[LexborNode]) -> bool:
    """Tell whether a form holds what somebody wrote, or shows choices that nobody can change."""
    ticked = sum("checked" in control.attributes for control in ticks)
    if len(fields) + ticked >= _FILLED and sum(field.written for field in fields) >= _WRITTEN:
        return True
    return ticked > 0 and not fields and all("disabled" in control.attributes for control in ticks)


def _is_furniture(form: LexborNode | None, boilerplate: Boilerplate) -> bool:
    return form is not None and Action.DROP in boilerplate.actions("div", form.attributes)


def _kind(control: LexborNode) -> str:
    return (control.attributes.get("type") or "").casefold() if control.tag == "input" else str(control.tag)


def _text_field(control: LexborNode) -> _Field | None:
    """Return a field with the text that was written into it or chosen, ``None`` for one without."""
    kind = _kind(control)
    if kind == "select":
        chosen = [option.text() for option in control.css("option") if "selected" in option.attributes]
        lines = tuple(line for text in chosen if any(map(str.isalnum, line := clean(text))))
        return _Field(control, lines) if lines else None
    if kind != "textarea" and kind not in _TEXTS:
        return None
    text = clean(control.text() if kind == "textarea" else control.attributes.get("value") or "")
    asked = {clean(control.attributes.get(name) or "").casefold() for name in _ASKS}
    return (
        _Field(control, tuple(text.split("\n")), written=True)
        if text and text.casefold() not in asked
        else None
    )


def _drop_help(
    form: LexborNode | None,
    controls: Sequence[LexborNode],
    named: Mapping[str, LexborNode],
    boilerplate: Boilerplate,
) -> None:
    """Take out what tells how to fill a field in."""
    told = {
        name for control in controls for name in (control.attributes.get("aria-describedby") or "").split()
    }
    around = [] if form is None else form.css("small, p, div, span")
    helps = [node for node in around if Action.HELP in boilerplate.actions("", node.attributes)]
    for node in [*(named[name] for name in sorted(told & named.keys())), *helps]:
        if node.css_first(_CONTROLS) is None and node.parent is not None:
            node.decompose()


def _write_tick(control: LexborNode, labels: Mapping[str, LexborNode], *, choice: bool) -> None:
    """Write a box before an option; one that is no choice among others says nothing of a practice."""
    if choice:
        control.replace_with(f" {_TICKED if 'checked' in control.attributes else _OPEN} ")
        return
    around = next((node for node in outwards(control) if node.tag == "label"), None)
    label = labels.get(control.attributes.get("id") or "")
    control.decompose() if around is None else around.decompose()
    if label is not None and around is None and label.parent is not None:
        label.decompose()


def _is_choice(control: LexborNode) -> bool:
    """Tell whether an option stands among others, apart from fields of other kinds."""
    for node in outwards(control):
        inside = [_kind(other) for other in node.css(_CONTROLS)]
        if node.tag in _GROUPS or (len(inside) > 1 and _TICKS.issuperset(inside)):
            return True
        if not _TICKS.issuperset(inside):
            return False
    return False


def _write(
    page: LexborHTMLParser, field: _Field, labels: Mapping[str, LexborNode], named: Mapping[str, LexborNode]
) -> None:
    """Write the value of a field where it stands, as the value of its label unless that stands where labels do."""
    control = field.control
    around = list(outwards(control))
    own = next((node for node in around if node.tag == "label"), None)
    label = _label(control, labels, named) or own
    said = clean(control.attributes.get("aria-label") or "")
    placed = any(node.tag in _CELLS for node in around)
    if placed or (label is None and not said) or (label is not None and label.tag in _HEADINGS):
        for node in _values(page, field.lines):
            control.insert_before(node)
        control.decompose()
        return
    words = clean(_without(label, control) if label is not None else said)
    terms, term, value = (page.create_node(tag) for tag in ("dl", "dt", "dd"))
    term.insert_child(" ".join(words.split("\n")))
    for node in _values(page, field.lines):
        value.insert_child(node)
    terms.insert_child(term)
    terms.insert_child(value)
    _drop_marks(control)
    (control if own is None else own).insert_before(terms)
    control.decompose()
    if label is not None:
        label.decompose()


def _without(label: LexborNode, control: LexborNode) -> str:
    """Return the text of a label without that of the field in it."""
    return "".join(_text(node) for node in nodes(label) if node.mem_id != control.mem_id)


def _label(
    control: LexborNode, labels: Mapping[str, LexborNode], named: Mapping[str, LexborNode]
) -> LexborNode | None:
    """Return the element that names a field, as markup says or as it stands before it."""
    for name in (control.attributes.get("aria-labelledby") or "").split():
        if name in named:
            return named[name]
    label = labels.get(control.attributes.get("id") or "")
    if label is not None and label.parent is not None:
        return label
    before = control.prev
    while before is not None and (before.tag == "br" or not clean(_text(before))):
        before = before.prev
    labelled = before is not None and before.tag in _INLINE and clean(_text(before))
    return before if labelled and before is not None and before.css_first(_CONTROLS) is None else None


def _drop_marks(control: LexborNode) -> None:
    """Take out the signs between a field and its label: a colon, an asterisk."""
    before = control.prev
    while before is not None and before.is_text_node and not any(map(str.isalnum, _text(before))):
        earlier = before.prev
        before.decompose()
        before = earlier


def _text(node: LexborNode) -> str:
    return (node.text_content or "") if node.is_text_node else node.text()


def _values(page: LexborHTMLParser, lines: Sequence[str]) -> Iterator[LexborNode]:
    """Yield the lines of a value as paragraphs and lists."""
    items: LexborNode | None = None
    for line in lines:
        mark = bullet(line)
        node = page.create_node("li" if mark else "p")
        node.insert_child(line[mark:])
        if not mark:
            if items is not None:
                yield items
            items = None
            yield node
            continue
        items = items or page.create_node("ul")
        items.insert_child(node)
    if items is not None:
        yield items
