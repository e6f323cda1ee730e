from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import hmac


class SigobitoIntento(models.Model):
    """How often an address has knocked at a public door, for one day.

    Only a keyed hash of the address is kept: it counts, it does not identify.
    """

    _name = "sigobito.intento"
    _description = "Use of a public form"
    _order = "id"

    clave = fields.Char(string="Key", required=True)
    puerta = fields.Char(string="Door", required=True)
    fecha = fields.Datetime(string="Date", required=True, default=fields.Datetime.now)

    _cuenta_idx = models.Index("(puerta, clave, fecha)")

    @api.model
    def _clave(self, direccion):
        return hmac(self.env(su=True), "sigobito-intento", direccion or "-")[:32]

    @api.model
    def _anotar(self, puerta, direccion):
        self.sudo().create({"puerta": puerta, "clave": self._clave(direccion)})

    @api.model
    def _superado(self, puerta, direccion, maximo, minutos=60):
        """Whether that address has used up its turns."""
        desde = fields.Datetime.now() - timedelta(minutes=minutos)
        domain = [
            ("puerta", "=", puerta),
            ("clave", "=", self._clave(direccion)),
            ("fecha", ">", desde),
        ]
        return self.sudo().search_count(domain, limit=maximo) >= maximo

    @api.autovacuum
    def _gc_intentos(self):
        limite = fields.Datetime.now() - timedelta(days=1)
        viejos = self.sudo().search([("fecha", "<", limite)], limit=5000)
        viejos.unlink()
        return len(viejos), len(viejos) == 5000
