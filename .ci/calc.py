#!/usr/bin/python3
"""A bridge to LibreOffice for tests/calc: takes what is copied and exported elsewhere, copies what stands in its cells.

usage: calc.py LOCALE          (fr-FR, en-US), with Debian's python3 and python3-uno

One JSON request a line on standard input, one JSON answer a line on standard output:
  {"do": "take", "form": "html"|"text"|"csv", "data": "…"}   a sheet made of what another program copied or wrote; its cells
  {"do": "split", "data": "…", "delimiter": ","}   a sheet made of a file that is split so, formulas computed; its cells
  {"do": "fill", "rows": [[{"value": "7300000", "format": "# ##0"}, {"text": "…"}, {"formula": "=1+1"}, …]]}   a new sheet; its cells
  {"do": "copy"}      the clipboard forms of the cells of the last sheet: {"html": "…", "text": "…"}
  {"do": "export"}    the same cells as files: {"html": "…", "text": "…"}
  {"do": "open", "path": "…"}   a workbook, every formula computed anew; its sheets
  {"do": "type", "sheet": "…", "row": 0, "column": 0, "value": "8000000"}   a number typed in a cell of that workbook; its sheets
  {"do": "edit", "steps": [["insert", "sheet", 4], ["remove", "sheet", 4], ["rename", "sheet", "name"], ["formula", "sheet", 4, 2, "=1+1"],
     ["words", "sheet", 4, 2, "…"], ["value", "sheet", 4, 2, "0.689", "0,0%"], ["clear", "sheet", 4, 2], ["sort", "sheet", 4, 9, 6, 1]]}
     changes of that workbook: rows and columns count from 0; a sort of rows 4 to 9, columns 0 to 6, by column 1; {}
  {"do": "save", "path": "…"}   that workbook saved as XLSX; {}
  {"do": "write", "data": "…"}   HTML pasted into a text of Writer; its paragraphs: [{"style": "…", "bullet": false, "runs": [["…", false], …]}]
A sheet: {"name": "…", "rows": [["words", 7300000.0, …], …], "formulas": 12, "print": {"across": 1, "rows": true, "columns": false}}: empty cells
are empty words; printed, it is so many pages wide, and rows or columns are repeated on each.
A cell: {"kind": "EMPTY"|"VALUE"|"TEXT"|"FORMULA", "value": "7300000.0", "text": "7 300 000"}.
"""
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import Locale

