from odoo import api, fields, models
from odoo.exceptions import AccessError


class SigobitoPurga(models.Model):
    """What was done with personal data, when and why; never whose they were (R58)."""

    _name = "sigobito.purga"
    _description = "Personal data log"
    _order = "id desc"
    _rec_name = "motivo"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True
    )
    fecha = fields.Datetime(
        string="Date", default=fields.Datetime.now, required=True, readonly=True
    )
    user_id = fields.Many2one(
        "res.users", string="Done by", readonly=True, help="Empty: the nightly job"
    )
    motivo = fields.Selection(
        [
            ("plazo", "Deleted: their term was over"),
            ("pedido", "Deleted on request"),
            ("consulta", "Looked up"),
            ("entrega", "Copy handed over"),
            ("ajuste", "Term changed"),
        ],
        string="What",
        required=True,
        readonly=True,
        index=True,
    )
    nota = fields.Char(string="Why", readonly=True)
    modelo = fields.Char(string="Model", readonly=True)
    cantidad = fields.Integer(string="Records", readonly=True, aggregator="sum")
    referencias = fields.Text(
        string="References", readonly=True, help="Folios and numbers, without names"
    )

    @api.model
    def _anotar(self, records, motivo, nota=False):
        """One line per municipality and kind of record."""
        vals_list = []
        # sudo: the log is written by the system only
        for company, suyos in records.sudo().grouped("company_id").items():
            vals_list.append(
                {
                    "company_id": company.id,
                    "user_id": False if motivo == "plazo" else self.env.uid,
                    "motivo": motivo,
                    "nota": nota,
                    "modelo": self._get_nombre_modelo(suyos),
                    "cantidad": len(suyos),
                    "referencias": ", ".join(
                        record._get_privacidad_linea()[0] for record in suyos
                    ),
                }
            )
        return self.sudo().create(vals_list)

    @api.model
    def _get_nombre_modelo(self, records):
        """What these records are called, in the language of their municipality."""
        idioma = records._get_privacidad_lang(records[:1])
        modelo = self.env["ir.model"]._get(records._name)
        return modelo.with_context(lang=idioma).name

    @api.model
    def _check_encargado(self, company):
        """Personal data are looked after by the administrator of the municipality."""
        user = self.env.user
        if self.env.su:
            return
        if (
            not user.has_group("sigobito_base.group_admin_municipal")
            or company not in user.company_ids
        ):
            raise AccessError(
                self.env._(
                    "Personal data are looked after by the administrator of "
                    "%(company)s.",
                    company=company.name,
                )
            )
