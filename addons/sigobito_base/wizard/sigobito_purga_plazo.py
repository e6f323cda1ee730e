from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: Lines of the preview.
MUESTRA = 20


class SigobitoPurgaPlazo(models.TransientModel):
    """How long requesters' data are kept, and what that would delete today (R58)."""

    _name = "sigobito.purga.plazo"
    _description = "Term of personal data"

    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, readonly=True
    )
    conservar = fields.Selection(
        [("siempre", "Keep them"), ("plazo", "Delete them after a term")],
        string="Data of requesters",
        required=True,
        default=lambda self: self._default_conservar(),
    )
    meses = fields.Integer(
        string="Months after closing",
        default=lambda self: self.env.company.purga_meses or 24,
    )
    cantidad = fields.Integer(string="Due today", compute="_compute_previa")
    muestra = fields.Text(string="Which", compute="_compute_previa")

    @api.model
    def _default_conservar(self):
        return "plazo" if self.env.company.purga_meses else "siempre"

    @api.depends("conservar", "meses", "company_id")
    def _compute_previa(self):
        """References only: whoever looks after the data need not read them."""
        for plazo in self:
            plazo.cantidad, plazo.muestra = 0, ""
            plazo.env["sigobito.purga"]._check_encargado(plazo.company_id)
            if plazo.conservar == "siempre" or not 1 <= plazo.meses <= 240:
                continue
            lineas = []
            for modelo, dominio in plazo._get_dominios():
                plazo.cantidad += modelo.search_count(dominio)
                for record in modelo.search(
                    dominio, limit=MUESTRA - len(lineas), order="id"
                ):
                    lineas.append(record._get_privacidad_linea()[0])
            if plazo.cantidad > len(lineas):
                lineas.append("…")
            plazo.muestra = ", ".join(lineas)

    def _get_dominios(self):
        """What the chosen term deletes today, model by model."""
        self.ensure_one()
        company = self.company_id
        limite = company._hoy() - relativedelta(months=self.meses)
        mixin = self.env["sigobito.privacidad.mixin"]
        # sudo: counted and named by their reference, not read
        modelos = [
            modelo.sudo().with_context(active_test=False)
            for modelo in mixin._get_privacidad_modelos()
        ]
        dominios = [(m, m._get_purgables(limite, company.ids)) for m in modelos]
        return [(m, dominio) for m, dominio in dominios if not dominio.is_false()]

    def action_guardar(self):
        """Keep the term; the night does the rest."""
        self.ensure_one()
        self.check_access("write")
        Purga = self.env["sigobito.purga"]
        Purga._check_encargado(self.company_id)
        if self.conservar == "plazo" and not 1 <= self.meses <= 240:
            raise UserError(self.env._("The term goes from 1 to 240 months."))
        meses = self.meses if self.conservar == "plazo" else 0
        if meses == self.company_id.purga_meses:
            return
        # sudo: the municipality's record is not written by its people
        self.company_id.sudo().purga_meses = meses
        Purga.sudo().create(
            {
                "company_id": self.company_id.id,
                "user_id": self.env.uid,
                "motivo": "ajuste",
                "nota": self.env._("Data are kept %s months after closing", meses)
                if meses
                else self.env._("Data are kept"),
            }
        )