LIMIT = 120  # seconds until Calc must answer
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop></item>
</oor:items>
"""


def properties(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def every(container):
    enumeration = container.createEnumeration()
    while enumeration.hasMoreElements():
        yield enumeration.nextElement()


class Calc:
    def __init__(self, locale, folder):
        self.folder = Path(folder)
        settings = self.folder / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(SETTINGS.format(locale=locale))
        pipe = f"papier{time.time_ns()}"
        self.process = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{self.folder}/profile", f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.desktop = self.connect(pipe)
        self.language, self.country = locale.split("-")
        self.document = None

    def connect(self, pipe):
        context = uno.getComponentContext()
        resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
        start = time.monotonic()
        while True:
            try:
                remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
            except Exception:
                if time.monotonic() - start > LIMIT or self.process.poll() is not None:
                    raise
                time.sleep(0.1)

    def close(self):
        if self.document is not None:
            self.document.close(True)
            self.document = None

    def new_sheet(self):
        self.close()
        self.document = self.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
        return self.document.Sheets.getByIndex(0)

    def used(self):
        """The cells from the first one to the last one that holds something."""
        sheet = self.document.Sheets.getByIndex(0)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)

    def cells(self):
        area = self.used()
        rows = []
        for row in range(area.Rows.Count):
            cells = [area.getCellByPosition(column, row) for column in range(area.Columns.Count)]
            rows.append([{"kind": cell.Type.value, "value": repr(cell.Value), "text": cell.String} for cell in cells])
        return {"rows": rows}

    def take(self, form, data):
        """As a file: without a display Calc takes nothing from the clipboard. The reader of HTML is the one that a paste goes through."""
        path = self.folder / f"taken.{form}"
        path.write_text(data, encoding="utf-8")
        if form == "html":
            options = properties(Hidden=True, FilterName="HTML (StarCalc)")
        elif form == "csv":
            # Semicolons, double quotes, UTF-8, from the first line on, in the language of the program, numbers recognised.
            options = properties(Hidden=True, FilterName="Text - txt - csv (StarCalc)", FilterOptions="59,34,76,1,,0,false,true")
        else:
            options = properties(Hidden=True, FilterName="Text - txt - csv (StarCalc)", FilterOptions="9,34,76,1,,0,false,true")
        self.close()
        self.document = self.desktop.loadComponentFromURL(f"file://{path}", "_blank", 0, options)
        return self.cells()

    def split(self, data, delimiter):
        path = self.folder / "split.csv"
        path.write_text(data, encoding="utf-8")
        # Double quotes, UTF-8, from the first line on, numbers recognised, formulas computed.
        options = f"{ord(delimiter)},34,76,1,,0,false,true,false,false,false,0,true"
        self.close()
        self.document = self.desktop.loadComponentFromURL(
            f"file://{path}", "_blank", 0, properties(Hidden=True, FilterName="Text - txt - csv (StarCalc)", FilterOptions=options))
        return self.cells()

    def fill(self, rows):
        sheet = self.new_sheet()
        formats = self.document.NumberFormats
        locale = Locale("fr", "FR", "")
        for y, row in enumerate(rows):
            for x, wanted in enumerate(row):
                cell = sheet.getCellByPosition(x, y)
                if "value" in wanted:
                    cell.Value = float(wanted["value"])
                elif "formula" in wanted:
                    cell.Formula = wanted["formula"]
                else:
                    cell.String = wanted.get("text", "")
                if "format" in wanted:
                    key = formats.queryKey(wanted["format"], locale, False)
                    cell.NumberFormat = key if key >= 0 else formats.addNew(wanted["format"], locale)
        return self.cells()

    def copy(self):
        controller = self.document.CurrentController
        controller.select(self.used())
        clip = controller.getTransferable()
        forms = {}
        for flavour in clip.getTransferDataFlavors():
            if flavour.MimeType.startswith("text/html"):
                forms["html"] = bytes(clip.getTransferData(flavour).value).decode("utf-8")
            elif flavour.MimeType == "text/plain;charset=utf-16":
                forms["text"] = clip.getTransferData(flavour)
        return forms

    def export(self):
        html, text = self.folder / "sheet.html", self.folder / "sheet.csv"
        self.document.storeToURL(f"file://{html}", properties(FilterName="HTML (StarCalc)"))
        # Tabs, double quotes, UTF-8, cells as shown.
        self.document.storeToURL(f"file://{text}", properties(FilterName="Text - txt - csv (StarCalc)", FilterOptions="9,34,76,1,,0,false,true"))
        return {"html": html.read_text(encoding="utf-8"), "text": text.read_text(encoding="utf-8")}

    def open(self, path):
        self.close()
        self.document = self.desktop.loadComponentFromURL(f"file://{path}", "_blank", 0, properties(Hidden=True))
        self.document.calculateAll()
        return self.sheets()

    def type(self, sheet, row, column, value):
        self.document.Sheets.getByName(sheet).getCellByPosition(column, row).Value = float(value)
        return self.sheets()

    def edit(self, steps):
        for what, name, *rest in steps:
            sheet = self.document.Sheets.getByName(name)
            if what == "insert":
                sheet.Rows.insertByIndex(rest[0], 1)
            elif what == "remove":
                sheet.Rows.removeByIndex(rest[0], 1)
            elif what == "rename":
                sheet.setName(rest[0])
            elif what == "sort":
                top, bottom, right, column = rest
                field = uno.createUnoStruct("com.sun.star.table.TableSortField")
                field.Field, field.IsAscending = column, False
                fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
                uno.invoke(sheet.getCellRangeByPosition(0, top, right, bottom), "sort", (properties(SortFields=fields, ContainsHeader=False),))
            else:
                row, column, *typed = rest
                cell = sheet.getCellByPosition(column, row)
                if what == "formula":
                    cell.Formula = typed[0]
                elif what == "words":
                    cell.String = typed[0]
                elif what == "value":
                    cell.Value = float(typed[0])
                    if len(typed) > 1:
                        formats, locale = self.document.NumberFormats, Locale("fr", "FR", "")
                        key = formats.queryKey(typed[1], locale, False)
                        cell.NumberFormat = key if key >= 0 else formats.addNew(typed[1], locale)
                else:
                    cell.clearContents(1 | 2 | 4 | 16)
        return {}

    def save(self, path):
        self.document.storeToURL(f"file://{path}", properties(FilterName="Calc MS Excel 2007 XML"))
        return {}

    def sheets(self):
        sheets = []
        for sheet in (self.document.Sheets.getByIndex(index) for index in range(self.document.Sheets.Count)):
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            end = cursor.RangeAddress
            area = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
            formulas = sum(text.startswith("=") for row in area.FormulaArray for text in row)
            style = self.document.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
            printed = {"across": style.ScaleToPagesX, "rows": sheet.getPrintTitleRows(), "columns": sheet.getPrintTitleColumns()}
            sheets.append({"name": sheet.Name, "rows": [list(row) for row in area.DataArray], "formulas": formulas, "print": printed})
        return {"sheets": sheets}

    def write(self, data):
        self.close()
        path = self.folder / "pasted.html"
        path.write_text(data, encoding="utf-8")
        self.document = self.desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, properties(Hidden=True))
        text = self.document.Text
        text.createTextCursor().insertDocumentFromURL(f"file://{path}", properties(FilterName="HTML (StarWriter)"))
        paragraphs = []
        for paragraph in every(text):
            runs = [[run.String, run.CharWeight > 100] for run in every(paragraph) if run.String]
            paragraphs.append({"style": paragraph.ParaStyleName, "bullet": paragraph.NumberingIsNumber and bool(paragraph.ListId), "runs": runs})
        return {"paragraphs": paragraphs}

    def end(self):
        try:
            self.close()
            self.desktop.terminate()
            self.process.wait(30)
        except Exception:
            self.process.kill()


def main():
    folder = tempfile.mkdtemp()
    calc = None
    try:
        calc = Calc(sys.argv[1], folder)
        for line in sys.stdin:
            request = json.loads(line)
            do = request.pop("do")
            answer = getattr(calc, do)(**request)
            print(json.dumps(answer, ensure_ascii=False), flush=True)
    finally:
        if calc is not None:
            calc.end()
        shutil.rmtree(folder, ignore_errors=True)


main()
