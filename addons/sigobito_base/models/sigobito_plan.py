from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import pesos


class SigobitoPlan(models.Model):
    """Government plan of a period (R6)."""

    _name = "sigobito.plan"
    _description = "Government plan"
    _inherit = ["mail.thread"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date_start = fields.Date(tracking=True)
    date_end = fields.Date(tracking=True)
    state = fields.Selection(
        [("draft", "Draft"), ("open", "In force"), ("done", "Ended")],
        default="draft",
        required=True,
        tracking=True,
    )
    documento = fields.Binary(string="Document", attachment=True)
    documento_nombre = fields.Char(string="Document name")
    tema_ids = fields.One2many("sigobito.tema", "plan_id", string="Axes and themes")
    tema_count = fields.Integer(string="Themes", compute="_compute_tema_count")

    avisos_pesos = fields.Text(
        string="Do the weights make sense?", compute="_compute_avisos_pesos"
    )

    @api.depends("tema_ids")
    def _compute_tema_count(self):
        counts = dict(
            self.env["sigobito.tema"]._read_group(
                [("plan_id", "in", self.ids)], ["plan_id"], ["__count"]
            )
        )
        for plan in self:
            plan.tema_count = counts.get(plan, 0)

    @api.depends(
        "tema_ids.peso", "tema_ids.parent_id", "tema_ids.active", "tema_ids.name"
    )
    def _compute_avisos_pesos(self):
        temas = self.env["sigobito.tema"].search_fetch(
            [("plan_id", "in", self.ids)], ["name", "plan_id", "parent_id", "peso"]
        )
        por_plan = temas.grouped("plan_id")
        for plan in self:
            suyos = por_plan.get(plan._origin, temas.browse())
            ejes = suyos.filtered(lambda tema: not tema.parent_id).ids
            avisos = pesos.revisar(suyos._get_nodos(), ejes)
            plan.avisos_pesos = "\n".join(map(plan._get_aviso_peso, avisos))

    def _get_aviso_peso(self, aviso):
        """One finding about the weights, in words."""
        nombre = self.env["sigobito.tema"].browse(aviso.nodo).name
        textos = {
            "sin_peso": self.env._(
                "“%(tema)s” has no weight: give it one.", tema=nombre
            ),
            "eje_vacio": self.env._(
                "The axis “%(tema)s” has no themes below.", tema=nombre
            ),
            "dominante": self.env._(
                "“%(tema)s” takes %(pct)s %% of the plan: is it really one theme?",
                tema=nombre,
                pct=f"{aviso.valor:g}",
            ),
            "insignificante": self.env._(
                "“%(tema)s” is %(pct)s %% of the plan: give it more weight or join it "
                "to another.",
                tema=nombre,
                pct=f"{aviso.valor:g}",
            ),
            "todos_iguales": self.env._(
                "All the weights are alike: the plan does not say yet what matters more."
            ),
        }
        return textos[aviso.motivo]

    @api.constrains("date_start", "date_end")
    def _check_fechas(self):
        for plan in self:
            if plan.date_start and plan.date_end and plan.date_end < plan.date_start:
                raise ValidationError(
                    self.env._("The plan “%s” ends before it starts.", plan.name)
                )

    def action_open(self):
        """Put the plan in force."""
        self.ensure_one()
        self.state = "open"

    def action_done(self):
        """End the plan; its themes stay for what was classified by them."""
        self.ensure_one()
        self.state = "done"

    def action_open_temas(self):
        """Axes and themes of this plan."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_tema_action"
        )
        action["domain"] = [("plan_id", "=", self.id)]
        action["context"] = {"default_plan_id": self.id}
        return action

    def action_open_pesos(self):
        """The screen where the weights of the plan are given and checked."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_tema_action_pesos"
        )
        action["domain"] = [("plan_id", "=", self.id)]
        action["context"] = {"default_plan_id": self.id}
        return action
