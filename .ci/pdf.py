"""Compares the text of a PDF with what `papier show` prints, and walks its tags as PDF/UA-1 wants them (the Matterhorn protocol's machine checks).

usage: pdf.py NAME LANG SHOW.json TEXT OBJECTS.json      (TEXT from pdftotext -bbox, OBJECTS from qpdf --json)
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
expect("/Outlines" in root, "there are no bookmarks")
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


def walk(node, above):
    if not isinstance(node, dict) or "/S" not in node:
        return
    role = role_of(node)
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
    for child in kids(node):
        walk(child, above + [role])


for node in kids(tree):
    walk(node, [])

expect(headings and headings[0] == 1, f"the first heading is of level {headings[:1]}")
for before, after in zip(headings, headings[1:]):
    expect(after <= before + 1, f"a heading of level {after} follows one of level {before}")
tables = len(json.load(open(show, encoding="utf-8"))["tables"])
expect(count["Table"] >= tables, f"{count['Table']} tables are tagged, show has {tables}")
expect(count["TH"] > count["Table"], "tables have no heading cells")
for value in parts.values():
    page = value.get("value")
    if isinstance(page, dict) and page.get("/Type") == "/Page" and "/Annots" in page:
        expect(page.get("/Tabs") == "/S", "a page with links does not say that its order is that of the tags")
    if isinstance(page, dict) and page.get("/Type") == "/Font" and page.get("/Subtype") == "/Type0":
        expect("/ToUnicode" in page, "a font does not say what its glyphs are")

if faults:
    sys.exit(f"{name}: " + f"\n{name}: ".join(sorted(set(faults))))
summary = ", ".join(f"{count[role]} {role}" for role in ("H1", "H2", "H3", "H4", "Table", "TH", "TD", "L", "Figure", "TOCI"))
print(f"{name}: {sum(shown.values())} figures as in show; {summary}")
