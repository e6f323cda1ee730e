from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools import puntaje


class SigobitoPriorizacionCandidata(models.Model):
    """Something the government could do, scored, and chosen or not with the reason."""

    _name = "sigobito.priorizacion.candidata"
    _description = "Candidate initiative"
    _order = "priorizacion_id desc, orden, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    descripcion = fields.Text(string="What it is about")
    priorizacion_id = fields.Many2one(
        "sigobito.priorizacion",
        string="Workshop",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="priorizacion_id.company_id", store=True, precompute=True, index=True
    )
    state = fields.Selection(
        related="priorizacion_id.state", string="Workshop state", store=True
    )
    tema_id = fields.Many2one(
        "sigobito.tema", string="Theme", index="btree_not_null", check_company=True
    )
    lugar_ids = fields.Many2many("sigobito.lugar", string="Places", check_company=True)
    area_id = fields.Many2one("sigobito.area", string="Area", check_company=True)
    puntaje_ids = fields.One2many(
        "sigobito.priorizacion.puntaje", "candidata_id", string="Marks"
    )
    puntaje = fields.Float(
        string="Score",
        digits=(5, 1),
        compute="_compute_puntaje",
        store=True,
        aggregator="avg",
        help="From 0 to 100: the mean of the marks, each criterion by its weight",
    )
    personas = fields.Integer(
        string="Scored by", compute="_compute_puntaje", store=True, aggregator=None
    )
    completo = fields.Float(
        string="Marks given (%)",
        digits=(5, 0),
        compute="_compute_puntaje",
        store=True,
        aggregator="avg",
    )
    acuerdo = fields.Selection(
        [
            ("sin_datos", "Too few marks"),
            ("alto", "They agree"),
            ("bajo", "They do not agree"),
        ],
        string="Agreement",
        compute="_compute_puntaje",
        store=True,
    )
    puesto = fields.Integer(
        string="Place in the ranking",
        compute="_compute_puesto",
        store=True,
        aggregator=None,
    )
    orden = fields.Integer(
        string="Order in the ranking",
        compute="_compute_puesto",
        store=True,
        aggregator=None,
    )
    decision = fields.Selection(
        [
            ("pendiente", "To be decided"),
            ("elegida", "Chosen"),
            ("no_elegida", "Not chosen"),
        ],
        string="Decision",
        default="pendiente",
        required=True,
        index=True,
        copy=False,
    )
    motivo = fields.Text(string="Reason of the decision", copy=False)
    decidida_por_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, copy=False
    )
    fecha_decision = fields.Date(string="Decided on", readonly=True, copy=False)

    _nombre_uniq = models.UniqueIndex(
        "(priorizacion_id, lower(name))", "This candidate is already in the workshop."
    )

    @api.depends(
        "puntaje_ids.valor",
        "priorizacion_id.criterio_ids.peso",
        "priorizacion_id.participante_ids",
    )
    def _compute_puntaje(self):
        """Of all the candidates at once; the rule is in ``tools/puntaje.py``."""
        votos = {}
        for fila in self.env["sigobito.priorizacion.puntaje"].search_fetch(
            [("candidata_id", "in", self.ids)],
            ["candidata_id", "criterio_id", "user_id", "valor"],
            # Ordering by the candidate would compute its place before its score.
            order="id",
        ):
            votos.setdefault(fila.candidata_id.id, []).append(
                puntaje.Voto(fila.criterio_id.id, fila.user_id.id, fila.valor)
            )
        for candidata in self:
            taller = candidata.priorizacion_id
            resultado = puntaje.evaluar(
                {criterio.id: criterio.peso for criterio in taller.criterio_ids},
                votos.get(candidata._origin.id, []),
                len(taller.participante_ids),
            )
            candidata.puntaje = resultado.puntaje
            candidata.personas = resultado.personas
            candidata.completo = resultado.completo
            candidata.acuerdo = resultado.acuerdo

    @api.depends("puntaje", "personas", "priorizacion_id.candidata_ids.puntaje")
    def _compute_puesto(self):
        for taller, candidatas in self.grouped("priorizacion_id").items():
            puestos = puntaje.ordenar(
                {
                    candidata.id: candidata.puntaje if candidata.personas else None
                    for candidata in taller.candidata_ids | candidatas
                }
            )
            for candidata in candidatas:
                candidata.puesto = puestos[candidata.id]
                # Without score, at the end.
                candidata.orden = candidata.puesto or 9999

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        # What the context brings is decided by the user, too.
        por_defecto = {
            name: value
            for name, value in self._get_por_defecto().items()
            if name in ("decision", "decidida_por_id", "fecha_decision")
        }
        candidatas = super().create(
            [self._con_decision({**por_defecto, **vals}) for vals in vals_list]
        )
        candidatas.priorizacion_id._check_abierta()
        return candidatas

    def write(self, vals):
        if vals.keys() & self._get_campos_de_trabajo():
            self.priorizacion_id._check_abierta()
        res = super().write(self._con_decision(vals))
        if "priorizacion_id" in vals:
            self.priorizacion_id._check_abierta()
            # sudo: marks stay in their workshop, also those that he does not see
            self.sudo().puntaje_ids._check_criterio()
        return res

    @api.model
    def _get_campos_de_trabajo(self):
        """What is not touched any more once the workshop is closed."""
        return {
            "name",
            "descripcion",
            "priorizacion_id",
            "tema_id",
            "lugar_ids",
            "area_id",
            "puntaje_ids",
            "decision",
            "motivo",
        }

    @api.model
    def _con_decision(self, vals):
        """Who decides and when is noted by itself; nobody writes it for another."""
        if not self.env.su and {"decidida_por_id", "fecha_decision"} & vals.keys():
            raise AccessError(
                self.env._("Who decided on a candidate is noted by itself.")
            )
        if "decision" not in vals or self.env.su:
            return vals
        decidida = vals["decision"] != "pendiente"
        return dict(
            vals,
            decidida_por_id=self.env.uid if decidida else False,
            fecha_decision=self.env.company._hoy() if decidida else False,
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_cerrada(self):
        self.priorizacion_id._check_abierta()
        # sudo: those with marks, whoever gave them
        self.sudo().filtered("puntaje_ids").with_env(
            self.env
        ).priorizacion_id._check_conduce()

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_elegir(self):
        self.write({"decision": "elegida"})
        return True

    def action_no_elegir(self):
        self.write({"decision": "no_elegida"})
        return True

    def puntuar(self, criterio_id, valor):
        """Give (or with 0 take back) the current user's mark by one criterion."""
        self.ensure_one()
        Puntaje = self.env["sigobito.priorizacion.puntaje"]
        mio = Puntaje.search(
            [
                ("candidata_id", "=", self.id),
                ("criterio_id", "=", criterio_id),
                ("user_id", "=", self.env.uid),
            ]
        )
        if not valor:
            mio.unlink()
        elif mio:
            mio.valor = valor
        else:
            Puntaje.create(
                {
                    "candidata_id": self.id,
                    "criterio_id": criterio_id,
                    "valor": valor,
                }
            )
        return valor
