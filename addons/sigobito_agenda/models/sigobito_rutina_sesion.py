from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.sigobito_base.models.sigobito_rutina_sesion import PERSONAL


class SigobitoRutinaSesion(models.Model):
    """What a session agrees is followed as commitments (R3, R26)."""

    _inherit = "sigobito.rutina.sesion"

    compromiso_ids = fields.One2many(
        "sigobito.compromiso",
        "rutina_sesion_id",
        string="Commitments",
        groups=PERSONAL,
    )
    compromiso_count = fields.Integer(
        string="Number of commitments",
        compute="_compute_compromiso_count",
        groups=PERSONAL,
    )
    por_comprometer = fields.Boolean(
        string="Agreements to be followed",
        compute="_compute_por_comprometer",
        groups=PERSONAL,
    )

    @api.depends("compromiso_ids")
    def _compute_compromiso_count(self):
        counts = dict(
            self.env["sigobito.compromiso"]._read_group(
                [("rutina_sesion_id", "in", self.ids)],
                ["rutina_sesion_id"],
                ["__count"],
            )
        )
        for sesion in self:
            sesion.compromiso_count = counts.get(sesion._origin, 0)

    @api.depends("state", "acuerdo_ids.compromiso_id")
    def _compute_por_comprometer(self):
        for sesion in self:
            sesion.por_comprometer = sesion.state == "realizada" and any(
                not acuerdo.compromiso_id and not acuerdo.cumplido
                for acuerdo in sesion.acuerdo_ids
            )

    @api.model
    def _get_hilo_fields(self):
        return [*super()._get_hilo_fields(), "compromiso_ids"]

    def _post_cierre(self):
        result = super()._post_cierre()
        self._crear_compromisos()
        return result

    def _crear_compromisos(self):
        """A commitment for each agreement that has none and is not done yet."""
        acuerdos = self.acuerdo_ids.filtered(
            lambda a: not a.compromiso_id and not a.cumplido
        )
        # sudo: whoever records the session may not make commitments elsewhere, but
        # what the session agreed is one
        compromisos = (
            self.env["sigobito.compromiso"]
            .sudo()
            .create([acuerdo._prepare_compromiso_vals() for acuerdo in acuerdos])
        )
        for acuerdo, compromiso in zip(acuerdos, compromisos, strict=True):
            # sudo: the link is kept by the system
            acuerdo.sudo().compromiso_id = compromiso
        return compromisos

    def action_crear_compromisos(self):
        """Follow the agreements that were noted after the session was recorded."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "realizada":
            raise UserError(
                self.env._(
                    "Record the session first: its agreements follow by themselves."
                )
            )
        self._check_realizada()
        self._crear_compromisos()

    def action_open_compromisos(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_compromiso_action"
        )
        action["domain"] = [("rutina_sesion_id", "=", self.id)]
        action["context"] = {"sigobito_nombre_corto": True}
        return action


class SigobitoRutinaAcuerdo(models.Model):
    _inherit = "sigobito.rutina.acuerdo"

    tipo = fields.Selection(
        [
            ("instruccion", "Instruction"),
            ("encargo", "Errand"),
            ("compromiso", "Commitment"),
        ],
        string="Type",
        required=True,
        default="instruccion",
        help="Instruction: an order to the staff. Errand: a task taken on for "
        "somebody. Commitment: a promise to citizens or institutions.",
    )
    compromiso_id = fields.Many2one(
        "sigobito.compromiso",
        string="Followed as",
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
        readonly=True,
        copy=False,
    )
    # Those who agreed on it see what became of it, also where it is not theirs.
    compromiso_state = fields.Selection(
        related="compromiso_id.state", string="What became of it"
    )

    @api.depends("compromiso_id.state")
    def _compute_cumplido(self):
        """The commitment says whether it was done."""
        seguidos = self.filtered("compromiso_id")
        for acuerdo in seguidos:
            acuerdo.cumplido = acuerdo.compromiso_id.state in (
                "cumplido",
                "verificado",
                "no_cumplido",
            )
        return super(SigobitoRutinaAcuerdo, self - seguidos)._compute_cumplido()

    @api.model_create_multi
    def create(self, vals_list):
        acuerdos = super().create(vals_list)
        # sudo: only to learn whether a link came by default_ or by import
        if not self.env.su and acuerdos.sudo().compromiso_id:
            raise AccessError(
                self.env._("An agreement is tied to its commitment by the system.")
            )
        return acuerdos

    def write(self, vals):
        if not self.env.su:
            if "compromiso_id" in vals:
                raise AccessError(
                    self.env._("An agreement is tied to its commitment by the system.")
                )
            fijos = {"name", "tipo", "responsable_id", "date_deadline", "cumplido"}
            seguidos = self.filtered("compromiso_id")
            if seguidos and fijos & vals.keys():
                raise UserError(
                    self.env._(
                        "“%s” is followed as a commitment: change it there.",
                        seguidos[0].name,
                    )
                )
        return super().write(vals)

    def _prepare_compromiso_vals(self):
        return {
            **super()._prepare_compromiso_vals(),
            "tipo": self.tipo,
            "rutina_sesion_id": self.sesion_id.id,
            "area_id": self.rutina_id.area_id.id
            if self.responsable_id == self.rutina_id.area_id.responsable_id
            else False,
            "prometido_por_id": self.company_id.titular_id.id,
        }
