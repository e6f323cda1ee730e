from odoo import api, fields, models
from odoo.tools import format_date

from ..tools import cadencia as regla
from .sigobito_rutina import CAMPOS_CADENCIA


class SigobitoRutina(models.Model):
    """When a routine comes back, in words and as the rule of ``tools/cadencia``."""

    _inherit = "sigobito.rutina"

    cadencia_texto = fields.Char(string="When", compute="_compute_cadencia_texto")
    proximas_fechas = fields.Char(
        string="Next dates", compute="_compute_proximas_fechas"
    )

    @api.depends("tipo_cadencia", "cada", "dia_semana", "dia_mes", "ordinal")
    @api.depends_context("lang")
    def _compute_cadencia_texto(self):
        etiquetas = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("dia_semana", "ordinal")
        }
        ingles = (self.env.lang or "en").startswith("en")
        for rutina in self:
            dia = etiquetas["dia_semana"].get(rutina.dia_semana, "")
            rutina.cadencia_texto = rutina._get_cadencia_texto(
                # Days of the week are proper names in English only.
                dia if ingles else dia.lower(),
                etiquetas["ordinal"].get(rutina.ordinal, "").lower(),
            )

    def _get_cadencia_texto(self, dia, ordinal):
        """The rule in words."""
        n = self.cada
        if self.tipo_cadencia == "semanal":
            if n == 1:
                return self.env._("Every %(day)s", day=dia)
            return self.env._("Every %(n)s weeks, on %(day)s", n=n, day=dia)
        if self.tipo_cadencia == "mensual_ordinal":
            if n == 1:
                return self.env._(
                    "The %(nth)s %(day)s of each month", nth=ordinal, day=dia
                )
            return self.env._(
                "The %(nth)s %(day)s, every %(n)s months", nth=ordinal, day=dia, n=n
            )
        if self.dia_mes == 31:
            if n == 1:
                return self.env._("The last day of each month")
            return self.env._("The last day of the month, every %(n)s months", n=n)
        if n == 1:
            return self.env._("Day %(day)s of each month", day=self.dia_mes)
        return self.env._("Day %(day)s, every %(n)s months", day=self.dia_mes, n=n)

    @api.depends(*CAMPOS_CADENCIA, "company_id")
    @api.depends_context("lang")
    def _compute_proximas_fechas(self):
        for rutina in self:
            # While it is being typed the rule may not be one yet.
            cadencia = rutina._get_cadencia(estricta=False)
            company = rutina.company_id or self.env.company
            fechas = cadencia and regla.proximas(
                cadencia, company._hoy(), 4, company._feriados
            )
            rutina.proximas_fechas = " · ".join(
                format_date(self.env, o.fecha, date_format="EEE d MMM")
                for o in fechas or ()
            )

    def _get_cadencia(self, estricta=True):
        """The rule as plain values; ``None`` if it is not one yet and not strict."""
        self.ensure_one()
        try:
            return regla.Cadencia(
                tipo=self.tipo_cadencia,
                inicio=self.date_start,
                cada=self.cada,
                dia_semana=int(self.dia_semana),
                dia_mes=self.dia_mes,
                ordinal=int(self.ordinal),
                ajuste=self.ajuste,
                fin=self.date_end or None,
            )
        except (TypeError, ValueError, AttributeError):
            if estricta:
                raise
            return None
