from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import formatLang

from ..tools import registros
from .sigobito_registro_tipo import CLASES


class SigobitoRegistro(models.Model):
    """A line of a legal register: an audience, a trip or a gift (R27).

    It is born of a closed activity, the cabinet office completes what the law asks for
    and publishes it. Only what is published leaves, and nothing of a reserved activity.
    """

    _name = "sigobito.registro"
    _description = "Line of a legal register"
    _rec_name = "persona"
    _inherit = ["mail.thread"]
    _order = "fecha desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    clase = fields.Selection(
        CLASES, string="Register", required=True, default="audiencia"
    )
    tipo_id = fields.Many2one(
        "sigobito.registro.tipo",
        string="Legal register",
        compute="_compute_tipo_id",
        store=True,
        index=True,
    )
    norma = fields.Char(related="tipo_id.norma")
    nota = fields.Text(related="tipo_id.nota")
    event_id = fields.Many2one(
        "calendar.event",
        string="Activity",
        index="btree_not_null",
        copy=False,
        ondelete="set null",
    )
    state = fields.Selection(
        [
            ("borrador", "To complete"),
            ("publicado", "Published"),
            ("retirado", "Withdrawn"),
        ],
        required=True,
        default="borrador",
        tracking=True,
        copy=False,
        index=True,
    )
    fecha_publicacion = fields.Datetime(
        string="Published on", readonly=True, copy=False
    )
    autoridad = fields.Char(
        string="Authority", tracking=True, help="Name and post of who received or went"
    )
    fecha = fields.Datetime(string="Date", required=True, tracking=True)
    fecha_fin = fields.Datetime(string="Until", tracking=True)
    duracion = fields.Float(string="Duration (hours)", tracking=True)
    lugar = fields.Char(string="Place or destination", tracking=True)
    forma = fields.Selection(
        [
            ("presencial", "In person"),
            ("virtual", "By video"),
            ("telefono", "By phone"),
        ],
        string="Mode",
        tracking=True,
    )
    persona = fields.Char(
        string="Person", tracking=True, help="Who asked for it, or who gave it"
    )
    organizacion = fields.Char(string="Organization", tracking=True)
    representado = fields.Char(
        string="On whose behalf",
        tracking=True,
        help="Whose interests were represented; “in his own name” if so",
    )
    remunerado = fields.Selection(
        [("si", "Yes"), ("no", "No")], string="Is paid for it", tracking=True
    )
    asistentes = fields.Text(string="Who attended", tracking=True)
    materia = fields.Text(
        string="Subject",
        tracking=True,
        help="What was dealt with, the purpose of the trip or the occasion of the gift",
    )
    descripcion = fields.Text(string="What was received", tracking=True)
    costo = fields.Monetary(string="Total cost", tracking=True)
    sin_costo = fields.Boolean(string="It cost nothing", tracking=True)
    financista = fields.Char(string="Paid by", tracking=True)
    fecha_limite = fields.Date(
        string="Publish before", compute="_compute_fecha_limite", store=True
    )
    falta = fields.Char(string="Missing", compute="_compute_falta")

    _event_uniq = models.UniqueIndex(
        "(event_id, clase) WHERE event_id IS NOT NULL",
        "This activity is in the register already.",
    )
    _publico_idx = models.Index(
        "(company_id, clase, fecha DESC) WHERE state = 'publicado'"
    )

    @api.depends("clase", "persona", "organizacion", "lugar", "autoridad")
    def _compute_display_name(self):
        clases = dict(self._fields["clase"]._description_selection(self.env))
        for registro in self:
            que = registro.persona or registro.organizacion
            que = que or registro.lugar or registro.autoridad
            clase = clases.get(registro.clase, "")
            registro.display_name = f"{clase} · {que}" if que else clase

    @api.depends("clase", "company_id.country_id")
    def _compute_tipo_id(self):
        Tipo = self.env["sigobito.registro.tipo"]
        for company, lineas in self.grouped("company_id").items():
            by_clase = Tipo._get_de_pais(company.country_id)
            for registro in lineas:
                registro.tipo_id = by_clase.get(registro.clase)

    @api.depends("fecha", "tipo_id.plazo_dias")
    def _compute_fecha_limite(self):
        for registro in self:
            fecha = registro.fecha and registro.company_id._a_local(registro.fecha)
            dias = timedelta(days=registro.tipo_id.plazo_dias)
            registro.fecha_limite = fecha and fecha.date() + dias

    @api.depends(
        "tipo_id.obligatorios", "sin_costo", *set().union(*registros.COLUMNAS.values())
    )
    def _compute_falta(self):
        for registro in self:
            names = registro._get_faltantes()
            labels = [self._fields[n]._description_string(self.env) for n in names]
            registro.falta = ", ".join(labels)

    def _get_faltantes(self):
        self.ensure_one()
        campos = registros.leer_campos(self.tipo_id.obligatorios)
        campos = [name for name in campos if name in registros.COLUMNAS[self.clase]]
        valores = {name: self[name] for name in (*campos, "organizacion", "sin_costo")}
        return registros.faltantes(campos, valores)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_publicado(self):
        if any(registro.state != "borrador" for registro in self):
            raise UserError(
                self.env._("What was published is withdrawn, so that the trace stays.")
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_publicar(self):
        for registro in self:
            if registro.falta:
                raise UserError(
                    self.env._(
                        "To publish “%(name)s” this is missing: %(missing)s.",
                        name=registro.display_name,
                        missing=registro.falta,
                    )
                )
        self.write({"state": "publicado", "fecha_publicacion": fields.Datetime.now()})

    def action_retirar(self):
        self.state = "retirado"

    def action_reabrir(self):
        self.state = "borrador"

    @api.model
    def action_llenar(self):
        """Lines for the activities closed in the last year that have none."""
        desde = fields.Datetime.now() - timedelta(days=365)
        domain = (
            Domain("company_id", "=", self.env.company.id)
            & Domain("estado", "in", ("realizada", "delegada"))
            & Domain("start", ">=", desde)
        )
        events = self.env["calendar.event"].search(domain)
        nuevos = events._preparar_registros()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if nuevos else "info",
                "message": self.env._(
                    "Lines added from the agenda: %(n)s.", n=len(nuevos)
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    # ------------------------------------------------------------
    # WHAT LEAVES
    # ------------------------------------------------------------

    @api.model
    def _get_publicos_domain(self, company, clase):
        """The whole permission of an anonymous visitor."""
        return (
            Domain("company_id", "=", company.id)
            & Domain("clase", "=", clase)
            & Domain("state", "=", "publicado")
            & (
                Domain("event_id", "=", False)
                | (
                    Domain("event_id.visibilidad", "!=", "reservada")
                    & Domain("event_id.privacy", "!=", "private")
                )
            )
        )

    @api.model
    def _get_publicos(self, company, clase, anio=None, offset=0, limite=None):
        """Published lines of a register and how many there are."""
        vacio = self.sudo().browse()
        if not company.registros_publicos or clase not in registros.COLUMNAS:
            return vacio, 0
        domain = self._get_publicos_domain(company, clase)
        if anio:
            desde, hasta = (
                company._a_utc(fields.Datetime.to_datetime(f"{n}-01-01"))
                for n in (anio, anio + 1)
            )
            domain &= Domain("fecha", ">=", desde) & Domain("fecha", "<", hasta)
        # sudo: the visitor is anonymous, and the domain says what is public
        Registro = self.sudo()
        total = Registro.search_count(domain)
        return Registro.search(domain, offset=offset, limit=limite), total

    def _get_dato_publico(self):
        """Columns of the register with their values as text or number."""
        self.ensure_one()
        dato = {}
        for name in registros.COLUMNAS[self.clase]:
            field, value = self._fields[name], self[name]
            if field.type == "selection":
                options = dict(field._description_selection(self.env))
                value = options.get(value, "")
            elif field.type == "datetime":
                value = value and self.company_id._a_local(value)
                value = f"{value:%Y-%m-%d %H:%M}" if value else ""
            elif field.type == "monetary":
                value = value if value or self.sin_costo else ""
            dato[name] = value if value is not False else ""
        return dato

    def _get_texto_publico(self):
        """The line as a person reads it: what, when, and the rest with its label."""
        self.ensure_one()
        dato = self._get_dato_publico()
        company = self.company_id
        formatear = self.env["sigobito.solicitud"]._formatear_dia
        cuando = []
        for name in ("fecha", "fecha_fin"):
            if dato.pop(name, ""):
                local = company._a_local(self[name])
                dia = formatear(local.date(), company)
                hora = f", {local:%H:%M}" if self.clase == "audiencia" else ""
                cuando.append(f"{dia}{hora}")
        if dato.get("duracion"):
            minutos = round(self.duracion * 60)
            dato["duracion"] = f"{minutos // 60}:{minutos % 60:02d}"
        if dato.get("costo") != "" and self.clase == "viaje":
            dato["costo"] = formatLang(
                self.env, self.costo, currency_obj=company.currency_id
            )
        titulo = dato.pop("descripcion", "") or dato.pop("materia", "")
        etiquetas = {n: self._fields[n]._description_string(self.env) for n in dato}
        return {
            "titulo": titulo,
            "cuando": " – ".join(cuando),
            "lineas": [(etiquetas[n], v) for n, v in dato.items() if v not in ("", 0)],
        }
