"""Programming of an initiative: milestones, weights, dates, and what is still missing."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ..tools import avance as programacion


class SigobitoIniciativa(models.Model):
    _inherit = "sigobito.iniciativa"

    date_start = fields.Date(string="Start", tracking=True)
    date_end = fields.Date(string="End", tracking=True)
    fecha_base = fields.Date(
        string="Baseline end",
        readonly=True,
        copy=False,
        help="End agreed when the programming was approved.",
    )
    fecha_prevista = fields.Date(
        string="Forecast end", compute="_compute_fechas", store=True
    )
    fecha_proximo_hito = fields.Date(
        string="Next milestone on", compute="_compute_fechas", store=True
    )
    fecha_actualizacion = fields.Date(
        string="Last update", compute="_compute_fechas", store=True
    )
    linea_inicio = fields.Date(
        string="Start on the time line", compute="_compute_fechas", store=True
    )
    linea_fin = fields.Date(
        string="End on the time line", compute="_compute_fechas", store=True
    )
    hito_ids = fields.One2many(
        "sigobito.hito", "iniciativa_id", string="Milestones", copy=True
    )
    hito_count = fields.Integer(
        string="Milestones (number)", compute="_compute_hito_count", store=True
    )
    hito_logrado_count = fields.Integer(
        string="Milestones reached", compute="_compute_hito_count", store=True
    )
    avance = fields.Float(
        string="Progress (%)",
        compute="_compute_avance",
        store=True,
        digits=(5, 2),
        aggregator="avg",
        help="Progress of its milestones, each with its weight.",
    )
    peso_total = fields.Float(
        string="Sum of weights", compute="_compute_avance", store=True, digits=(7, 2)
    )
    faltas_programacion = fields.Text(
        string="Missing to be approved", compute="_compute_faltas_programacion"
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("hito_ids.peso", "hito_ids.avance", "hito_ids.state")
    def _compute_avance(self):
        for iniciativa in self:
            hitos = iniciativa.hito_ids.filtered(lambda hito: hito.state != "cancel")
            iniciativa.avance = programacion.ponderado(
                (hito.peso, 100.0 if hito.state == "done" else hito.avance)
                for hito in hitos
            )
            iniciativa.peso_total = sum(hitos.mapped("peso"))

    @api.depends("hito_ids.state")
    def _compute_hito_count(self):
        for iniciativa in self:
            hitos = iniciativa.hito_ids.filtered(lambda hito: hito.state != "cancel")
            iniciativa.hito_count = len(hitos)
            iniciativa.hito_logrado_count = len(
                hitos.filtered(lambda hito: hito.state == "done")
            )

    @api.depends(
        "date_start",
        "date_end",
        "hito_ids.state",
        "hito_ids.date_deadline",
        "hito_ids.fecha_prevista",
        "hito_ids.fecha_real",
        "hito_ids.fecha_actualizacion",
        "hito_ids.linea_inicio",
    )
    def _compute_fechas(self):
        for iniciativa in self:
            hitos = iniciativa.hito_ids.filtered(lambda hito: hito.state != "cancel")
            abiertos = hitos.filtered(lambda hito: hito.state != "done")
            fines = [h.fecha_real or h.fecha_prevista or h.date_deadline for h in hitos]
            prevista = max(filter(None, fines), default=False)
            iniciativa.fecha_prevista = prevista
            iniciativa.fecha_proximo_hito = min(
                filter(None, abiertos.mapped("date_deadline")), default=False
            )
            iniciativa.fecha_actualizacion = max(
                filter(None, hitos.mapped("fecha_actualizacion")), default=False
            )
            # The timeline needs dates even for what is not programmed yet.
            alta = fields.Date.to_date(iniciativa.create_date) or fields.Date.today()
            inicio = iniciativa.date_start or min(
                filter(None, hitos.mapped("linea_inicio")), default=alta
            )
            iniciativa.linea_inicio = inicio
            iniciativa.linea_fin = max(
                filter(None, (prevista, iniciativa.date_end, inicio))
            )

    @api.depends(
        "state",
        "responsable_id",
        "hito_ids.peso",
        "hito_ids.date_deadline",
        "hito_ids.state",
        "hito_ids.responsable_id",
    )
    @api.depends_context("lang")
    def _compute_faltas_programacion(self):
        for iniciativa in self:
            faltas = (
                iniciativa._get_faltas_programacion()
                if iniciativa.state in ("candidata", "programacion")
                else []
            )
            iniciativa.faltas_programacion = "\n".join(f"• {f}" for f in faltas)

    # ------------------------------------------------------------
    # CONSTRAINS
    # ------------------------------------------------------------

    @api.constrains("date_start", "date_end")
    def _check_fechas(self):
        for iniciativa in self:
            inicio, fin = iniciativa.date_start, iniciativa.date_end
            if inicio and fin and inicio > fin:
                raise ValidationError(
                    self.env._(
                        "“%(iniciativa)s” would end before it starts. "
                        "Correct its dates.",
                        iniciativa=iniciativa.display_name,
                    )
                )

    def _check_programacion(self):
        for iniciativa in self:
            faltas = iniciativa._get_faltas_programacion()
            if faltas:
                raise UserError(
                    self.env._(
                        "“%(iniciativa)s” is not ready to be approved:\n%(faltas)s",
                        iniciativa=iniciativa.display_name,
                        faltas="\n".join(f"• {falta}" for falta in faltas),
                    )
                )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_repartir_pesos(self):
        """Equal weights for every milestone that is not cancelled."""
        for iniciativa in self:
            hitos = iniciativa.hito_ids.filtered(lambda hito: hito.state != "cancel")
            pesos = programacion.repartir(len(hitos))
            iniciativa.write(
                {
                    "hito_ids": [
                        Command.update(hito.id, {"peso": peso})
                        for hito, peso in zip(hitos, pesos, strict=True)
                    ]
                }
            )
        return True

    def action_ver_hitos(self):
        self.ensure_one()
        return self._action_relacionados(
            "sigobito_iniciativas.sigobito_hito_action",
            [("iniciativa_id", "=", self.id)],
            {"default_iniciativa_id": self.id},
        )

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def _get_faltas_programacion(self):
        """What is missing to approve it, in words (list of strings)."""
        self.ensure_one()
        hitos = self.hito_ids.filtered(lambda hito: hito.state != "cancel")
        faltas = programacion.faltas(
            [
                programacion.Programado(
                    hito.name or "",
                    hito.peso,
                    hito.date_deadline or None,
                    bool(hito.responsable_id or self.responsable_id),
                )
                for hito in hitos
            ],
            bool(self.responsable_id),
        )
        textos = {
            "sin_responsable": self.env._("It has no responsible person."),
            "pocos_hitos": self.env._(
                "Milestones programmed: %(tiene)s of at least %(minimo)s."
            ),
            "sin_fecha": self.env._("Milestones without a date: %(nombres)s."),
            "hito_sin_responsable": self.env._(
                "Milestones without responsible: %(nombres)s."
            ),
            "peso": self.env._(
                "The weights of its milestones add up to %(suma)s, not 100."
            ),
        }
        lineas = []
        for codigo, datos in faltas:
            datos = dict(datos)
            if "nombres" in datos:
                datos["nombres"] = ", ".join(datos["nombres"])
            if "suma" in datos:
                datos["suma"] = f"{datos['suma']:g}"
            lineas.append(textos[codigo] % datos)
        return lineas

    def _congelar_base(self):
        """The agreed dates become the baseline of each milestone and of the whole."""
        self.ensure_one()
        for fecha, hitos in self.hito_ids.grouped("date_deadline").items():
            hitos.write({"fecha_base": fecha})
        for hito in self.hito_ids:
            if not hito.responsable_id:
                hito.responsable_id = self.responsable_id
        self.fecha_base = max(
            filter(None, self.hito_ids.mapped("date_deadline")), default=False
        )
