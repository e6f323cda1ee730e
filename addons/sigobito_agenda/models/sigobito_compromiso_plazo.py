from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

#: While it is in one of these, more time may be asked for.
PRORROGABLE = ("aceptado", "en_curso")


class SigobitoCompromiso(models.Model):
    """Its deadline moves only with an extension; what it slipped is kept (R26)."""

    _inherit = "sigobito.compromiso"

    prorroga_ids = fields.One2many(
        "sigobito.compromiso.prorroga", "compromiso_id", string="Extensions"
    )
    prorroga_id = fields.Many2one(
        "sigobito.compromiso.prorroga",
        string="Extension to be decided",
        compute="_compute_prorroga_id",
    )
    prorroga_nueva = fields.Date(
        string="New deadline asked for", compute="_compute_prorroga_id"
    )
    prorroga_motivo = fields.Text(
        string="Reason of the extension", compute="_compute_prorroga_id"
    )
    prorroga_decidible = fields.Boolean(
        string="I may decide the extension", compute="_compute_prorroga_id"
    )
    prorroga_mia = fields.Boolean(
        string="I asked for the extension", compute="_compute_prorroga_id"
    )
    puede_prorrogar = fields.Boolean(
        string="I may ask for an extension", compute="_compute_puede_prorrogar"
    )
    date_original = fields.Date(
        string="First deadline",
        readonly=True,
        copy=False,
        help="The one that was accepted; it does not move with the extensions",
    )
    deslizamiento = fields.Integer(
        string="Slippage (days)",
        compute="_compute_deslizamiento",
        store=True,
        aggregator="avg",
        help="Days its deadline has moved since it was accepted",
    )

    @api.depends("prorroga_ids.state")
    @api.depends_context("uid")
    def _compute_prorroga_id(self):
        """The one that waits for a decision, if the reader may see it."""
        pendientes = self.env["sigobito.compromiso.prorroga"].search_fetch(
            Domain("compromiso_id", "in", self.ids) & Domain("state", "=", "pendiente"),
            ["compromiso_id", "state", "date_nueva", "motivo", "user_id"],
        )
        por_compromiso = {p.compromiso_id.id: p for p in pendientes}
        for compromiso in self:
            prorroga = por_compromiso.get(compromiso._origin.id, pendientes.browse())
            compromiso.prorroga_id = prorroga
            compromiso.prorroga_nueva = prorroga.date_nueva
            compromiso.prorroga_motivo = prorroga.motivo
            compromiso.prorroga_decidible = prorroga.puede_decidir
            compromiso.prorroga_mia = bool(prorroga) and (
                prorroga.user_id == self.env.user
            )

    @api.depends("state", "date_deadline", "es_responsable", "prorroga_id")
    @api.depends_context("uid")
    def _compute_puede_prorrogar(self):
        despacho = self._es_despacho()
        for compromiso in self:
            compromiso.puede_prorrogar = (
                (compromiso.es_responsable or despacho)
                and compromiso.state in PRORROGABLE
                and bool(compromiso.date_deadline)
                and not compromiso.prorroga_id
            )

    @api.depends("date_original", "date_deadline")
    def _compute_deslizamiento(self):
        for compromiso in self:
            primera, vigente = compromiso.date_original, compromiso.date_deadline
            compromiso.deslizamiento = (
                (vigente - primera).days if primera and vigente else 0
            )

    @api.model
    def _get_campos_sistema(self):
        return super()._get_campos_sistema() | {"date_original"}

    def _anotar_fechas(self):
        """The first deadline follows the deadline until somebody accepts it."""
        for compromiso in self:
            libre = not compromiso.date_original or (
                compromiso.state == "pendiente" and not compromiso.fecha_aceptado
            )
            if libre and compromiso.date_original != compromiso.date_deadline:
                # sudo: kept by the system
                compromiso.sudo().date_original = compromiso.date_deadline
        return super()._anotar_fechas()

    def _check_escritura(self, vals):
        nueva = fields.Date.to_date(vals.get("date_deadline"))
        if "date_deadline" in vals:
            fijos = self.filtered(
                lambda c: (
                    c.state != "pendiente"
                    and c.date_deadline
                    and (not nueva or nueva > c.date_deadline)
                )
            )
            if fijos and (self._es_despacho() or not self._solo_responde()):
                raise UserError(
                    self.env._(
                        "“%(name)s” was accepted for %(date)s. Ask for an extension, "
                        "with its reason: another person grants it.",
                        name=fijos[0].name,
                        date=format_date(self.env, fijos[0].date_deadline),
                    )
                )
        return super()._check_escritura(vals)

    def _despues_de_paso(self):
        """What is no longer under way needs no more time."""
        sobran = self.filtered(lambda c: c.state not in PRORROGABLE)
        if sobran:
            # sudo: by the system, whoever asked for it
            pendientes = sobran.sudo().prorroga_ids.filtered(
                lambda p: p.state == "pendiente"
            )
            if pendientes:
                pendientes._cerrar("retirada")
        return super()._despues_de_paso()

    # ------------------------------------------------------------
    # ASKING
    # ------------------------------------------------------------

    def _prepare_prorroga_vals(self):
        """What the system says of an extension; the rest is asked."""
        self.ensure_one()
        return {
            "user_id": self.env.uid,
            "fecha": self.company_id._hoy(),
            "date_anterior": self.date_deadline,
            "state": "pendiente",
            "decision_user_id": False,
            "decision_fecha": False,
            "decision_nota": False,
        }

    def _get_mensaje_no_prorrogable(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "“%(name)s” is “%(state)s”: an extension is only for what was accepted and "
            "is under way.",
            name=self.name,
            state=labels[self.state],
        )

    def _check_pedir_prorroga(self):
        self.check_access("read")
        despacho = self._es_despacho()
        for compromiso in self:
            if not (compromiso.es_responsable or despacho):
                raise AccessError(
                    self.env._(
                        "Only whoever answers for “%(name)s” asks for more time: "
                        "%(who)s.",
                        name=compromiso.name,
                        who=compromiso.responsable_id.name
                        or compromiso.area_id.name
                        or "—",
                    )
                )
            if compromiso.state not in PRORROGABLE:
                raise UserError(compromiso._get_mensaje_no_prorrogable())
            if not compromiso.date_deadline:
                raise UserError(
                    self.env._(
                        "“%(name)s” has no deadline to be extended.",
                        name=compromiso.name,
                    )
                )

    def action_pedir_prorroga(self):
        self.ensure_one()
        self._check_pedir_prorroga()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_compromiso_prorroga_action_pedir"
        )
        action["context"] = {"default_compromiso_id": self.id}
        return action

    def action_aprobar_prorroga(self):
        self.prorroga_id.action_aprobar()

    def action_negar_prorroga(self):
        self.ensure_one()
        return self.prorroga_id.action_negar()

    def action_retirar_prorroga(self):
        self.prorroga_id.action_retirar()

    def _negar_prorroga(self, motivo):
        """The reason was asked by the dialog that all refusals share."""
        self.ensure_one()
        if not self.prorroga_id:
            raise UserError(self.env._("No extension waits for a decision."))
        self.prorroga_id._negar(motivo)
