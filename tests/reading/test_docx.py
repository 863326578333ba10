"""Word-processor documents, made by python-docx and by hand where it cannot."""

from __future__ import annotations

import io

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from practicegraph.reading.blocks import Document
from practicegraph.reading.docx import read_docx


def read(word: WordDocument) -> Document:
    data = io.BytesIO()
    word.save(data)
    document = read_docx(data.getvalue(), name="a.docx")
    assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
    return document


def shape(document: Document) -> list[tuple[object, ...]]:
    return [
        (block.kind.value, block.level, block.row, block.column, block.number, block.text)
        for block in document.blocks
    ]


def test_styles_give_headings_and_lists() -> None:
    word = docx.Document()
    word.add_paragraph("Evenings", style="Title")
    word.add_heading("Goals", 2)
    paragraph = word.add_paragraph("One line")
    paragraph.add_run().add_break()
    paragraph.add_run("and the next")
    word.add_paragraph().add_run("In short").bold = True
    word.add_paragraph("tea", style="List Number")
    word.add_paragraph("talk", style="List Number")
    word.add_paragraph("song", style="List Bullet")
    word.sections[0].header.paragraphs[0].text = "A running head"
    assert shape(read(word)) == [
        ("heading", 1, None, None, None, "Evenings"),
        ("heading", 2, None, None, None, "Goals"),
        ("paragraph", 0, None, None, None, "One line"),
        ("paragraph", 0, None, None, None, "and the next"),
        ("heading", 0, None, None, None, "In short"),
        ("listItem", 1, None, None, 1, "tea"),
        ("listItem", 1, None, None, 2, "talk"),
        ("listItem", 1, None, None, None, "song"),
    ]


def test_the_day_a_file_was_made_is_no_day_of_publication() -> None:
    word = docx.Document()
    word.add_paragraph("Evenings")
    word.core_properties.title = "Evenings with tea"

    metadata = read(word).metadata

    assert metadata["title"] == "Evenings with tea"
    assert "published" not in metadata


def test_tables_have_each_merged_cell_once() -> None:
    word = docx.Document()
    table = word.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Country"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Bulgaria"
    table.cell(1, 1).text = "Sweden"
    table.cell(1, 2).text = "Spain"
    table.cell(2, 0).text = "Goals"
    table.cell(2, 1).text = "One"
    table.cell(2, 1).add_paragraph("Two")
    assert shape(read(word)) == [
        ("tableCell", 0, 0, 0, None, "Country"),
        ("tableCell", 0, 0, 1, None, "Bulgaria"),
        ("tableCell", 0, 1, 1, None, "Sweden"),
        ("tableCell", 0, 1, 2, None, "Spain"),
        ("tableCell", 0, 2, 0, None, "Goals"),
        ("tableCell", 0, 2, 1, None, "One"),
        ("tableCell", 0, 2, 1, None, "Two"),
    ]


def test_a_tab_separates_a_key_from_its_value() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Country")
    paragraph.add_run().add_tab()
    paragraph.add_run("Bulgaria")
    assert shape(read(word)) == [
        ("tableCell", 0, 0, 0, None, "Country"),
        ("tableCell", 0, 0, 1, None, "Bulgaria"),
    ]


