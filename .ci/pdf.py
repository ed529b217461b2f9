"""Compares the text of a PDF with what `papier show` prints, and walks its tags and its pages as PDF/UA-1 wants them: the checks of the Matterhorn
protocol that a machine can do on such a document.

usage: pdf.py NAME LANG SHOW.json TEXT OBJECTS.json      (TEXT from pdftotext -bbox, OBJECTS from qpdf --json with decoded streams)
"""
import base64
import collections
import json
import re
import sys

name, lang, show, text, objects = sys.argv[1:]
faults = []


def expect(holds, words):
    if not holds:
        faults.append(words)


# Every figure that `show` prints, as often as `show` prints it. The reader gives words with their boxes and knows no narrow space: the parts of
# a figure are closer to each other than any two cells.
HELD_WITHIN = 3.4  # points

shown = collections.Counter()
for table in json.load(open(show, encoding="utf-8"))["tables"]:
    cells = [cell for row in table["rows"] for cell in row["cells"]]
    for cell in cells + ([table["share"]] if "share" in table else []):
        if cell["value"] is not None:
            shown["".join(cell["text"].split())] += 1
printed = collections.Counter()
figure, end, line = "", 0.0, 0.0
for left, top, right, word in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)</word>', open(text, encoding="utf-8").read()):
    if re.search(r"\d$", figure) and abs(float(top) - line) < 3 and 0 <= float(left) - end < HELD_WITHIN and re.match(r"[\d%]", word):
        figure += word
    else:
        printed[figure] += 1
        figure = word
    end, line = float(right), float(top)
printed[figure] += 1
for figure, count in shown.items():
    expect(printed[figure] >= count, f"{figure} stands {printed[figure]} times, {count} in show")

parts = json.load(open(objects, encoding="utf-8"))["qpdf"][1]


def get(value):
    """What a reference stands for."""
    while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
        entry = parts[f"obj:{value}"]
        value = entry["value"] if "value" in entry else entry["stream"]["dict"]
    return value


def words(value):
    value = get(value)
    return value[2:] if isinstance(value, str) and value.startswith("u:") else None


root = get(get(parts["trailer"]["value"]["/Root"]))
expect(get(root.get("/MarkInfo", {})).get("/Marked") is True, "the document is not marked as tagged")
expect((words(root.get("/Lang")) or "").lower().startswith(lang), f"the language is {root.get('/Lang')}")
expect(get(root.get("/ViewerPreferences", {})).get("/DisplayDocTitle") is True, "the title is not what the window of a reader shows")
expect(get(root.get("/MarkInfo", {})).get("/Suspects") is not True, "the tags are said to be suspect")
expect("/Outlines" in root, "there are no bookmarks")
expect("/Encrypt" not in parts["trailer"]["value"], "the document is encrypted")
metadata = parts[f"obj:{root['/Metadata']}"]["stream"]
xmp = base64.b64decode(metadata["data"]).decode("utf-8")
expect(re.search(r"pdfuaid:part[>=\"' ]+1", xmp), "the metadata do not say PDF/UA-1")
expect(re.search(r"<dc:title>.*?<rdf:li[^>]*>[^<]+</rdf:li>", xmp, re.S), "the metadata have no title")

STANDARD = set("Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead "
               "TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu Figure Formula Form".split())
tree = get(root["/StructTreeRoot"])
roles = {key: get(value) for key, value in get(tree.get("/RoleMap", {})).items()}
count = collections.Counter()
headings = []


def role_of(node):
    role = node["/S"]
    seen = set()
    while role[1:] not in STANDARD and role in roles and role not in seen:
        seen.add(role)
        role = roles[role]
    return role[1:]


def kids(node):
    children = get(node.get("/K", []))
    return [get(child) for child in (children if isinstance(children, list) else [children])]


def attributes(node):
    own = get(node.get("/A", {}))
    merged = {}
    for entry in own if isinstance(own, list) else [own]:
        entry = get(entry)
        if isinstance(entry, dict):
            merged.update(entry)
    return merged


