from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date

#: Rows of each part of the sheet: it is read in two minutes.
MAXIMO = 6
#: Forms of the light: it is read in black and white, too.
FORMAS = {"verde": "●", "amarillo": "▲", "rojo": "■", "azul": "✔", "gris": "○"}


class CalendarEvent(models.Model):
    """The briefing sheet of an activity: it fills itself (R22).

    What the office writes is kept in the activity and stays behind its walls. The rest
    is looked up each time, with the rights of whoever reads the sheet: two people may
    have different sheets of the same activity.
    """

    _inherit = "calendar.event"

    objetivo = fields.Text(
        string="Objective", help="What must have happened when it is over"
    )
    mensajes = fields.Text(string="Key messages", help="One a line; three are plenty")
    protocolo = fields.Text(
        string="Protocol", help="Order of the act, forms of address, who receives"
    )
    discurso_ids = fields.Many2many(
        "ir.attachment",
        "calendar_event_discurso_rel",
        "event_id",
        "attachment_id",
        string="Speech and documents",
        copy=False,
    )
    ficha_html = fields.Html(
        string="Briefing sheet", compute="_compute_ficha_html", sanitize=False
    )
    ficha_legible = fields.Boolean(
        string="May read the sheet", compute="_compute_ficha_legible"
    )

    @api.depends_context("uid")
    @api.depends("privacy", "agenda_id")
    def _compute_ficha_legible(self):
        legibles = self._filtrar_legibles()
        for event in self:
            event.ficha_legible = event in legibles

    @api.depends_context("uid", "lang", "allowed_company_ids")
    @api.depends("objetivo", "mensajes", "protocolo", "actor_ids", "lugar_ids", "start")
    def _compute_ficha_html(self):
        for event in self:
            guardada = event._origin
            if guardada.agenda_id and guardada._es_legible():
                event.ficha_html = guardada._render_ficha(con_titulo=False)
            else:
                event.ficha_html = False

    @api.onchange("actividad_tipo_id")
    def _onchange_tipo_protocolo(self):
        if not self.protocolo:
            self.protocolo = self.actividad_tipo_id.protocolo

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        if any(vals.get("discurso_ids") for vals in vals_list):
            events._adoptar_archivos("discurso_ids")
        return events

    def write(self, vals):
        result = super().write(vals)
        if vals.get("discurso_ids"):
            self.exists()._adoptar_archivos("discurso_ids")
        return result

    def _adoptar_archivos(self, campo):
        """Files uploaded before the activity existed hang on it from now on."""
        for event in self:
            # sudo: a file of nobody; only those this user has just uploaded
            sueltos = event[campo].sudo().filtered(lambda a: not a.res_id)
            sueltos = sueltos.filtered(lambda a: a.create_uid == self.env.user)
            sueltos.write({"res_model": event._name, "res_id": event.id})

    # ------------------------------------------------------------
    # WHO MAY
    # ------------------------------------------------------------

    def _filtrar_legibles(self):
        """Those of which the user may read what they are about, not only "Busy"."""
        nuevas = self.filtered(lambda e: not e._origin.id)
        guardadas = self - nuevas
        if self.env.su or not guardadas:
            return self
        ids = guardadas._origin._filtered_access("read").ids
        legibles = set(ids) - set(self._get_ocupadas(ids)._ids)
        return nuevas + guardadas.filtered(lambda e: e._origin.id in legibles)

    def _es_legible(self):
        self.ensure_one()
        return bool(self._filtrar_legibles())

    def _es_legible_para(self, user):
        """Whether somebody else of the municipality may read it."""
        self.ensure_one()
        companies = user.sudo().company_ids.ids
        event = self.with_user(user).with_context(allowed_company_ids=companies)
        return bool(companies) and event._es_legible()

    def _es_editable(self):
        self.ensure_one()
        return self.env.su or (self._es_legible() and self.user_can_edit)

    def _check_ficha(self):
        """The sheet is for those who may read the activity; the others see "Busy"."""
        self.check_access("read")
        for event in self:
            if not event._es_legible():
                raise self.env["ir.rule"]._make_access_error("read", event)

    def _check_ficha_editable(self):
        self._check_ficha()
        if not all(event._es_editable() for event in self):
            raise AccessError(
                self.env._(
                    "Only the cabinet office and the delegates of the agenda write in "
                    "the briefing sheet."
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_llenar_ficha(self):
        """Write down what the sheet proposes, so that it can be corrected."""
        self.ensure_one()
        self._check_ficha_editable()
        propuesta = self._get_ficha_propuesta()
        vals = {k: v for k, v in propuesta.items() if v and not self[k]}
        if vals:
            self.write(vals)

    def action_open_ficha(self):
        """The sheet as a light page: for a phone, and without signal."""
        self.ensure_one()
        self._check_ficha()
        return {
            "type": "ir.actions.act_url",
            "url": f"/sigobito/ficha/{self.id}",
            "target": "new",
        }

    # ------------------------------------------------------------
    # HOOKS
    # ------------------------------------------------------------

    def _get_ficha_iniciativas(self):
        """Initiatives the activity has to do with, at most six. Hook.

        Each: ``name, detalle, semaforo`` (a colour) and ``motivo`` (its rule in words).
        """
        return []

    def _get_ficha_propuesta(self):
        """What the three written parts say when nobody has written them. Hook."""
        self.ensure_one()
        solicitud = self.solicitud_id._filtered_access("read")
        objetivo = solicitud.description or ""
        if solicitud and not objetivo:
            objetivo = self.env._(
                "Answer %(who)s: %(what)s",
                who=solicitud.solicitante,
                what=solicitud.name,
            )
        return {
            "objetivo": objetivo,
            "mensajes": "",
            "protocolo": self.actividad_tipo_id.protocolo or "",
        }

    # ------------------------------------------------------------
    # THE SHEET
    # ------------------------------------------------------------

    def _render_ficha(self, con_titulo=True, con_fotos=True):
        """Body of the sheet, the same on the screen, on paper, on a phone, by mail."""
        return self.env["ir.qweb"]._render(
            "sigobito_agenda.ficha_cuerpo",
            {
                "ficha": self._get_ficha(con_fotos=con_fotos),
                "con_titulo": con_titulo,
                "con_fotos": con_fotos,
            },
        )

    def _get_ficha(self, con_fotos=True):
        """Everything the sheet says to this reader."""
        self.ensure_one()
        self._check_ficha()
        propuesta = self._get_ficha_propuesta()
        return {
            "event": self,
            # sudo: name, logo and zone of the municipality, also for a guest of it
            "company": self.company_id.sudo(),
            "cuando": self._get_cuando(),
            "lugar": self.location or ", ".join(self.lugar_ids.mapped("name")),
            "delegado": self.estado == "delegada" and self.delegado_a_id.sudo().name,
            **{
                campo: [
                    linea.strip(" -*•\t")
                    for linea in (self[campo] or propuesta[campo] or "").splitlines()
                    if linea.strip()
                ]
                for campo in ("objetivo", "mensajes", "protocolo")
            },
            "asistentes": self._get_ficha_asistentes(con_fotos),
            "reuniones": self._get_ficha_reuniones(),
            "compromisos": self._get_ficha_compromisos(),
            "solicitudes": self._get_ficha_solicitudes(),
            "iniciativas": [
                {**iniciativa, "forma": FORMAS.get(iniciativa.get("semaforo"), "")}
                for iniciativa in self._get_ficha_iniciativas()
            ],
            "preparacion": self._get_ficha_preparacion(),
            "documentos": self.discurso_ids,
        }

    def _get_dia(self):
        """Day of the activity in its municipality."""
        self.ensure_one()
        # sudo: the zone of the municipality is no secret
        local = (
            self.start if self.allday else self.company_id.sudo()._a_local(self.start)
        )
        return local.date()

    def _get_cuando(self, con_anio=False):
        """Day and hours in words, as in "lun 23 nov, 15:00 – 16:00"."""
        self.ensure_one()
        dia = self._formatear_corto(self._get_dia(), con_anio=con_anio)
        if self.allday:
            return f"{dia} · {self.env._('All day')}"
        company = self.company_id.sudo()
        inicio, fin = company._a_local(self.start), company._a_local(self.stop)
        texto = f"{dia}, {inicio:%H:%M}"
        if fin == inicio:
            return texto
        if fin.date() != inicio.date():
            return f"{texto} – {self._formatear_corto(fin.date())}, {fin:%H:%M}"
        return f"{texto} – {fin:%H:%M}"

    @api.model
    def _formatear_corto(self, dia, con_anio=False):
        formato = "d MMM y" if con_anio else "EEE d MMM"
        return format_date(self.env, dia, date_format=formato) if dia else ""

    def _get_ficha_vinculo(self, *extra):
        """What has to do with the same people or the same places."""
        actores, lugares = self.actor_ids.ids, self.lugar_ids.ids
        domains = [Domain(campo, "in", actores) for campo in extra if actores]
        if actores:
            domains.append(Domain("actor_ids", "in", actores))
        if lugares:
            domains.append(Domain("lugar_ids", "in", lugares))
        if not domains:
            return Domain.FALSE
        return Domain("company_id", "=", self.company_id.id) & Domain.OR(domains)

    def _buscar_ficha(self, model, domain, order):
        Model = self.env[model]
        if domain.is_false() or not Model.has_access("read"):
            return Model
        return Model.search(domain, order=order, limit=MAXIMO)

    def _get_ficha_reuniones(self):
        """What has happened before with these people and in these places."""
        antes = (
            Domain("id", "!=", self.id)
            & Domain("agenda_id", "!=", False)
            & Domain("estado", "in", ("realizada", "delegada"))
            & Domain("start", "<", min(self.start, fields.Datetime.now()))
        )
        return [
            {
                "fecha": self._formatear_corto(event._get_dia(), con_anio=True),
                "name": event.name,
                "resultado": event.resultado or "",
            }
            for event in self._buscar_ficha(
                self._name, self._get_ficha_vinculo() & antes, "start desc, id desc"
            )
        ]

    def _get_ficha_compromisos(self):
        abiertos = Domain("state", "in", ("pendiente", "aceptado", "en_curso"))
        domain = self._get_ficha_vinculo("actor_id") & abiertos
        return [
            {
                "name": compromiso.name,
                # sudo: the name of a colleague
                "responsable": compromiso.responsable_id.sudo().name
                or compromiso.area_id.name
                or "",
                "fecha": self._formatear_corto(compromiso.date_deadline, con_anio=True),
                "forma": FORMAS.get(compromiso.semaforo, ""),
                "semaforo": dict(
                    compromiso._fields["semaforo"]._description_selection(self.env)
                ).get(compromiso.semaforo, ""),
            }
            for compromiso in self._buscar_ficha(
                "sigobito.compromiso", domain, "date_deadline, id"
            )
        ]

    def _get_ficha_solicitudes(self):
        domain = self._get_ficha_vinculo("actor_id") & Domain(
            "reloj_abierto", "=", True
        )
        domain &= Domain("id", "!=", self.solicitud_id.id)
        Solicitud = self.env["sigobito.solicitud"]
        estados = dict(Solicitud._fields["state"]._description_selection(self.env))
        return [
            {
                "folio": solicitud.folio,
                "name": solicitud.name,
                "quien": solicitud.solicitante,
                "estado": estados.get(solicitud.state, ""),
            }
            for solicitud in self._buscar_ficha(
                "sigobito.solicitud", domain, "fecha_recepcion desc, id desc"
            )
        ]

    def _get_ficha_preparacion(self):
        """The checklist, by area."""
        Preparacion = self.env["sigobito.preparacion"]
        if not Preparacion.has_access("read"):
            return []
        areas = dict(Preparacion._fields["area"]._description_selection(self.env))
        lineas = self.preparacion_ids.grouped("area")
        return [
            (etiqueta, lineas[area])
            for area, etiqueta in areas.items()
            if area in lineas
        ]