def test_changes_controls_boxes_and_links() -> None:
    names = nsdecls("w", "r")
    word = docx.Document()
    body = word.element.body
    address = word.part.relate_to("https://example.org/a", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    office = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    text = "<w:p><w:r><w:t>In a box</w:t></w:r></w:p>"
    for xml in (
        f"<w:sdt {names}><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        f"""<w:p {names}><w:r><w:t xml:space="preserve">Was </w:t></w:r>
        <w:ins w:id="1" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins>
        <w:del w:id="2" w:author="x"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>""",
        f'<w:p {names}><w:hyperlink r:id="{address}"><w:r><w:t>the site</w:t></w:r></w:hyperlink></w:p>',
        f"""<w:p {names} xmlns:mc="{compatibility}" xmlns:wps="{office}"><w:r><mc:AlternateContent>
        <mc:Choice Requires="wps"><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx></mc:Choice>
        <mc:Fallback>{text}</mc:Fallback></mc:AlternateContent></w:r></w:p>""",
    ):
        body.insert(len(body) - 1, parse_xml(xml))
    texts = [block.text for block in read(word).blocks]
    assert texts == ["In a control", "Was new", "the site", "In a box", "↗", "https://example.org/a"]


def test_a_table_of_contents_is_no_content() -> None:
    word = docx.Document()
    word.styles.add_style("toc 1", 1)
    word.add_paragraph("Goals 3", style="toc 1")
    word.add_paragraph("Goals", style="Heading 1")
    assert [block.text for block in read(word).blocks] == ["Goals"]


def test_each_language_version_says_its_language() -> None:
    word = docx.Document()
    run = word.add_paragraph().add_run("Kvällar")
    run._r.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="sv-SE"/>'))
    assert read(word).blocks[0].language == "sv-SE"


def test_ticked_boxes_are_told_from_empty_ones() -> None:
    word = docx.Document()
    tick = '<w:r {}><w:sym w:font="Wingdings" w:char="{}"/><w:t xml:space="preserve"> {} </w:t></w:r>'
    paragraph = word.add_paragraph()
    for code, option in (("F0FE", "Local"), ("F0A8", "National")):
        paragraph._p.append(parse_xml(tick.format(nsdecls("w"), code, option)))
    assert [block.text for block in read(word).blocks] == ["☒ Local ☐ National"]


def test_fields_of_forms_are_ticked_and_chosen() -> None:
    word = docx.Document()
    line = word.add_paragraph("Level:")
    fields = [
        "<w:checkBox><w:default w:val='1'/></w:checkBox>",
        "<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>",
        "<w:ddList><w:result w:val='1'/><w:listEntry w:val='Latvia'/><w:listEntry w:val='Estonia'/></w:ddList>",
    ]
    for field, text in zip(fields, (" local", " national ", ""), strict=True):
        begin = (
            f"<w:fldChar w:fldCharType='begin'><w:ffData><w:name w:val='f'/>{field}</w:ffData></w:fldChar>"
        )
        for part in (begin, "<w:instrText> FORM </w:instrText>", "<w:fldChar w:fldCharType='end'/>"):
            line._p.append(parse_xml(f"<w:r {nsdecls('w')}>{part}</w:r>"))
        line.add_run(text)
    assert read(word).text == "Level: ☒ local ☐ national Estonia\n"


def test_what_nobody_filled_in_and_what_is_struck_out_is_not_read() -> None:
    word = docx.Document()
    line = word.add_paragraph("Town: ")
    hint = (
        "<w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent>"
    )
    line._p.append(parse_xml(f"<w:sdt {nsdecls('w')}>{hint}</w:sdt>"))
    line.add_run("Riga").font.strike = True
    line.add_run("Tartu")
    assert read(word).text == "Town: Tartu\n"


def test_styles_set_type_in_bold() -> None:
    word = docx.Document()
    word.styles.add_style("Label", WD_STYLE_TYPE.CHARACTER).font.bold = True
    word.styles.add_style("Field", WD_STYLE_TYPE.PARAGRAPH).font.bold = True
    word.add_paragraph("Goals", style="Field")
    paragraph = word.add_paragraph()
    paragraph.add_run("Country", style="Label")
    paragraph.add_run(" Bulgaria")
    plain = word.add_paragraph(style="Field")
    plain.add_run("Not so").bold = False
    blocks = read(word).blocks
    assert [(block.kind.value, block.text, block.lead) for block in blocks] == [
        ("heading", "Goals", 0),
        ("paragraph", "Country Bulgaria", len("Country")),
        ("paragraph", "Not so", 0),
    ]


def test_what_is_set_in_another_type_than_a_label_stays_apart_from_it() -> None:
    word = docx.Document()
    table = word.add_table(rows=2, cols=2)
    table.cell(0, 0).paragraphs[0].add_run("Goals").bold = True
    table.cell(0, 0).add_paragraph().add_run("Please describe.").italic = True
    table.cell(0, 1).text = "Tea"
    table.cell(1, 0).text = "Number of"
    table.cell(1, 0).add_paragraph("participants")
    table.cell(1, 1).text = "40"
    assert [block.text for block in read(word).blocks] == [
        "Goals", "Please describe.", "Tea", "Number of participants", "40",
    ]  # fmt: skip
