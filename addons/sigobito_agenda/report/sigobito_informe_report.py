"""The reports on paper and in a workbook. What they say comes from the question."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from odoo.addons.sigobito_base.tools.paquete import Libro

#: Rows and letters of a table on paper: it stays whole on a page, whatever the printer.
#: The workbook has all of it.
MAXIMO_FILAS = 15
MAXIMO_TEXTO = 70


class ReportInforme(models.AbstractModel):
    """A4."""

    _name = "report.sigobito_agenda.report_informe"
    _description = "Report on paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Only what the questions say: what else the address brings is not read."""
        docs = self._get_preguntas(docids)
        return {
            "doc_ids": docs.ids,
            "doc_model": docs._name,
            "docs": docs,
            "informes": {doc.id: doc._get_informe() for doc in docs},
            "cifra": self._get_cifra,
            "maximo": MAXIMO_FILAS,
        }

    @api.model
    def _get_preguntas(self, docids):
        """The questions of the user himself, in his language.

        Never in sudo: whoever prints reads with his own rights.
        """
        user = self.env.user
        lang = user.lang or self.env.context.get("lang")
        docs = self.env["sigobito.informe"].sudo(False).with_context(lang=lang)
        docs = docs.browse(docids or []).exists()
        if not docs:
            raise UserError(
                self.env._("This report was asked for too long ago. Ask for it again.")
            )
        docs.check_access("read")
        return docs

    @api.model
    def _get_cifra(self, valor):
        """A value of a table as people read it."""
        if valor is None:
            return "–"
        if isinstance(valor, int | float):
            return formatLang(self.env, valor, digits=int(isinstance(valor, float)))
        if len(valor) > MAXIMO_TEXTO:
            return valor[: MAXIMO_TEXTO - 1] + "…"
        return valor


class ReportInformeBolsillo(models.AbstractModel):
    """The same on A6."""

    _name = "report.sigobito_agenda.report_informe_bolsillo"
    _inherit = "report.sigobito_agenda.report_informe"
    _description = "Report on paper, pocket"


class ReportInformeXlsx(models.AbstractModel):
    """The same as a workbook; whatever somebody typed is a text in it, no formula."""

    _name = "report.sigobito_agenda.informe_xlsx"
    _inherit = "report.report_xlsx.abstract"
    _description = "Report as a workbook"

    def create_xlsx_report(self, docids, data):
        docs = self.env["report.sigobito_agenda.report_informe"]._get_preguntas(docids)
        libro = Libro()
        for doc in docs:
            self._escribir(libro, doc)
        return libro.cerrar(), "xlsx"

    @api.model
    def _escribir(self, libro, doc):
        env = doc.env
        informe = doc._get_informe()
        libro.hoja(
            env._("Summary"),
            [informe["titulo"], informe["periodo"]],
            [
                (env._("Municipality"), informe["company"].name),
                *informe["filtros"],
                *((nombre, self._get_celda(v)) for nombre, v in informe["cifras"]),
                *((env._("Note"), aviso) for aviso in informe["avisos"]),
            ],
        )
        for tabla in informe["tablas"]:
            filas = [*tabla["filas"], *([tabla["total"]] if tabla["total"] else [])]
            libro.hoja(
                tabla["titulo"],
                tabla["columnas"],
                [[self._get_celda(valor) for valor in fila] for fila in filas],
            )
        for hoja in informe["hojas"]:
            libro.hoja(hoja["titulo"], hoja["columnas"], hoja["filas"])

    @api.model
    def _get_celda(self, valor):
        return round(valor, 1) if isinstance(valor, float) else valor
