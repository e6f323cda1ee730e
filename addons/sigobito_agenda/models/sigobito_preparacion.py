from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

AREAS = [
    ("protocolo", "Protocol"),
    ("seguridad", "Security"),
    ("prensa", "Press"),
    ("logistica", "Logistics"),
]
#: What whoever was asked to prepare something may write.
CAMPOS_RESPONSABLE = {"hecho", "nota"}


class SigobitoPreparacionPlantilla(models.Model):
    """What has to be prepared for every activity of a kind (R22).

    The lines without municipality come with the product and serve all of them; each
    municipality adds its own.
    """

    _name = "sigobito.preparacion.plantilla"
    _description = "What a kind of activity needs"
    _order = "area, sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    tipo_id = fields.Many2one(
        "sigobito.actividad.tipo",
        string="Kind of activity",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: shared by all municipalities",
    )
    area = fields.Selection(AREAS, string="Area", required=True, default="protocolo")
    dias_antes = fields.Integer(
        string="Days before", default=1, help="How long before it must be ready"
    )


class SigobitoPreparacion(models.Model):
    """A line of the checklist of an activity, by area: who, by when, ready (R22).

    As visible as the activity: of a reserved one nobody else learns anything here.
    """

    _name = "sigobito.preparacion"
    _description = "Preparation of an activity"
    _order = "area, sequence, id"
    _check_company_auto = True

    name = fields.Char(string="What", required=True)
    sequence = fields.Integer(default=10)
    event_id = fields.Many2one(
        "calendar.event",
        string="Activity",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="event_id.company_id",
        store=True,
        required=True,
        precompute=True,
        index=True,
    )
    fecha_actividad = fields.Datetime(related="event_id.start", string="Activity on")
    area = fields.Selection(AREAS, string="Area", required=True, default="protocolo")
    responsable_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    dias_antes = fields.Integer(string="Days before", default=1)
    date_deadline = fields.Date(
        string="Ready by",
        compute="_compute_date_deadline",
        store=True,
        index=True,
        help="It moves with the activity",
    )
    hecho = fields.Boolean(string="Ready")
    hecho_por_id = fields.Many2one("res.users", string="Checked by", readonly=True)
    hecho_el = fields.Datetime(string="Checked on", readonly=True)
    nota = fields.Char(string="Note")

    @api.depends("event_id.start", "event_id.allday", "dias_antes")
    def _compute_date_deadline(self):
        for linea in self:
            event = linea.event_id
            linea.date_deadline = event.start and (
                event._get_dia() - timedelta(days=max(linea.dias_antes, 0))
            )

    @api.constrains("responsable_id", "event_id")
    def _check_responsable(self):
        """Nobody is asked to prepare what he may not know of."""
        for linea in self.filtered("responsable_id"):
            user = linea.responsable_id
            # sudo: companies of a user are for administrators only
            if linea.company_id not in user.sudo().company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work for %(company)s.",
                        user=user.name,
                        company=linea.company_id.name,
                    )
                )
            if not linea.event_id._es_legible_para(user):
                raise ValidationError(
                    self.env._(
                        "%s sees this reserved activity as “Busy”. Invite the person "
                        "to it first, or name somebody else.",
                        user.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        lineas = super().create([self._prepare_hecho_vals(vals) for vals in vals_list])
        if not self.env.su:
            lineas._check_oficina()
        return lineas

    def write(self, vals):
        if not self.env.su:
            self._check_escritura(vals)
        return super().write(self._prepare_hecho_vals(vals))

    @api.model
    def _prepare_hecho_vals(self, vals):
        vals = {k: v for k, v in vals.items() if k not in ("hecho_por_id", "hecho_el")}
        if "hecho" in vals:
            hecho = vals["hecho"]
            vals["hecho_por_id"] = self.env.uid if hecho else False
            vals["hecho_el"] = fields.Datetime.now() if hecho else False
        return vals

    def _check_escritura(self, vals):
        """The office writes the list; each answers for what was asked of him."""
        if vals.keys() - CAMPOS_RESPONSABLE:
            self._check_oficina()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_oficina(self):
        if not self.env.su:
            self._check_oficina()

    def _check_oficina(self):
        if not all(linea.event_id._es_editable() for linea in self):
            raise AccessError(
                self.env._(
                    "Only the cabinet office changes what has to be prepared. You can "
                    "say that it is ready, or leave a note."
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_actividad(self):
        self.ensure_one()
        return self.event_id._get_records_action(target="current")
