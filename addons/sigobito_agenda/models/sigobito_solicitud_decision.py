"""Recommendation of the cabinet office and decision of the head of government."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

DECISIONES = [
    ("aceptar", "Accept and schedule"),
    ("delegar", "Delegate"),
    ("derivar", "Refer to an area"),
    ("posponer", "Postpone"),
    ("declinar", "Decline"),
]


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    recomendacion = fields.Selection(
        DECISIONES, string="Recommendation", tracking=True, copy=False
    )
    recomendacion_nota = fields.Text(
        string="Why", copy=False, help="One or two lines for the head of government"
    )
    decision = fields.Selection(
        DECISIONES, string="Decision", tracking=True, copy=False, index=True
    )
    decision_nota = fields.Text(string="Note of the decision", copy=False)
    decision_user_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, copy=False
    )
    decision_fecha = fields.Datetime(string="Decided on", readonly=True, copy=False)
    delegado_id = fields.Many2one(
        "res.users",
        string="Delegate to",
        tracking=True,
        copy=False,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    posponer_hasta = fields.Date(string="Postponed until", copy=False)
    requiere_decision = fields.Boolean(
        string="Requires a decision",
        compute="_compute_requiere_decision",
        search="_search_requiere_decision",
    )
    puede_decidir = fields.Boolean(
        string="I may decide", compute="_compute_puede_decidir"
    )

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.model
    def _get_requiere_decision_domain(self):
        """Recommended, or postponed until a day that has come."""
        return Domain("state", "=", "recomendada") | (
            Domain("decision", "=", "posponer")
            & Domain("state", "in", ("decidida", "respondida"))
            & Domain("posponer_hasta", "<=", self.env.company._hoy())
        )

    @api.depends("state", "decision", "posponer_hasta")
    def _compute_requiere_decision(self):
        found = self.filtered_domain(self._get_requiere_decision_domain())
        found.requiere_decision = True
        (self - found).requiere_decision = False

    @api.model
    def _search_requiere_decision(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._get_requiere_decision_domain()
        return domain if True in value else ~domain

    @api.depends_context("uid")
    @api.depends("company_id")
    def _compute_puede_decidir(self):
        companies = self._get_companies_donde_decide()
        for solicitud in self:
            solicitud.puede_decidir = solicitud.company_id in companies

    @api.model
    def _get_companies_donde_decide(self):
        """The titular decides, or who acts for him as a delegate of his agenda."""
        user = self.env.user
        if user.has_group("sigobito_base.group_titular"):
            return user.company_ids
        if not user.has_group("sigobito_base.group_despacho"):
            return self.env["res.company"]
        agendas = self.env["sigobito.agenda"].search(
            [
                ("delegado_ids", "in", user.id),
                ("company_id", "in", user.company_ids.ids),
            ]
        )
        return agendas.filtered(
            lambda a: a.titular_id == a.company_id.titular_id
        ).company_id

    def _check_puede_decidir(self):
        refused = self.filtered(lambda s: not s.puede_decidir)
        if refused:
            raise AccessError(
                self.env._(
                    "The head of government decides “%(name)s”, or a delegate of his "
                    "agenda.",
                    name=refused[0].display_name,
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_decidir(self):
        """Open the decision, filled in with what was recommended."""
        self.ensure_one()
        self._check_puede_decidir()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_solicitud_decidir_action"
        )
        action["context"] = {"default_solicitud_id": self.id}
        return action

    def action_aprobar(self):
        """Decide what was recommended, with one tap."""
        for solicitud in self:
            if not solicitud.recomendacion:
                raise UserError(
                    self.env._(
                        "“%(name)s” has no recommendation yet. Use “Decide”.",
                        name=solicitud.display_name,
                    )
                )
            solicitud._decidir(
                {
                    "decision": solicitud.recomendacion,
                    "decision_nota": solicitud.decision_nota
                    or solicitud.recomendacion_nota,
                }
            )

    def _decidir(self, vals, inicio=None, duracion=None, agenda=None, firme=False):
        """Take a decision and what follows from it.

        :param vals: fields of the request (``decision``, note, area, delegate…)
        :param inicio: UTC start of the activity, when accepted or delegated
        :param firme: the activity is confirmed, not only tentative
        """
        self.ensure_one()
        vals = {
            **vals,
            "decision_user_id": self.env.user.id,
            "decision_fecha": fields.Datetime.now(),
        }
        if self.state in ("decidida", "respondida"):
            self._check_puede_decidir()
            if self.decision != "posponer":
                raise UserError(
                    self.env._(
                        "“%(name)s” is already decided. Send it back to analysis to "
                        "decide again.",
                        name=self.display_name,
                    )
                )
            vals["respuesta_publica"] = False
        if vals["decision"] == "delegar" and not (
            vals.get("delegado_id") or self.delegado_id
        ):
            raise UserError(
                self.env._(
                    "%(name)s: say who attends in your place. Use “Decide otherwise”.",
                    name=self.display_name,
                )
            )
        if vals["decision"] == "derivar":
            area = self.env["sigobito.area"].browse(
                vals.get("area_id") or self.area_id.id
            )
            if not area:
                raise UserError(
                    self.env._(
                        "%(name)s: say to which area it is referred.",
                        name=self.display_name,
                    )
                )
            vals["responsable_id"] = area.responsable_id.id or self.responsable_id.id
        if vals["decision"] == "posponer" and not (
            vals.get("posponer_hasta") or self.posponer_hasta
        ):
            raise UserError(
                self.env._(
                    "%(name)s: say until when it is postponed.", name=self.display_name
                )
            )
        if self.state in ("decidida", "respondida"):
            # A postponed request comes back by itself: analysis, then decided again.
            self.write({"state": "analisis"})
        self.write({**vals, "state": "decidida"})
        inicio = inicio or self.fecha_propuesta
        if vals["decision"] in ("aceptar", "delegar") and inicio:
            event_vals = self._prepare_event_vals(inicio, duracion, agenda)
            event_vals["estado"] = "confirmada" if firme else "tentativa"
            if vals["decision"] == "delegar":
                delegado = vals.get("delegado_id") or self.delegado_id.id
                event_vals.update(estado="delegada", delegado_a_id=delegado)
            self.env["calendar.event"].create(event_vals)
        return True
