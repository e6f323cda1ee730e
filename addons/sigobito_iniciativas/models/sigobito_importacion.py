from odoo import api, models
from odoo.tools.translate import LazyTranslate

from ..tools.hojas import HOJAS

_lt = LazyTranslate(__name__)

MOTIVOS = {
    "fecha_aprobada": _lt(
        "The date of this milestone was approved. Change it with “Reprogram”, which "
        "keeps the reason."
    ),
}


class SigobitoImportacion(models.Model):
    """Initiatives and milestones come in the same workbook (R3)."""

    _inherit = "sigobito.importacion"

    @api.model
    def _get_hojas(self):
        return super()._get_hojas() + HOJAS

    @api.model
    def _get_motivos(self):
        return super()._get_motivos() | MOTIVOS

    @api.model
    def _get_cambios_vedados(self, entidad, cambios):
        vedados = super()._get_cambios_vedados(entidad, cambios)
        if entidad == "hito":
            con_fecha = [
                rid for rid, claves in cambios.items() if "date_deadline" in claves
            ]
            aprobados = self.env["sigobito.hito"].search(
                [("id", "in", con_fecha), ("fecha_base", "!=", False)]
            )
            vedados += [
                (rid, "date_deadline", "fecha_aprobada") for rid in aprobados.ids
            ]
        return vedados
