from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..adapters import get_adaptador


class SigobitoCanal(models.Model):
    """Where a municipality speaks: its web page, a network, a radio, a chat group.

    *Automatic*: the outbox publishes. *Assisted*: a person copies the text, publishes
    and notes the link; it works from the first day, without any key.
    """

    _name = "sigobito.canal"
    _description = "Channel"
    _inherit = ["mail.thread"]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company",
        string="Municipality",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    tipo = fields.Selection(
        [("web", "Web page"), ("otro", "Other outlet")],
        string="Kind",
        required=True,
        default="otro",
        tracking=True,
    )
    modo = fields.Selection(
        [("automatico", "Automatic"), ("asistido", "Assisted")],
        string="Mode",
        required=True,
        compute="_compute_modo",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Assisted: you copy the text, publish it yourself and note the link.",
    )
    blog_id = fields.Many2one(
        "blog.blog", string="Blog", ondelete="restrict", check_company=True
    )
    largo_maximo = fields.Integer(
        string="Longest text", help="Characters; 0 means no limit"
    )
    indicaciones = fields.Text(
        string="How to publish here",
        help="For example: who has the phone, at what time people read it",
    )
    pausado = fields.Boolean(string="Paused", tracking=True, copy=False)
    motivo_pausa = fields.Char(string="Why it is paused", tracking=True, copy=False)
    espera_hasta = fields.Datetime(string="Waits until", copy=False)
    pieza_count = fields.Integer(
        string="Pieces (number)", compute="_compute_pieza_count"
    )

    _blog_uniq = models.UniqueIndex(
        "(blog_id) WHERE blog_id IS NOT NULL", "Another channel writes on this blog."
    )

    @api.depends("tipo")
    def _compute_modo(self):
        for canal in self:
            if not get_adaptador(canal):
                canal.modo = "asistido"
            elif not canal.modo or canal._origin.tipo != canal.tipo:
                canal.modo = "automatico"

    def _compute_pieza_count(self):
        counts = dict(
            self.env["sigobito.pieza"]._read_group(
                [("canal_id", "in", self.ids)], ["canal_id"], ["__count"]
            )
        )
        for canal in self:
            canal.pieza_count = counts.get(canal, 0)

    @api.constrains("tipo", "modo")
    def _check_modo(self):
        for canal in self:
            if canal.modo == "automatico" and not get_adaptador(canal):
                raise ValidationError(
                    self.env._(
                        "“%s” cannot publish by itself yet: use the assisted mode.",
                        canal.name,
                    )
                )

    @api.constrains("tipo", "blog_id", "company_id")
    def _check_blog_id(self):
        for canal in self:
            # sudo: the blog may belong to a municipality that the user cannot see
            blog = canal.sudo().blog_id
            if canal.tipo == "web" and not blog:
                raise ValidationError(
                    self.env._("Choose the blog of the web channel “%s”.", canal.name)
                )
            if blog and blog.company_id != canal.company_id:
                raise ValidationError(
                    self.env._("The blog of “%s” belongs to somebody else.", canal.name)
                )

    @api.constrains("largo_maximo")
    def _check_largo_maximo(self):
        for canal in self:
            if canal.largo_maximo < 0:
                raise ValidationError(
                    self.env._("The longest text cannot be negative (%s).", canal.name)
                )

    def action_reanudar(self):
        """Publish here again, after somebody looked at the cause of the pause."""
        self.ensure_one()
        self.write({"pausado": False, "motivo_pausa": False})
        self.env["sigobito.publicacion"]._trigger_cron()

    def action_view_piezas(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_comunicacion.sigobito_pieza_action"
        )
        return dict(
            action,
            domain=[("canal_id", "=", self.id)],
            context={"default_canal_id": self.id},
        )
