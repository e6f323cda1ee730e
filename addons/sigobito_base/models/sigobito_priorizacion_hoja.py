from odoo import api, models
from odoo.exceptions import UserError


class SigobitoPriorizacion(models.Model):
    """The sheet each participant fills in, and what a workshop needs to be closed."""

    _inherit = "sigobito.priorizacion"

    def _check_cierre(self):
        """Each candidate chosen or not, and of those that are not, why."""
        for taller in self:
            pendientes = taller.candidata_ids.filtered(
                lambda c: c.decision == "pendiente"
            )
            if pendientes or not taller.candidata_ids:
                raise UserError(
                    self.env._(
                        "Decide on every candidate before closing: %s",
                        ", ".join(pendientes.mapped("name")) or taller.name,
                    )
                )
            sin_motivo = taller.candidata_ids.filtered(
                lambda c: c.decision == "no_elegida" and not (c.motivo or "").strip()
            )
            if sin_motivo:
                raise UserError(
                    self.env._(
                        "Write why these were not chosen; somebody will ask: %s",
                        ", ".join(sin_motivo.mapped("name")),
                    )
                )

    @api.readonly
    def get_hoja(self):
        """The scoring screen of the current user in one call: only his own marks."""
        self.ensure_one()
        self.check_access("read")
        mios = self.env["sigobito.priorizacion.puntaje"].search_fetch(
            [("priorizacion_id", "=", self.id), ("user_id", "=", self.env.uid)],
            ["candidata_id", "criterio_id", "valor"],
        )
        return {
            "name": self.name,
            "state": self.state,
            "puedo": self.puedo_puntuar,
            "criterios": self.criterio_ids.read(["name", "descripcion", "cuota"]),
            "candidatas": [
                {
                    "id": candidata.id,
                    "name": candidata.name,
                    "descripcion": candidata.descripcion or "",
                    "tema": candidata.tema_id.name or "",
                }
                for candidata in self.candidata_ids.sorted(lambda c: (c.sequence, c.id))
            ],
            "puntajes": {
                f"{mio.candidata_id.id}-{mio.criterio_id.id}": mio.valor for mio in mios
            },
        }
