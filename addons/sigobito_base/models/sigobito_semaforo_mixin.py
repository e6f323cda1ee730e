from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import semaforo as regla

#: Records recomputed between two commits of the nightly refresh.
LOTE = 1000


class SigobitoSemaforoMixin(models.AbstractModel):
    """Traffic light: stored colour, and the rule in words for whoever reads it (R31).

    Set up by the inheriting model: ``_semaforo_date_field`` and, where progress or an
    end state exist, :meth:`_get_semaforo_depends` and :meth:`_get_semaforo_hechos`.
    A model with a rule of its own overrides :meth:`_get_semaforo`.
    """

    _name = "sigobito.semaforo.mixin"
    _description = "Traffic light"

    _semaforo_date_field = "date_deadline"

    semaforo = fields.Selection(
        selection=lambda self: self._selection_semaforo(),
        string="Traffic light",
        compute="_compute_semaforo",
        store=True,
        index=True,
        # The colour belongs to the work, not to whoever happens to touch it.
        compute_sudo=True,
    )
    semaforo_motivo = fields.Char(
        string="Reason of the light", compute="_compute_semaforo_motivo"
    )

    @api.model
    def _selection_semaforo(self):
        """The words of the light.

        A method, because the labels of a plain list belong to each inheriting model
        but to this addon's translations, and would stay in English there.
        """
        return [
            ("gris", self.env._("Not programmed")),
            ("verde", self.env._("On time")),
            ("amarillo", self.env._("Attention")),
            ("rojo", self.env._("Critical")),
            ("azul", self.env._("Done")),
        ]

    @api.depends(lambda self: self._get_semaforo_depends())
    def _compute_semaforo(self):
        companies = self.company_id
        if len(companies) > 1:
            # at night: of a thousand municipalities, only what tells their date
            companies.fetch(["tz"])
        for record in self:
            record.semaforo = record._get_semaforo(record._get_semaforo_hoy())[0]

    @api.depends("semaforo")
    @api.depends_context("lang")
    def _compute_semaforo_motivo(self):
        for record in self:
            record.semaforo_motivo = record._get_semaforo(record._get_semaforo_hoy())[1]

    def _get_semaforo_hoy(self):
        """Today where the record lives."""
        return self.company_id._hoy()

    @api.model
    def _get_semaforo_depends(self):
        """Names of the fields the light depends on, besides the calendar."""
        campo = self._semaforo_date_field
        return [campo] if campo in self._fields else []

    def _get_semaforo_hechos(self):
        """Facts for the rule: ``{"hecho": bool, "avance": percent 0..100}``."""
        return {}

    def _get_semaforo(self, hoy):
        """Return ``(colour, reason in words)`` of one record on that day."""
        luz = regla.evaluar(
            hoy, self[self._semaforo_date_field], **self._get_semaforo_hechos()
        )
        return luz.color, self._get_semaforo_texto(luz)

    def _get_semaforo_texto(self, luz):
        """The words of a :class:`~..tools.semaforo.Luz`."""
        figures = {"days": luz.dias, "progress": round(luz.avance)}
        if luz.motivo == "hecho":
            return self.env._("Blue: done")
        if luz.motivo == "sin_fecha":
            return self.env._("Grey: it has no date yet")
        if luz.motivo == "vencido":
            if luz.dias == 1:
                return self.env._("Red: overdue since yesterday")
            return self.env._("Red: overdue by %(days)s days", **figures)
        if luz.motivo == "vence_pronto":
            if luz.dias == 0:
                return self.env._("Yellow: due today and at %(progress)s %%", **figures)
            if luz.dias == 1:
                return self.env._(
                    "Yellow: due tomorrow and at %(progress)s %%", **figures
                )
            return self.env._(
                "Yellow: due in %(days)s days and at %(progress)s %%", **figures
            )
        if luz.dias == 0:
            return self.env._("Green: due today")
        if luz.dias == 1:
            return self.env._("Green: due tomorrow")
        return self.env._("Green: due in %(days)s days", **figures)

    @api.model
    def _get_semaforo_stale_domain(self, hoy):
        """Records whose light the mere passing of time may have changed by ``hoy``.

        One day of slack covers municipalities on both sides of midnight.
        """
        campo = self._semaforo_date_field
        return (
            Domain("semaforo", "=", "verde")
            & Domain(campo, "<=", hoy + timedelta(days=regla.DIAS_AVISO + 1))
        ) | (Domain("semaforo", "=", "amarillo") & Domain(campo, "<=", hoy))

    @api.model
    def _cron_refresh_semaforo(self):
        """Nightly: recompute the lights that time has changed, in batches."""
        hoy = fields.Date.today()
        for name in sorted(self.env.registry.descendants([self._name], "_inherit")):
            model = self.env[name]
            if model._abstract or name == self._name:
                continue
            campo = model._fields["semaforo"]
            domain = model._get_semaforo_stale_domain(hoy)
            last_id = 0
            while records := model.with_context(active_test=False).search(
                Domain(domain) & Domain("id", ">", last_id), order="id", limit=LOTE
            ):
                last_id = records[-1].id
                self.env.add_to_compute(campo, records)
                # … and whatever depends on it (an initiative on its milestones).
                records.modified([campo.name])
                self.env.flush_all()
                if not self.env["ir.cron"]._commit_progress(len(records)):
                    return
