import base64

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import textos

#: Errors shown at once: enough to see what is wrong with the file.
MAXIMO_ERRORES = 20


class SigobitoOdsImportar(models.TransientModel):
    """Load the official texts of goals and targets from a file of the team."""

    _name = "sigobito.ods.importar"
    _description = "Import official SDG texts"

    archivo = fields.Binary(string="CSV file", required=True, attachment=False)
    nombre = fields.Char(string="Name of the file")
    resumen = fields.Text(string="Result", readonly=True)

    def action_importar(self):
        """All or nothing: with one bad row, nothing is written."""
        self.ensure_one()
        leido = textos.leer(base64.b64decode(self.archivo))
        errores = [self._get_error(*error) for error in leido.errores]
        registros = self._get_registros()
        for codigo in leido.textos:
            if codigo not in registros:
                errores.append(self.env._("“%s” is no goal or target.", codigo))
        if errores:
            resto = len(errores) - MAXIMO_ERRORES
            if resto > 0:
                errores = errores[:MAXIMO_ERRORES]
                errores.append(self.env._("… and %s more.", resto))
            raise UserError(
                self.env._("Nothing was imported. Correct the file:")
                + "\n"
                + "\n".join(errores)
            )
        if not leido.textos:
            raise UserError(self.env._("The file has no rows."))
        espanol = [
            code
            for code, _name in self.env["res.lang"].get_installed()
            if code.startswith("es")
        ]
        for codigo, valores in leido.textos.items():
            registro = registros[codigo].with_context(lang="en_US")
            # English is the source language: the others fall back on it.
            registro.texto_oficial = valores["en"] or valores["es"]
            if valores["es"]:
                registro.update_field_translations(
                    "texto_oficial", dict.fromkeys(espanol, valores["es"])
                )
        self.resumen = self.env._("%s official texts loaded.", len(leido.textos))
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _get_registros(self):
        registros = {ods.code: ods for ods in self.env["sigobito.ods"].search([])}
        registros.update(
            {meta.code: meta for meta in self.env["sigobito.ods.meta"].search([])}
        )
        return registros

    def _get_error(self, fila, columna, motivo):
        razones = {
            "columna": self.env._("the column is missing"),
            "codigo": self.env._("it is not a code such as 6, 6.1 or 6.a"),
            "repetido": self.env._("the code is repeated"),
            "largo": self.env._("the text is longer than %s", textos.MAXIMO_TEXTO),
        }
        return self.env._(
            "Row %(fila)s, column “%(columna)s”: %(razon)s.",
            fila=fila,
            columna=columna,
            razon=razones[motivo],
        )
