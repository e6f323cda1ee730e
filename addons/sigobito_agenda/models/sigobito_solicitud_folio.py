"""Numbers of a request: its folio and the code with which it is followed."""

from odoo import api, fields, models

from ..tools import codigo as codigos


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    folio = fields.Char(readonly=True, copy=False, index="trigram")
    codigo = fields.Char(
        string="Tracking code",
        readonly=True,
        copy=False,
        help="With it the requester follows the request on the web",
    )

    _folio_uniq = models.UniqueIndex("(company_id, folio)", "This folio is taken.")
    _codigo_uniq = models.UniqueIndex("(codigo)", "This tracking code is taken.")

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        self._numerar(vals_list)
        for vals in vals_list:
            # Never from outside: a chosen code could be guessed.
            vals["codigo"] = codigos.nuevo()
        return super().create(vals_list)

    @api.model
    def _numerar(self, vals_list):
        """Folio per municipality and year, one counter row a batch."""
        Company, Contador = self.env["res.company"], self.env["sigobito.contador"]
        batches = {}
        for vals in vals_list:
            company = Company.browse(vals.get("company_id") or self.env.company.id)
            received = fields.Datetime.to_datetime(vals.get("fecha_recepcion"))
            local = company.sudo()._a_local(received or fields.Datetime.now())
            batches.setdefault((company, local.year), []).append(vals)
        # Always in the same order, so that two batches cannot wait for each other.
        for (company, anio), batch in sorted(
            batches.items(), key=lambda item: (item[0][0].id, item[0][1])
        ):
            first = Contador._tomar(company, "solicitud", anio, len(batch))
            for number, vals in enumerate(batch, start=first):
                vals["folio"] = f"S-{anio}-{number:05d}"

    @api.model
    def _get_by_codigo(self, texto):
        """Request of a tracking code, in sudo for an anonymous visitor, or none."""
        codigo = codigos.normalizar(texto)
        if not codigo:
            return self.sudo().browse()
        return self.sudo().search([("codigo", "=", codigo)], limit=1)
