from odoo import fields, models


class SigobitoImportacionHoja(models.Model):
    _name = "sigobito.importacion.hoja"
    _description = "Sheet of a data import"
    _order = "importacion_id, sequence, id"

    name = fields.Char(string="Sheet", required=True)
    sequence = fields.Integer()
    importacion_id = fields.Many2one(
        "sigobito.importacion",
        string="Import",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="importacion_id.company_id", store=True, index=True
    )
    nuevas = fields.Integer(string="Added")
    cambiadas = fields.Integer(string="Changed")
    iguales = fields.Integer(string="Equal")
    con_error = fields.Integer(string="With errors")
    omitidas = fields.Integer(string="Skipped", help="Explanations and examples")

    def action_open_lineas(self):
        """Findings of this sheet."""
        self.ensure_one()
        action = self.importacion_id.action_open_lineas()
        action["context"] = {"create": False, "search_default_hoja": self.name}
        return action


class SigobitoImportacionLinea(models.Model):
    _name = "sigobito.importacion.linea"
    _description = "Finding of a data import"
    _order = "importacion_id, id"
    _rec_name = "motivo"

    importacion_id = fields.Many2one(
        "sigobito.importacion",
        string="Import",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="importacion_id.company_id", store=True, index=True
    )
    nivel = fields.Selection(
        [("error", "Error"), ("aviso", "Warning"), ("cambio", "Difference")],
        string="Kind",
        required=True,
    )
    hoja = fields.Char(string="Sheet")
    fila = fields.Integer(string="Row", aggregator=None)
    columna = fields.Char(string="Column")
    codigo = fields.Char(string="Code")
    valor = fields.Char(string="Value")
    valor_nuevo = fields.Char(string="New value")
    motivo = fields.Char(string="Reason")

    def _como_texto(self):
        """One line of a report."""
        self.ensure_one()
        donde = [self.hoja, self.env._("row %s", self.fila) if self.fila else ""]
        donde += [self.columna, f"«{self.valor}»" if self.valor else ""]
        que = self.motivo or f"→ «{self.valor_nuevo or ''}»"
        return " · ".join(parte for parte in (*donde, que) if parte)


class SigobitoImportacionAvance(models.Model):
    """How far a background import is. Only written by :meth:`_anotar_avance`, with
    its own cursor; without a foreign key, which would make it wait for the import."""

    _name = "sigobito.importacion.avance"
    _description = "Progress of a data import"
    _log_access = False
    _order = "id"

    importacion = fields.Integer(string="Import", required=True)
    company_id = fields.Many2one("res.company", required=True, index=True)
    hechas = fields.Integer(string="Rows done")
    total = fields.Integer(string="Rows to do")
    texto = fields.Char(string="Sheet")
    intentos = fields.Integer(string="Attempts")

    _importacion_uniq = models.Constraint("UNIQUE (importacion)", "One per import.")

    @property
    def porcentaje(self):
        return min(99, int(100 * self.hechas / (self.total or 1)))
