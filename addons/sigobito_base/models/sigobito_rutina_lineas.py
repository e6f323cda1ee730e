from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SigobitoRutinaPaso(models.Model):
    """A line of the checklist that each session of a routine goes through."""

    _name = "sigobito.rutina.paso"
    _description = "Step of a routine"
    _order = "sequence, id"

    rutina_id = fields.Many2one(
        "sigobito.rutina",
        string="Routine",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="rutina_id.company_id", store=True, index=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)


class SigobitoRutinaSesionPaso(models.Model):
    """A line of the checklist of one session."""

    _name = "sigobito.rutina.sesion.paso"
    _description = "Step of a session"
    _order = "sequence, id"

    sesion_id = fields.Many2one(
        "sigobito.rutina.sesion",
        string="Session",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="sesion_id.company_id", store=True, index=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    hecho = fields.Boolean(string="Done")


class SigobitoRutinaAsistencia(models.Model):
    """Who was called to a session, and whether he came."""

    _name = "sigobito.rutina.asistencia"
    _description = "Attendance"
    _order = "sesion_id desc, id"
    _rec_name = "user_id"

    sesion_id = fields.Many2one(
        "sigobito.rutina.sesion",
        string="Session",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="sesion_id.company_id", store=True, index=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        required=True,
        index=True,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    asistio = fields.Boolean(string="Came")
    nota = fields.Char(string="Remark", help="For example, why somebody did not come")

    _persona_uniq = models.UniqueIndex(
        "(sesion_id, user_id)", "That person is already called to the session."
    )

    @api.constrains("user_id", "company_id")
    def _check_persona(self):
        for linea in self:
            # sudo: companies of a user are for administrators only
            if linea.company_id not in linea.user_id.sudo().company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work for %(company)s.",
                        user=linea.user_id.name,
                        company=linea.company_id.name,
                    )
                )


class SigobitoRutinaAcuerdo(models.Model):
    """What a session agreed: what, who and by when (R3)."""

    _name = "sigobito.rutina.acuerdo"
    _description = "Agreement of a session"
    _order = "date_deadline, id"
    _check_company_auto = True

    sesion_id = fields.Many2one(
        "sigobito.rutina.sesion",
        string="Session",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="sesion_id.company_id", store=True, index=True, precompute=True
    )
    rutina_id = fields.Many2one(
        related="sesion_id.rutina_id", store=True, index=True, precompute=True
    )
    fecha_sesion = fields.Date(
        related="sesion_id.date", store=True, precompute=True, string="Agreed on"
    )
    name = fields.Char(string="Agreement", required=True)
    responsable_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    date_deadline = fields.Date(string="Deadline")
    cumplido = fields.Boolean(
        string="Done",
        compute="_compute_cumplido",
        store=True,
        readonly=False,
        precompute=True,
    )

    @api.depends("name")
    def _compute_cumplido(self):
        """Hook: by hand, unless an addon knows what became of it."""
        for acuerdo in self:
            acuerdo.cumplido = acuerdo.cumplido

    @api.constrains("responsable_id", "company_id")
    def _check_persona(self):
        for acuerdo in self:
            user = acuerdo.responsable_id
            # sudo: companies of a user are for administrators only
            if user and acuerdo.company_id not in user.sudo().company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work for %(company)s.",
                        user=user.name,
                        company=acuerdo.company_id.name,
                    )
                )

    def _prepare_compromiso_vals(self):
        """Hook: values with which an addon follows this agreement."""
        self.ensure_one()
        return {
            "name": self.name,
            "responsable_id": self.responsable_id.id,
            "date_deadline": self.date_deadline,
            "company_id": self.company_id.id,
        }
