from odoo import fields, models

from .sigobito_actor import POSTURAS


class SigobitoActorPostura(models.Model):
    """Every change of the stance of a stakeholder: when, from what, why and who (R5).

    Written by the system only, read by those who may read the stance.
    """

    _name = "sigobito.actor.postura"
    _description = "Change of stance"
    _order = "fecha desc, id desc"
    _rec_name = "actor_id"
    _check_company_auto = True

    actor_id = fields.Many2one(
        "sigobito.actor",
        string="Stakeholder",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="actor_id.company_id", store=True, precompute=True, index=True
    )
    fecha = fields.Datetime(string="Date", required=True, default=fields.Datetime.now)
    desde = fields.Selection(POSTURAS, string="From")
    hasta = fields.Selection(POSTURAS, string="To")
    motivo = fields.Text(string="Reason")
    user_id = fields.Many2one("res.users", string="Changed by", required=True)
