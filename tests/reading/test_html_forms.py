"""Forms of web pages: what somebody filled in is a record, what is to be filled in is furniture."""

from __future__ import annotations

import pytest

from practicegraph.reading.html import read_html

VALUES = {"title": "Kitchen on wheels", "town": "Tartu", "text": "Two vans.\n- soup\n- bread"}


def rows(form: str) -> list[list[str]]:
    """Return the lines of a page with ``form`` below a heading, each cut at its tabs."""
    text = read_html(f"<main><h1>Record</h1><p>Filed.</p>{form}</main>".encode(), name="a.html").text
    return [line.split("\t") for line in text.splitlines() if line][2:]


FILLED = [["Title", "Kitchen on wheels"], ["Town", "Tartu"], ["Text", "Two vans."], ["- soup"], ["- bread"]]


@pytest.mark.parametrize(
    "field",
    [
        "<div><label for='{id}'>{label}</label>{control}</div>",
        "<p><label for='{id}'>{label}</label>: {control}</p>",
        "<p><label>{label} {control}</label></p>",
        "<p><b>{label}</b><br>{control}</p>",
        "<p id='l{id}'>{label}</p><div>{named}</div>",
        "<label for='{id}'>{label}</label>{control}<small class='form-text'>At most 200.</small>",
        "<label for='{id}'>{label}</label>{described}<div id=h{id}>At most 200.</div>",
        "<table><tr><th>{label}</th><td>{control}</td></tr></table>",
        "<dl><dt>{label}</dt><dd>{control}</dd></dl>",
    ],
)
def test_what_was_written_into_a_form_is_the_value_of_its_label(field: str) -> None:
    form = ""
    for name, text in VALUES.items():
        control = (
            f"<textarea id={name}>{text}</textarea>" if "\n" in text else f"<input id={name} value='{text}'>"
        )
        form += field.format(
            id=name,
            label=name.title(),
            control=control,
            named=control.replace(" id=", f" aria-labelledby=l{name} id="),
            described=control.replace(" id=", f" aria-describedby=h{name} id="),
        )
    shown = rows(f"<form>{form}<input type=hidden value=k1><input type=submit value=Send></form>")
    beside = all(len(row) > 1 for row in shown[:3])
    assert shown == (FILLED if beside else [[cell] for row in FILLED for cell in row])


@pytest.mark.parametrize(
    "form",
    [
        "<form><p><label>Name <input></label></p><p><label>Text <textarea></textarea></label></p></form>",
        "<form><input name=name value=Name><input name=mail value=Mail><textarea name=text>Text</textarea></form>",
        "<form><select><option>Any<option selected>Sweden</select><input name=q value=tea><input type=checkbox checked></form>",
        "<form class=login-form><input value=anna><input value=anna2><input value=anna3></form>",
    ],
)
def test_a_form_to_fill_in_is_furniture(form: str) -> None:
    assert rows(f"<p>{'A text about the work. ' * 9}</p>{form}") == [
        ["A text about the work. " * 8 + "A text about the work."]
    ]


def test_options_have_a_box_and_lists_their_choice() -> None:
    options = "".join(
        f"<div><input type=checkbox name=level[] id=o{at} {state}><label for=o{at}>{name}</label></div>"
        for at, (name, state) in enumerate([("Local", "checked"), ("National", ""), ("European", "checked")])
    )
    shown = rows(
        "<form><label>Title <input value='Soup'></label><label>Town <input value='Tartu'></label>"
        f"<fieldset><legend>Level</legend>{options}</fieldset>"
        "<label for=c>Country</label><select id=c><option>Latvia<option selected>Estonia</select>"
        "<p><label><input type=checkbox name=terms checked> I agree to the terms</label></p></form>"
    )
    assert shown == [
        ["Title", "Soup"], ["Town", "Tartu"], ["Level"], ["☒ Local"], ["☐ National"], ["☒ European"], ["Country", "Estonia"],
    ]  # fmt: skip


def test_options_that_nobody_can_change_keep_their_box() -> None:
    items = "<li><input type=checkbox disabled checked> Local</li><li><input type=checkbox disabled> National</li>"
    assert rows(f"<ul>{items}</ul>") == [["- ☒ Local"], ["- ☐ National"]]
    states = "<p><span role=checkbox aria-checked=true></span>Local</p><p><span role=checkbox aria-checked=false></span>National</p>"
    assert rows(states) == [["☒ Local"], ["☐ National"]]
    assert rows("<p><img alt='☑'>Local</p><p><img alt='☐'>National</p>") == [["☑ Local"], ["☐ National"]]


def test_text_struck_out_is_not_read() -> None:
    assert rows("<p>From <del>March</del> <s>April</s> May</p>") == [["From May"]]