def marks_of(node, page):
    """The pieces of content and the annotations that a node of the tree holds itself."""
    kids_of = get(node.get("/K", []))
    for kid in kids_of if isinstance(kids_of, list) else [kids_of]:
        value = get(kid)
        if isinstance(value, int):
            yield page, value
        elif isinstance(value, dict) and value.get("/Type") == "/MCR":
            yield value.get("/Pg", page), value["/MCID"]
        elif isinstance(value, dict) and value.get("/Type") == "/OBJR":
            yield "annotation", value["/Obj"]


def spans_of(cell):
    """How many columns and rows a cell covers."""
    return [int(attributes(cell).get(name, 1)) for name in ("/ColSpan", "/RowSpan")]


def check_table(table):
    """A table whose rows have as many columns as each other, with spans."""
    rows = []

    def gather(node):
        for child in kids(node):
            if isinstance(child, dict) and "/S" in child:
                rows.append(child) if role_of(child) == "TR" else gather(child)

    gather(table)
    covered, widths = collections.Counter(), []
    for rank, row in enumerate(rows):
        column = 0
        for cell in kids(row):
            if not isinstance(cell, dict) or "/S" not in cell:
                continue
            columns, lines = spans_of(cell)
            while covered[rank, column]:
                column += 1
            for line in range(lines):
                for offset in range(columns):
                    expect(not covered[rank + line, column + offset], "two cells of a table cover the same place")
                    covered[rank + line, column + offset] += 1
        widths.append(sum(1 for (line, _), times in covered.items() if line == rank and times))
    expect(len(set(widths)) == 1, f"a table has rows of {sorted(set(widths))} columns")
    expect(all(line < len(rows) for line, _ in covered), "a cell spans beyond its table")


tagged = collections.Counter()


def walk(node, above, page=None):
    if not isinstance(node, dict) or "/S" not in node:
        return
    role = role_of(node)
    page = node.get("/Pg", page)
    for mark in marks_of(node, page):
        tagged[mark] += 1
    if role == "Table":
        check_table(node)
    count[role] += 1
    expect(role in STANDARD, f"{role} is no role of the standard")
    parent = above[-1] if above else ""
    if re.fullmatch(r"H[1-6]", role):
        headings.append(int(role[1]))
    if role == "Figure":
        expect(words(node.get("/Alt")) or words(node.get("/ActualText")), "a figure has no alternative text")
    if role == "Link":
        expect(above and ("TOCI" in above or "P" in above or parent), "a link stands nowhere")
    if role == "TH":
        expect(attributes(node).get("/Scope") in ("/Row", "/Column", "/Both"), "a heading cell has no scope")
    wanted = {"TR": ("Table", "THead", "TBody", "TFoot"), "TH": ("TR",), "TD": ("TR",), "LI": ("L",), "LBody": ("LI",), "Lbl": ("LI", "TOCI", "Note"),
              "TOCI": ("TOC",), "THead": ("Table",), "TBody": ("Table",)}.get(role)
    expect(wanted is None or parent in wanted, f"{role} stands in {parent}")
    if role == "Link":
        expect(any(kind == "annotation" for kind, _ in marks_of(node, page)), "a link has no annotation")
    for child in kids(node):
        walk(child, above + [role], page)


for node in kids(tree):
    walk(node, [])

expect(headings and headings[0] == 1, f"the first heading is of level {headings[:1]}")
for before, after in zip(headings, headings[1:]):
    expect(after <= before + 1, f"a heading of level {after} follows one of level {before}")
tables = sum(1 for table in json.load(open(show, encoding="utf-8"))["tables"] if table["rows"])
expect(count["Table"] >= tables, f"{count['Table']} tables are tagged, show has {tables}")
expect(count["TH"] > count["Table"], "tables have no heading cells")
expect(set(headings) <= set(range(1, 7)), f"headings of levels {sorted(set(headings))}")


def stream(reference):
    """The decoded bytes of one or several streams."""
    value = reference if isinstance(reference, list) else get(reference) if isinstance(get(reference), list) else [reference]
    return b"\n".join(base64.b64decode(parts[f"obj:{one}"]["stream"]["data"]) for one in value)


