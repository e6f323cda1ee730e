"""How near the government is to each stakeholder, theme and place (R10).

The model: what is stored, who sees it, how it opens. The nightly calculation is in
``sigobito_proximidad_calculo``.
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import split_every

#: Municipalities counted between two commits.
LOTE = 50
#: Hours after which a municipality is counted again.
HORAS = 6
#: Who may see what comes from requests and commitments, which not everybody reads.
GRUPOS_DESPACHO = "sigobito_base.group_titular,sigobito_base.group_despacho"


class ResCompany(models.Model):
    _inherit = "res.company"

    dias_olvido = fields.Integer(
        string="Days until forgotten",
        default=90,
        help="A stakeholder or a place without contact for longer is shown as forgotten",
    )
    fecha_proximidad = fields.Datetime(string="Proximity counted on", readonly=True)

    _dias_olvido_ok = models.Constraint(
        "CHECK (dias_olvido > 0)",
        "The days until a place is forgotten must be more than zero.",
    )


class SigobitoProximidad(models.Model):
    """One row per stakeholder, theme or place of a municipality; the system writes it.

    Figures are of the last twelve months; commitments open are those of today. What
    belongs to a place or theme below counts for the one above. Reserved activities
    never count: a figure would tell of them.
    """

    _name = "sigobito.proximidad"
    _description = "Proximity"
    _order = "olvidado desc, importante desc, dias_sin_contacto desc, id"
    _check_company_auto = True

    name = fields.Char(required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    tipo = fields.Selection(
        [("lugar", "Place"), ("actor", "Stakeholder"), ("tema", "Theme")],
        string="Kind",
        required=True,
        readonly=True,
    )
    actor_id = fields.Many2one(
        "sigobito.actor", string="Stakeholder", ondelete="cascade", readonly=True
    )
    tema_id = fields.Many2one(
        "sigobito.tema", string="Theme", ondelete="cascade", readonly=True
    )
    lugar_id = fields.Many2one(
        "sigobito.lugar", string="Place", ondelete="cascade", readonly=True
    )
    enlace_id = fields.Many2one("res.users", string="Liaison", readonly=True)
    importante = fields.Boolean(
        string="Important",
        readonly=True,
        help="Priority place, stakeholder of high influence, or axis of the plan",
    )
    actividades = fields.Integer(string="Activities held", readonly=True)
    solicitudes = fields.Integer(
        string="Requests received", readonly=True, groups=GRUPOS_DESPACHO
    )
    compromisos_abiertos = fields.Integer(
        string="Commitments open", readonly=True, groups=GRUPOS_DESPACHO
    )
    compromisos_cumplidos = fields.Integer(
        string="Commitments kept", readonly=True, groups=GRUPOS_DESPACHO
    )
    comunicaciones = fields.Integer(string="Pieces published", readonly=True)
    ultimo_contacto = fields.Date(string="Last contact", readonly=True)
    dias_sin_contacto = fields.Integer(
        string="Days without contact",
        readonly=True,
        aggregator="avg",
        help="Since the last contact or, if there was none, since it was written down",
    )
    olvidado = fields.Boolean(string="Forgotten", readonly=True)
    horas = fields.Float(
        string="Hours of the head of government",
        readonly=True,
        help="Of the activities he or she attended. Those with several places, themes "
        "or stakeholders are shared out among them.",
    )
    horas_pct = fields.Float(
        string="Share of the time (%)", readonly=True, digits=(5, 1), aggregator=None
    )
    peso_pct = fields.Float(
        string="Expected share (%)",
        readonly=True,
        digits=(5, 1),
        aggregator=None,
        help="Of a theme: its weight in the plan in force. Of a place: its share of "
        "the population.",
    )
    brecha_pct = fields.Float(
        string="Gap (points)",
        readonly=True,
        digits=(5, 1),
        aggregator=None,
        help="Share of the time less the expected share: negative is too little",
    )

    _actor_uniq = models.UniqueIndex("(actor_id) WHERE actor_id IS NOT NULL")
    _tema_uniq = models.UniqueIndex("(tema_id) WHERE tema_id IS NOT NULL")
    _lugar_uniq = models.UniqueIndex("(lugar_id) WHERE lugar_id IS NOT NULL")
    _olvidado_idx = models.Index("(company_id, tipo) WHERE olvidado")

    def _get_origen(self):
        """The stakeholder, theme or place of this row."""
        self.ensure_one()
        return self[f"{self.tipo}_id"]

    def action_open_360(self):
        """Open the page of what this row is about."""
        self.ensure_one()
        return self._get_origen().action_open_360()

    def action_proponer_actividad(self):
        """Propose an activity about what this row is about."""
        self.ensure_one()
        accion = self._get_origen().action_proponer_actividad()
        if not accion:
            raise AccessError(
                self.env._(
                    "Only the head of government, the delegates and the cabinet office "
                    "propose activities."
                )
            )
        return accion

    @api.model
    def action_actualizar(self):
        """Count again the municipality of the user."""
        self.browse().check_access("read")
        # sudo: the rows are written by the system alone
        self.sudo()._actualizar(self.env.company)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def _actualizar_todo(self):
        """Count all the municipalities now, without committing (demo data)."""
        self._actualizar(self.env["res.company"].search([("es_municipio", "=", True)]))

    @api.model
    def _cron_actualizar(self):
        """Nightly: all municipalities not counted yet, a batch of them at a time."""
        limite = fields.Datetime.subtract(fields.Datetime.now(), hours=HORAS)
        companies = self.env["res.company"].search(
            [
                ("es_municipio", "=", True),
                "|",
                ("fecha_proximidad", "=", False),
                ("fecha_proximidad", "<", limite),
            ],
            order="id",
        )
        progreso = self.env["ir.cron"]._commit_progress
        progreso(remaining=len(companies))
        for ids in split_every(LOTE, companies.ids):
            self._actualizar(self.env["res.company"].browse(ids))
            if not progreso(len(ids)):
                return
