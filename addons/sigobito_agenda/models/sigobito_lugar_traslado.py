from odoo import api, fields, models


class SigobitoLugarTraslado(models.Model):
    """Minutes between two places, both ways, as who drives knows them (R21).

    What is not written here is reckoned from the coordinates of the places.
    """

    _name = "sigobito.lugar.traslado"
    _description = "Travel time between places"
    _order = "origen_id, destino_id, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    origen_id = fields.Many2one(
        "sigobito.lugar",
        string="Between",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    destino_id = fields.Many2one(
        "sigobito.lugar",
        string="And",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    minutos = fields.Integer(string="Minutes", required=True, default=15)

    _minutos_ok = models.Constraint(
        "CHECK (minutos >= 0 AND minutos <= 1440)",
        "A trip takes from 0 to 1440 minutes.",
    )
    _distintos = models.Constraint(
        "CHECK (origen_id <> destino_id)", "A trip goes from one place to another."
    )
    _par_uniq = models.UniqueIndex(
        "(LEAST(origen_id, destino_id), GREATEST(origen_id, destino_id))",
        "The time between these two places is already written down.",
    )

    @api.depends("origen_id", "destino_id")
    def _compute_display_name(self):
        for traslado in self:
            traslado.display_name = (
                f"{traslado.origen_id.name or ''} – {traslado.destino_id.name or ''}"
            )