TOKEN = re.compile(rb"""
    (?P<string>\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)) | (?P<hex><[0-9A-Fa-f\s]*>) | (?P<open><<) | (?P<close>>>)
    | (?P<name>/[^\s()<>\[\]{}/%]*) | (?P<word>[^\s()<>\[\]{}/%]+) | (?P<mark>[\[\]])""", re.X | re.S)
# What leaves ink on the page.
PAINTS = {b"Tj", b"TJ", b"'", b'"', b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh", b"Do", b"BI", b"EI"}


def check_content(page_name, page):
    """Each piece of ink is an artifact or in the tree of tags, by a number that is there once."""
    found, depth, operands = set(), [], []
    for token in TOKEN.finditer(stream(page["/Contents"])):
        kind, text = token.lastgroup, token.group()
        if kind != "word" or re.fullmatch(rb"[+-]?[\d.]+|true|false|null", text):
            operands.append(text)
            continue
        if text in (b"BMC", b"BDC"):
            number = re.search(rb"/MCID\s+(\d+)", b" ".join(operands))
            artifact = any(operand == b"/Artifact" for operand in operands)
            inside = depth and depth[-1] != "outside"
            expect(not (artifact and inside and depth[-1] == "tagged"), f"{page_name}: an artifact stands inside of tagged content")
            if number:
                expect(not inside, f"{page_name}: tagged content inside of other marked content")
                expect(int(number[1]) not in found, f"{page_name}: {number[1].decode()} marks two pieces of content")
                found.add(int(number[1]))
            depth.append("artifact" if artifact else "tagged" if number else depth[-1] if depth else "outside")
        elif text == b"EMC":
            expect(depth, f"{page_name}: marked content ends that did not begin")
            depth = depth[:-1]
        elif text in PAINTS:
            expect(depth and depth[-1] != "outside", f"{page_name}: {text.decode()} paints what is neither tagged nor an artifact")
        operands = []
    expect(not depth, f"{page_name}: marked content does not end")
    return found


def check_fonts():
    for value in parts.values():
        font = value.get("value")
        if not isinstance(font, dict) or font.get("/Type") != "/Font":
            continue
        if font.get("/Subtype") == "/Type0":
            expect("/ToUnicode" in font, "a font does not say what its glyphs are")
            mapped = re.findall(rb"<[0-9A-Fa-f]+>\s+<([0-9A-Fa-f]+)>", stream(font["/ToUnicode"]) if "/ToUnicode" in font else b"")
            expect(mapped and not {b"0000", b"FEFF", b"FFFE", b"feff", b"fffe"} & set(mapped), "a glyph stands for no character")
        elif font.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2"):
            descriptor = get(font["/FontDescriptor"])
            expect({"/FontFile2", "/FontFile3"} & set(descriptor), "a font is not in the document")


pages = {key[4:]: value["value"] for key, value in parts.items() if isinstance(value.get("value"), dict) and value["value"].get("/Type") == "/Page"}
for reference, page in pages.items():
    marks = check_content(f"page {reference}", page)
    expect(not marks or "/StructParents" in page, f"page {reference} does not lead to the tags")
    inside = {number for (where, number), _ in tagged.items() if where == reference}
    expect(marks == inside, f"page {reference}: {sorted(marks ^ inside)} are marked in the page or in the tree alone")
    annotations = get(page.get("/Annots", []))
    expect(not annotations or page.get("/Tabs") == "/S", "a page with links does not say that its order is that of the tags")
    for annotation in annotations:
        expect(tagged["annotation", annotation] == 1, f"page {reference}: a link is not in the tree")
        expect("/StructParent" in get(annotation) and words(get(annotation).get("/Contents")), f"page {reference}: a link does not say where it leads")
expect(pages and max(tagged.values(), default=0) == 1, "a piece of content stands twice in the tree")
check_fonts()

if faults:
    sys.exit(f"{name}: " + f"\n{name}: ".join(sorted(set(faults))))
summary = ", ".join(f"{count[role]} {role}" for role in ("H1", "H2", "H3", "H4", "Table", "TH", "TD", "L", "Figure", "TOCI"))
print(f"{name}: {sum(shown.values())} figures as in show; {summary}")
