from collections import defaultdict

from odoo import api, fields, models

POSTURAS = [("aliado", "Ally"), ("neutral", "Neutral"), ("opositor", "Opposed")]

#: Who may know where a stakeholder stands (R5).
GRUPOS_POSTURA = (
    "sigobito_base.group_titular,sigobito_base.group_despacho,"
    "sigobito_base.group_gestor"
)


class SigobitoActor(models.Model):
    """Person, institution or population group the government deals with (R5)."""

    _name = "sigobito.actor"
    _description = "Stakeholder"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "name, id"
    _check_company_auto = True
    _rec_names_search = ["name", "codigo", "email"]

    name = fields.Char(required=True, tracking=True, index="trigram")
    codigo = fields.Char(string="Code")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    tipo = fields.Selection(
        [
            ("individuo", "Person"),
            ("institucion", "Institution"),
            ("grupo", "Population group"),
        ],
        string="Kind",
        required=True,
        default="individuo",
        index=True,
    )
    partner_id = fields.Many2one(
        "res.partner", string="Contact", index="btree_not_null", check_company=True
    )
    email = fields.Char(string="Email")
    phone = fields.Char(string="Phone")
    rol = fields.Char(string="Role", help="What he or she is in the community")
    influencia = fields.Selection(
        [("1", "Low"), ("2", "Medium"), ("3", "High")], string="Influence"
    )
    postura = fields.Selection(
        POSTURAS,
        string="Stance",
        groups=GRUPOS_POSTURA,
        # Never tracked: the chatter is read by everybody who reads the stakeholder.
        copy=False,
    )
    postura_ids = fields.One2many(
        "sigobito.actor.postura",
        "actor_id",
        string="History of the stance",
        groups=GRUPOS_POSTURA,
    )
    enlace_id = fields.Many2one(
        "res.users",
        string="Liaison",
        index="btree_not_null",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    tema_ids = fields.Many2many("sigobito.tema", string="Themes", check_company=True)
    lugar_ids = fields.Many2many("sigobito.lugar", string="Places", check_company=True)
    lidera_ids = fields.Many2many(
        "sigobito.lugar",
        "sigobito_lugar_lider_rel",
        "actor_id",
        "lugar_id",
        string="Leads in",
        check_company=True,
    )
    relacion_ids = fields.One2many(
        "sigobito.actor.relacion", "actor_id", string="Relations"
    )
    relacion_inversa_ids = fields.One2many(
        "sigobito.actor.relacion", "otro_id", string="Relations of others with it"
    )
    relacion_count = fields.Integer(
        string="Relations (number)", compute="_compute_relacion_count"
    )
    consentimiento = fields.Boolean(
        string="Consent", help="Agreed to our keeping his or her personal data"
    )
    consentimiento_fecha = fields.Date(
        string="Consent given on",
        compute="_compute_consentimiento_fecha",
        store=True,
        readonly=False,
    )
    consentimiento_medio = fields.Selection(
        [
            ("firma", "Signed form"),
            ("correo", "Email or message"),
            ("verbal", "By word of mouth"),
            ("web", "Form on the website"),
        ],
        string="How it was given",
    )
    consentimiento_documento = fields.Binary(string="Proof", attachment=True)
    consentimiento_nombre = fields.Char(string="Name of the proof")
    ultimo_contacto = fields.Date(string="Last contact")
    notas = fields.Text(string="Notes")

    _codigo_uniq = models.UniqueIndex(
        "(company_id, codigo) WHERE codigo IS NOT NULL",
        "Another stakeholder has this code.",
    )

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        partner = self.partner_id
        self.name = self.name or partner.name
        self.email = self.email or partner.email
        self.phone = self.phone or partner.phone

    @api.depends("consentimiento")
    def _compute_consentimiento_fecha(self):
        for actor in self:
            if not actor.consentimiento:
                actor.consentimiento_fecha = False
            elif not actor.consentimiento_fecha:
                actor.consentimiento_fecha = actor.company_id._hoy()

    @api.depends("relacion_ids", "relacion_inversa_ids")
    def _compute_relacion_count(self):
        Relacion = self.env["sigobito.actor.relacion"]
        counts = defaultdict(int)
        for name in ("actor_id", "otro_id"):
            for actor, count in Relacion._read_group(
                [(name, "in", self.ids)], [name], ["__count"]
            ):
                counts[actor] += count
        for actor in self:
            actor.relacion_count = counts[actor._origin]

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        actores = super().create(vals_list)
        # sudo: the history is written by the system, whoever creates the stakeholder
        actores.sudo()._registrar_postura({})
        return actores

    def write(self, vals):
        if "postura" not in vals:
            return super().write(vals)
        # sudo: to compare; whoever may not write the stance is refused just below
        antes = {actor.id: actor.postura for actor in self.sudo()}
        res = super().write(vals)
        # sudo: nobody writes the history by hand
        self.sudo()._registrar_postura(antes)
        return res

    def _registrar_postura(self, antes):
        """Keep what the stance was, who changed it and why.

        The reason comes from the wizard, in ``sigobito_motivo_postura``.
        """
        motivo = self.env.context.get("sigobito_motivo_postura") or False
        self.env["sigobito.actor.postura"].create(
            [
                {
                    "actor_id": actor.id,
                    "desde": antes.get(actor.id) or False,
                    "hasta": actor.postura,
                    "motivo": motivo,
                    "user_id": self.env.uid,
                }
                for actor in self
                if actor.postura != (antes.get(actor.id) or False)
            ]
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_cambiar_postura(self):
        """Ask for the stance and the reason."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_actor_postura_cambiar_action"
        )
        action["context"] = {"default_actor_id": self.id}
        return action

    def action_ver_relaciones(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_actor_relacion_action"
        )
        action["domain"] = [
            "|",
            ("actor_id", "=", self.id),
            ("otro_id", "=", self.id),
        ]
        action["context"] = {"default_actor_id": self.id}
        return action
