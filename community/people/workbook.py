"""The door to openpyxl: rows written in a workbook, one after the other, in a file that goes away when it is closed."""

from collections.abc import Iterable
from datetime import date
from tempfile import TemporaryFile
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

WIDTH = 26  # characters, of each column


def workbook_of(*, title: str, rows: Iterable[list[str | date | None]]) -> IO[bytes]:
    """A workbook of one sheet; its first row stays in sight. Texts are texts, whatever they begin with."""
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        if number == 0:
            for column in range(1, len(row) + 1):
                sheet.column_dimensions[get_column_letter(column)].width = WIDTH
        sheet.append([_cell(sheet, value, is_heading=number == 0) for value in row])
    file = TemporaryFile()  # noqa: SIM115 closed by the response that gives it
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: WriteOnlyWorksheet, value: str | date | None, *, is_heading: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes what begins with « = » for a formula
    elif value is not None:
        cell.number_format = "dd/mm/yyyy"
    if is_heading:
        cell.font = Font(bold=True)
    return cell
