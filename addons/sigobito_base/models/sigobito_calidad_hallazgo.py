from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import calidad

#: Days a closed finding is kept; the scores keep the history.
DIAS_CERRADOS = 400
LOTE_BORRADO = 10_000


class SigobitoCalidadHallazgo(models.Model):
    """A record that breaks a rule: opens and closes by itself (R19).

    It keeps no word of the record: what it is called is read with the rights of
    whoever looks.
    """

    _name = "sigobito.calidad.hallazgo"
    _description = "Quality finding"
    _rec_name = "regla_id"
    _order = "state, peso desc, fecha_desde, id"
    _check_company_auto = True

    regla_id = fields.Many2one(
        "sigobito.calidad.regla",
        string="Rule",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    model = fields.Char(
        related="regla_id.model", string="Technical name", store=True, index=True
    )
    model_id = fields.Many2one(related="regla_id.model_id", string="Kind of record")
    res_id = fields.Many2oneReference(
        string="Record (number)", model_field="model", required=True, readonly=True
    )
    registro = fields.Char(string="Record", compute="_compute_registro")
    area_id = fields.Many2one(
        "sigobito.area",
        string="Area",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    responsable_id = fields.Many2one(
        "res.users",
        string="Who mends it",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    es_mio = fields.Boolean(
        string="Mine", compute="_compute_es_mio", search="_search_es_mio"
    )
    state = fields.Selection(
        [("abierto", "Open"), ("cerrado", "Closed")],
        default="abierto",
        required=True,
        readonly=True,
    )
    motivo_cierre = fields.Selection(
        [("corregido", "Mended"), ("regla", "The rule was turned off")],
        string="Why it closed",
        readonly=True,
    )
    fecha_desde = fields.Date(string="Since", required=True, readonly=True)
    fecha_cierre = fields.Date(string="Closed on", readonly=True)
    dias_abierto = fields.Integer(string="Days open", compute="_compute_dias_abierto")
    peso = fields.Integer(
        related="regla_id.peso", string="Weight", store=True, aggregator="sum"
    )
    es_regional = fields.Boolean(related="regla_id.es_regional", store=True)
    mensaje = fields.Text(related="regla_id.mensaje", string="What to do")
    puntaje_registro = fields.Float(
        string="Score of the record",
        compute="_compute_puntaje_registro",
        digits=(5, 1),
    )

    _abierto_uniq = models.UniqueIndex(
        "(regla_id, res_id) WHERE state = 'abierto'", "This finding is already open."
    )
    _por_registro_idx = models.Index("(model, res_id) WHERE state = 'abierto'")
    _por_municipio_idx = models.Index("(company_id, regla_id) WHERE state = 'abierto'")

    @api.depends("model", "res_id")
    @api.depends_context("uid", "lang")
    def _compute_registro(self):
        nombres = {}
        for model, hallazgos in self.grouped("model").items():
            if model in self.env and self.env[model].has_access("read"):
                # A search keeps what the reader may see, in one query.
                visibles = (
                    self.env[model]
                    .with_context(active_test=False)
                    .search([("id", "in", hallazgos.mapped("res_id"))])
                )
                nombres.update({(model, r.id): r.display_name for r in visibles})
        for hallazgo in self:
            hallazgo.registro = nombres.get(
                (hallazgo.model, hallazgo.res_id)
            ) or self.env._("Not within your reach")

    @api.depends("responsable_id")
    @api.depends_context("uid")
    def _compute_es_mio(self):
        for hallazgo in self:
            hallazgo.es_mio = hallazgo.responsable_id == self.env.user

    @api.model
    def _search_es_mio(self, operator, value):
        if operator != "in":
            return NotImplemented
        mios = self._get_mios_domain()
        return mios if True in value else ~mios

    @api.model
    def _get_mios_domain(self):
        """What this user mends: his own, and what has nobody if he administers."""
        mios = Domain("responsable_id", "=", self.env.uid)
        if self.env.user.has_group("sigobito_base.group_admin_municipal"):
            mios |= Domain("responsable_id", "=", False)
        return mios

    @api.depends("fecha_desde", "fecha_cierre", "state")
    def _compute_dias_abierto(self):
        hoy = {company: company._hoy() for company in self.company_id.sudo()}
        for hallazgo in self:
            fin = hallazgo.fecha_cierre or hoy.get(hallazgo.company_id.sudo())
            desde = hallazgo.fecha_desde
            hallazgo.dias_abierto = (fin - desde).days if fin and desde else 0

    @api.depends("state", "peso")
    def _compute_puntaje_registro(self):
        puntajes = self._get_puntajes(self.mapped("model"), self.mapped("res_id"))
        for hallazgo in self:
            hallazgo.puntaje_registro = puntajes.get(
                (hallazgo.model, hallazgo.res_id), 100.0
            )

    @api.model
    def _get_puntajes(self, modelos, ids):
        """Scores of records with open findings: ``{(model, id): 0..100}``."""
        # sudo: the score of a record is the same for everybody who sees it
        todos = self.sudo()
        abiertos = todos._read_group(
            [
                ("state", "=", "abierto"),
                ("model", "in", list(set(modelos))),
                ("res_id", "in", list(set(ids))),
            ],
            ["model", "res_id"],
            ["peso:sum"],
        )
        totales = dict(
            self.env["sigobito.calidad.regla"]
            .sudo()
            ._read_group(
                [("model", "in", list(set(modelos))), ("rota", "=", False)],
                ["model"],
                ["peso:sum"],
            )
        )
        return {
            (model, res_id): calidad.puntaje_registro(totales.get(model, 0), peso)
            for model, res_id, peso in abiertos
        }

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_corregir(self):
        """Open the record at the field to mend."""
        self.ensure_one()
        self.check_access("read")
        registro = (
            self.env[self.model]
            .with_context(active_test=False)
            .search([("id", "=", self.res_id)])
        )
        if not registro:
            raise UserError(
                self.env._(
                    "You cannot open this record: it was deleted, or it is not within "
                    "your reach. Ask %(who)s to mend it.",
                    who=self.responsable_id.name or self.env._("its responsible"),
                )
            )
        regla = self.regla_id
        return {
            "type": "ir.actions.act_window",
            "name": regla.name,
            "res_model": self.model,
            "res_id": registro.id,
            "views": [(False, "form")],
            "target": "current",
            "context": {
                "sigobito_hallazgo_id": self.id,
                "sigobito_campo": regla.campo_corregir or "",
                "sigobito_mensaje": regla.mensaje,
            },
        }

    def verificar(self):
        """Look again at these findings; say which are mended.

        :return: ids of those that are closed now
        """
        self.check_access("read")
        abiertos = self.filtered(lambda h: h.state == "abierto")
        # sudo: nobody writes findings by hand; here the rules do
        abiertos.sudo()._verificar()
        return self.filtered(lambda h: h.state == "cerrado").ids

    def action_verificar(self):
        """“I mended it”: look again now, without waiting for the night."""
        cerrados = self.verificar()
        faltan = len(self) - len(cerrados)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if faltan else "success",
                "message": self.env._("It is not mended yet: %s", self[:1].mensaje)
                if faltan
                else self.env._("Mended. Thank you."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _verificar(self):
        """Close those whose record is in order now: one query a rule."""
        self.env.flush_all()
        for (regla, company), hallazgos in self.grouped(
            lambda h: (h.regla_id, h.company_id)
        ).items():
            if regla.rota or not regla.active:
                continue
            _universo, malos = regla._get_consultas(
                company, regla._get_dias(company), hallazgos.mapped("res_id")
            )
            siguen = {
                fila[0]
                for fila in self.env.execute_query(
                    SQL("SELECT id FROM (%s) malos", malos)
                )
            }
            corregidos = hallazgos.filtered(
                lambda h, siguen=siguen: h.res_id not in siguen
            )
            corregidos.write(
                {
                    "state": "cerrado",
                    "motivo_cierre": "corregido",
                    "fecha_cierre": company._hoy(),
                }
            )

    @api.autovacuum
    def _gc_cerrados(self):
        """Closed findings older than a year: the history is in the scores."""
        limite = fields.Date.today() - timedelta(days=DIAS_CERRADOS)
        dominio = [("state", "=", "cerrado"), ("fecha_cierre", "<", limite)]
        viejos = self.search(dominio, limit=LOTE_BORRADO)
        viejos.unlink()
        return len(viejos), len(viejos) == LOTE_BORRADO
