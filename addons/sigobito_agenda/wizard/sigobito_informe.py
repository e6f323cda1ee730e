"""Reports of the agenda, the requests and the commitments (R28).

One question, many reports. What each says is in a file of its own, over the same model:
``_agenda`` (pocket agenda, lists), ``_solicitudes``, ``_compromisos``, ``_tiempo`` and
``_audiencias``. ``report/`` puts on paper and in a workbook what they answer.

Everything is read with the rights of who asks: a report never says more than the
screens do.
"""

from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.sigobito_base.tools import reloj

from ..tools import informes

#: Reports of what happens in an agenda; the others are figures.
DE_AGENDA = ("bolsillo", "choferes", "seguridad", "prensa", "actas")
#: Who sees every request and commitment of the municipality.
GRUPOS_CIFRAS = ("sigobito_base.group_despacho", "sigobito_base.group_titular")
#: Days one report may span.
MAXIMO_AGENDA = 62
MAXIMO_CIFRAS = 1830


class SigobitoInforme(models.TransientModel):
    """Which report, of when and of what."""

    _name = "sigobito.informe"
    _description = "Report"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    tipo = fields.Selection(
        [
            ("bolsillo", "Pocket agenda"),
            ("choferes", "List for drivers"),
            ("seguridad", "List for security"),
            ("prensa", "List for the press"),
            ("actas", "Minutes with commitments"),
            ("solicitudes", "Requests"),
            ("compromisos", "Commitments"),
            ("tiempo", "Use of time"),
            ("audiencias", "Equal treatment of audiences"),
        ],
        string="Report",
        required=True,
        default="bolsillo",
    )
    descripcion = fields.Char(string="What it says", compute="_compute_descripcion")
    periodo = fields.Selection(
        [
            ("hoy", "Today"),
            ("manana", "Tomorrow"),
            ("semana", "This week"),
            ("semana_proxima", "Next week"),
            ("mes", "This month"),
            ("mes_anterior", "Last month"),
            ("anio", "This year"),
            ("otro", "Other dates"),
        ],
        string="Period",
        required=True,
        compute="_compute_periodo",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_start = fields.Date(
        string="From",
        required=True,
        compute="_compute_fechas",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_end = fields.Date(
        string="To",
        required=True,
        compute="_compute_fechas",
        store=True,
        readonly=False,
        precompute=True,
    )
    papel = fields.Selection(
        [("a4", "A4"), ("a6", "Pocket (A6)")],
        string="Paper",
        required=True,
        compute="_compute_papel",
        store=True,
        readonly=False,
        precompute=True,
    )
    agenda_id = fields.Many2one(
        "sigobito.agenda",
        string="Agenda",
        check_company=True,
        default=lambda self: self._default_agenda_id(),
        help="Empty: all the agendas of the municipality",
    )
    area_id = fields.Many2one("sigobito.area", string="Area", check_company=True)
    lugar_id = fields.Many2one("sigobito.lugar", string="Place", check_company=True)
    actor_id = fields.Many2one(
        "sigobito.actor", string="Stakeholder", check_company=True
    )

    @api.model
    def _default_agenda_id(self):
        Agenda = self.env["sigobito.agenda"]
        company = self.env.company
        return Agenda._get_por_defecto() or Agenda.search(
            [
                ("company_id", "=", company.id),
                ("titular_id", "=", company.titular_id.id),
            ],
            limit=1,
        )

    @api.depends("tipo")
    def _compute_descripcion(self):
        textos = self._get_descripciones()
        for informe in self:
            informe.descripcion = textos.get(informe.tipo)

    @api.depends("tipo")
    def _compute_periodo(self):
        for informe in self:
            de_agenda = informe.tipo in DE_AGENDA
            if informe.periodo != "otro":
                informe.periodo = "semana" if de_agenda else "mes_anterior"

    @api.depends("periodo", "company_id")
    def _compute_fechas(self):
        for informe in self:
            hoy = informe.company_id._hoy()
            if informe.periodo != "otro" or not informe.date_start:
                desde, hasta = informes.periodo(informe.periodo, hoy)
                informe.date_start, informe.date_end = desde, hasta

    @api.depends("tipo")
    def _compute_papel(self):
        for informe in self:
            informe.papel = "a6" if informe.tipo == "bolsillo" else "a4"

    @api.depends("tipo", "date_start", "date_end")
    def _compute_display_name(self):
        """Name of the file, too."""
        tipos = dict(self._fields["tipo"]._description_selection(self.env))
        for informe in self:
            dias = {str(informe.date_start), str(informe.date_end)}
            informe.display_name = " ".join(
                [tipos.get(informe.tipo, ""), *sorted(dias)]
            )

    @api.constrains("tipo", "date_start", "date_end")
    def _check_fechas(self):
        for informe in self:
            dias = (informe.date_end - informe.date_start).days + 1
            if dias < 1:
                raise ValidationError(
                    self.env._("The period of the report ends before it starts.")
                )
            maximo = MAXIMO_AGENDA if informe.tipo in DE_AGENDA else MAXIMO_CIFRAS
            if dias > maximo:
                raise ValidationError(
                    self.env._(
                        "This report covers at most %(days)s days. Choose a shorter "
                        "period.",
                        days=maximo,
                    )
                )

    @api.constrains("tipo")
    def _check_tipo(self):
        for informe in self:
            informe._check_puede()

    # ------------------------------------------------------------
    # WHO ASKS
    # ------------------------------------------------------------

    @api.model
    def _ve_cifras(self):
        """Figures are of the whole municipality: for who sees the whole of it."""
        return any(self.env.user.has_group(grupo) for grupo in GRUPOS_CIFRAS)

    def _check_puede(self):
        self.ensure_one()
        if self.tipo not in DE_AGENDA and not self._ve_cifras():
            raise AccessError(
                self.env._(
                    "Only the cabinet office and the head of government see the "
                    "requests and commitments of the whole municipality."
                )
            )

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Nobody is offered a report he may not have."""
        result = super().fields_get(allfields, attributes)
        if "selection" in result.get("tipo", {}) and not self._ve_cifras():
            result["tipo"]["selection"] = [
                opcion
                for opcion in result["tipo"]["selection"]
                if opcion[0] in DE_AGENDA
            ]
        return result

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_imprimir(self):
        """The report as PDF."""
        self.ensure_one()
        bolsillo = self.papel == "a6" and self.tipo in DE_AGENDA
        nombre = (
            "informe_bolsillo_action_report" if bolsillo else "informe_action_report"
        )
        return self._get_accion(nombre)

    def action_planilla(self):
        """The report as a workbook."""
        self.ensure_one()
        return self._get_accion("informe_xlsx_action_report")

    def _get_accion(self, nombre):
        self._check_puede()
        # sudo: which report it is; what it says is read with the rights of who asks
        report = self.env.ref(f"sigobito_agenda.{nombre}").sudo()
        return report.report_action(self, config=False)

    @api.model
    def action_imprimir_agenda(
        self, dia=None, escala="semana", papel="a6", agenda=None
    ):
        """One click from the agenda: the day or the week on the screen, printed.

        :param dia: any day of it; today if there is none
        :param escala: ``dia`` or ``semana``
        :param agenda: id of an agenda; otherwise the one the user most probably means
        """
        dia = fields.Date.to_date(dia) or self.env.company._hoy()
        clave = "hoy" if escala == "dia" else "semana"
        desde, hasta = informes.periodo(clave, dia)
        vals = {
            "tipo": "bolsillo",
            "periodo": "otro",
            "date_start": desde,
            "date_end": hasta,
            "papel": "a4" if papel == "a4" else "a6",
        }
        if agenda:
            vals["agenda_id"] = agenda
        return self.create(vals).action_imprimir()

    # ------------------------------------------------------------
    # WHAT IT SAYS
    # ------------------------------------------------------------

    @api.model
    def _get_descripciones(self):
        """What each report is for, in one line."""
        return {
            "bolsillo": self.env._("What there is each day, to carry along."),
            "choferes": self.env._(
                "When and where to be, without the subject of the meetings."
            ),
            "seguridad": self.env._("When, where and how many people are expected."),
            "prensa": self.env._("Only public activities that are confirmed."),
            "actas": self.env._("What came of each activity held, and who does what."),
            "solicitudes": self.env._(
                "Received, decided, answered and overdue, by area, place and "
                "stakeholder."
            ),
            "compromisos": self.env._(
                "Promised, kept, late and overdue, by area, place and stakeholder."
            ),
            "tiempo": self.env._(
                "Hours by theme, place and kind, against the weights of the plan."
            ),
            "audiencias": self.env._(
                "Who asked for an audience, who got one and how long they waited."
            ),
        }

    def _get_informe(self):
        """The whole report as plain data, for any paper.

        ``dias`` (cards, by day) or ``cifras`` and ``tablas``; ``hojas`` only for the
        workbook; ``avisos`` is what its reader must know of it.
        """
        self.ensure_one()
        self.check_access("read")
        self._check_puede()
        if self.company_id not in self.env.companies:
            raise self.env["ir.rule"]._make_access_error("read", self)
        tipos = dict(self._fields["tipo"]._description_selection(self.env))
        datos = {
            "de_agenda": self.tipo in DE_AGENDA,
            "titulo": tipos[self.tipo],
            "company": self.company_id,
            "periodo": self._get_periodo_texto(),
            "filtros": self._get_filtros(),
            "avisos": [],
            "cifras": [],
            "tablas": [],
            "hojas": [],
            "dias": [],
        }
        nombre = "agenda" if self.tipo in DE_AGENDA else self.tipo
        return {**datos, **getattr(self, f"_get_informe_{nombre}")()}

    def _get_periodo_texto(self):
        desde, hasta = (self._en_palabras(d) for d in (self.date_start, self.date_end))
        return desde if desde == hasta else f"{desde} – {hasta}"

    def _en_palabras(self, dia, patron="d MMM y"):
        return format_date(self.env, dia, date_format=patron) if dia else ""

    def _get_filtros(self):
        """What was chosen, as the head of the report shows it."""
        nombres = ["agenda_id"] if self.tipo in (*DE_AGENDA, "tiempo") else ["area_id"]
        return [
            (self._fields[nombre]._description_string(self.env), self[nombre].name)
            for nombre in [*nombres, "lugar_id", "actor_id"]
            if self[nombre]
        ]

    def _get_domain_comun(self):
        """Municipality and place; ``child_of``: a district with its barrios."""
        domain = Domain("company_id", "=", self.company_id.id)
        if self.lugar_id:
            domain &= Domain("lugar_ids", "child_of", self.lugar_id.id)
        return domain

    def _get_domain_cifras(self):
        domain = self._get_domain_comun()
        if self.area_id:
            domain &= Domain("area_id", "child_of", self.area_id.id)
        if self.actor_id:
            domain &= Domain("actor_id", "=", self.actor_id.id) | Domain(
                "actor_ids", "in", self.actor_id.id
            )
        return domain

    def _get_limites_utc(self, margen=0):
        """The period as UTC moments, its end not included."""
        company = self.company_id
        desde = self.date_start - timedelta(days=margen)
        hasta = self.date_end + timedelta(days=1 + margen)
        return (
            company._a_utc(datetime.combine(desde, time.min)),
            company._a_utc(datetime.combine(hasta, time.min)),
        )

    def _dia(self, momento):
        """Local day of a moment."""
        return self.company_id._a_local(momento).date() if momento else None

    def _get_habiles(self, dias):
        """Function with the working days between any two of these days."""
        dias = [dia for dia in dias if dia]
        if not dias:
            return lambda desde, hasta: 0
        desde, hasta = min(dias), max(dias)
        feriados = set()
        for anio in range(desde.year, hasta.year + 1, 2):
            feriados |= self.company_id._feriados(anio)
        ordinales = reloj.ordinales_habiles(desde, hasta, feriados)
        return lambda inicio, fin: max(ordinales[fin] - ordinales[inicio], 0)

    def _get_tabla(self, titulo, columnas, grupos, total=None, nota="", textos=1):
        """A table: ``grupos`` are rows of values; the first ``textos`` are words."""
        return {
            "titulo": titulo,
            "columnas": columnas,
            "filas": grupos,
            "total": total,
            "nota": nota,
            "textos": textos,
        }
