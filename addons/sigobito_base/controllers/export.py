from odoo.addons.web.controllers.export import ExportXlsxWriter

_write = ExportXlsxWriter.write


def _write_as_text(self, row, column, cell_value, style=None):
    """Odoo's list export hands a text such as ``=cmd|…`` to the workbook as a formula
    (and an address as a link). What somebody typed leaves as what it is, a text.

    The writer is a plain class that Odoo instantiates by its name, so there is nothing
    to inherit; its CSV twin already protects such texts.
    """
    if isinstance(cell_value, str):
        self.worksheet.write_string(row, column, cell_value, style)
    else:
        _write(self, row, column, cell_value, style)


ExportXlsxWriter.write = _write_as_text
