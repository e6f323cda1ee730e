import json

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

from .programador import Programador, Propuesta
from .redaccion import Redaccion

#: What decides whether an activity fits; a change of any of it is checked.
CAMPOS = {
    "start",
    "stop",
    "start_date",
    "stop_date",
    "duration",
    "allday",
    "agenda_id",
    "actividad_tipo_id",
    "lugar_ids",
    "estado",
    "delegado_a_id",
    "active",
    "recurrency",
    "rrule",
    "conflicto_motivo",
}
FIRMES = ("confirmada", "delegada")


class CalendarEvent(models.Model):
    """Quality of the programming: it warns with the reason and never blocks (R21)."""

    _inherit = "calendar.event"

    avisos = fields.Json(
        string="Warnings",
        compute="_compute_avisos",
        help="What to know before this is put here, and free times of the week",
    )
    conflicto_pendiente = fields.Boolean(
        string="Needs a reason", compute="_compute_avisos"
    )
    conflicto_motivo = fields.Char(
        string="Why it stays there",
        copy=False,
        help="Written down with the warnings, for whoever asks later",
    )
    conflicto_aceptado = fields.Boolean(
        string="Saved knowingly", copy=False, readonly=True
    )
    tiene_conflicto = fields.Boolean(string="With warnings", copy=False, readonly=True)
    # Keys of the warnings it was saved with: they tell of reserved entries.
    conflictos = fields.Json(
        string="Accepted warnings", copy=False, groups="base.group_system"
    )
    tipo_color = fields.Integer(
        string="Colour of the kind",
        related="actividad_tipo_id.color",
        # The kind of a reserved entry is not to be told by its colour.
        related_sudo=False,
    )

    # The entries of a municipality that are still to come: see Programador.
    _company_stop_idx = models.Index("(company_id, stop)")

    @api.depends(
        "start",
        "stop",
        "allday",
        "agenda_id",
        "actividad_tipo_id",
        "lugar_ids",
        "estado",
        "delegado_a_id",
        "recurrency",
        "rrule_type",
        "interval",
        "count",
        "until",
        "end_type",
    )
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_avisos(self):
        self.avisos = False
        self.conflicto_pendiente = False
        revisables = self._get_revisables().filtered("user_can_edit")
        series = {event: event._get_propuestas_serie() for event in revisables}
        propuestas = {event: event._get_propuesta() for event in revisables}
        programador = Programador(
            self.env,
            [*propuestas.values(), *(p for serie in series.values() for p in serie)],
        )
        redaccion = Redaccion(programador)
        for event, propuesta in propuestas.items():
            avisos = programador.avisos(propuesta)
            textos = redaccion.avisos(propuesta, avisos)
            textos += event._get_avisos_serie(programador, redaccion, series[event])
            if not textos:
                continue
            nuevos = event._filter_nuevos(programador, propuesta, avisos)
            event.conflicto_pendiente = event.estado in FIRMES and bool(
                nuevos
                or len(textos) > len(avisos)
                # a hold that becomes firm takes on what it was told as a hold
                or (event._origin and event._origin.estado not in FIRMES)
            )
            event.avisos = {
                "avisos": textos,
                "alternativas": redaccion.alternativas(propuesta) if avisos else [],
            }

    @api.onchange("start", "stop", "allday", "agenda_id", "lugar_ids")
    def _onchange_programacion(self):
        """A reason is for the time it was given for."""
        if self._origin.conflicto_motivo and self.conflicto_motivo == (
            self._origin.conflicto_motivo
        ):
            origin = self._origin
            if any(self[name] != origin[name] for name in ("start", "stop", "allday")):
                self.conflicto_motivo = False

    # ------------------------------------------------------------
    # WHAT IS CHECKED
    # ------------------------------------------------------------

    def _get_revisables(self):
        """Activities still to come that take time, in the user's own municipality."""
        if not self.env["sigobito.agenda"].has_access("read"):
            return self.browse()
        return self.filtered(
            lambda e: e.start and e.stop and e._es_revisable(e.stop, e.allday)
        )

    def _es_revisable(self, fin, todo_el_dia):
        """Whether it would still take somebody's time if it ended then."""
        self.ensure_one()
        ahora = fields.Datetime.now()
        # sudo: the municipality of an agenda is no secret
        company = self.agenda_id.sudo().company_id
        return bool(
            self.agenda_id
            and self.estado in ("tentativa", *FIRMES)
            and (fin > ahora or (todo_el_dia and fin.date() >= ahora.date()))
            and (self.env.su or company in self.env.companies)
        )

    def _get_propuesta(self, **cambios):
        """The activity as it is, or as it would be."""
        self.ensure_one()
        agenda = self.agenda_id
        delegada = self.estado == "delegada" and self.delegado_a_id
        datos = {
            "agenda": agenda,
            "persona": self.delegado_a_id if delegada else agenda.sudo().titular_id,
            "inicio": self.start,
            "fin": self.stop,
            "ident": self._origin.id or 0,
            "todo_el_dia": self.allday,
            "tipo": self.actividad_tipo_id._origin.id or 0,
            "lugares": tuple(self.lugar_ids._origin.ids),
        }
        return Propuesta(**{**datos, **cambios})

    def _filter_nuevos(self, programador, propuesta, avisos):
        """Warnings nobody has accepted yet, on this side or on the other."""
        origin = self._origin
        # sudo: what it was saved with, only to compare
        sabidos = set(origin.sudo().conflictos or ()) if origin else set()
        if origin and (origin.start, origin.stop) != (self.start, self.stop):
            sabidos = set()
        return [
            aviso
            for aviso in avisos
            if aviso.clave not in sabidos and not programador.conocido(propuesta, aviso)
        ]

    def get_avisos(self, vals):
        """Warnings of moving this activity, before it is moved.

        :param vals: ``start``, ``stop`` (UTC) and ``allday``
        """
        self.ensure_one()
        self.check_access("write")
        if self._check_private_event_conditions():
            raise self.env["ir.rule"]._make_access_error("write", self)
        inicio = fields.Datetime.to_datetime(vals.get("start")) or self.start
        fin = fields.Datetime.to_datetime(vals.get("stop"))
        fin = fin or inicio + (self.stop - self.start)
        todo = bool(vals.get("allday", self.allday))
        if not self._es_revisable(fin, todo):
            return {"avisos": [], "alternativas": [], "pide_motivo": False}
        propuesta = self._get_propuesta(inicio=inicio, fin=fin, todo_el_dia=todo)
        programador = Programador(self.env, [propuesta])
        redaccion = Redaccion(programador)
        avisos = programador.avisos(propuesta)
        return {
            "avisos": redaccion.avisos(propuesta, avisos),
            "alternativas": redaccion.alternativas(propuesta) if avisos else [],
            "pide_motivo": self.estado in FIRMES,
        }

    # ------------------------------------------------------------
    # SAVED KNOWINGLY
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.context.get("sigobito_programando"):
            return super().create(vals_list)
        if razon := self.env.context.get("sigobito_conflicto_motivo"):
            vals_list = [{"conflicto_motivo": razon, **vals} for vals in vals_list]
        creator = self.with_context(sigobito_programando=True)
        events = super(CalendarEvent, creator).create(vals_list).with_env(self.env)
        events._registrar_avisos(motivo=True)
        return events

    def write(self, vals):
        if self.env.context.get("sigobito_programando") or not (
            vals.keys() & CAMPOS and any(event.agenda_id for event in self.sudo())
        ):
            return super().write(vals)
        motivo = "conflicto_motivo" in vals
        writer = self.with_context(sigobito_programando=True)
        result = super(CalendarEvent, writer).write(vals)
        self.exists()._registrar_avisos(motivo=motivo)
        return result

    def _registrar_avisos(self, motivo=False):
        """Write down what the activities were saved with, and who knew it.

        :param motivo: the reason comes with what has just been saved
        """
        events = self | self.recurrence_id.calendar_event_ids
        events = events.filtered(lambda e: e.active and e.agenda_id)
        if not events:
            return
        # The reason of a series is that of the activity it was made from.
        razones = {
            e.recurrence_id: e.conflicto_motivo
            for e in self
            if motivo and e.recurrence_id and e.conflicto_motivo
        }
        revisables = events._get_revisables()
        propuestas = {event: event._get_propuesta() for event in revisables}
        programador = Programador(self.env, propuestas.values())
        redaccion = Redaccion(programador, publico=True)
        filas, notas = [], {}
        for event in events:
            # sudo: compared with what it was saved with before
            antes = set(event.sudo().conflictos or ())
            propuesta = propuestas.get(event)
            avisos = programador.avisos(propuesta) if propuesta else []
            publicos = programador.avisos(propuesta, publico=True) if propuesta else []
            claves = {aviso.clave for aviso in avisos}
            razon = event.conflicto_motivo or razones.get(event.recurrence_id)
            texto = razon if claves else False
            if claves - antes and not motivo:
                texto = False  # given for something else
            aceptado = bool(claves and texto)
            if (claves, texto or False, aceptado, bool(publicos)) == (
                antes,
                event.conflicto_motivo or False,
                event.conflicto_aceptado,
                event.tiene_conflicto,
            ) and not (motivo and claves):
                continue
            filas.append((event.id, claves, texto, aceptado, bool(publicos)))
            if publicos and (claves - antes or (motivo and texto)):
                notas[event.id] = event._get_nota_avisos(
                    redaccion.avisos(propuesta, publicos), texto
                )
        self._guardar_avisos(filas)
        if notas:
            self.browse(notas)._message_log_batch(bodies=notas)

    def _guardar_avisos(self, filas):
        """One statement: it is no edit of the activity, and leaves its date alone."""
        if not filas:
            return
        nombres = [
            "conflictos",
            "conflicto_motivo",
            "conflicto_aceptado",
            "tiene_conflicto",
        ]
        events = self.browse(fila[0] for fila in filas)
        events.flush_recordset()
        self.env.execute_query(
            SQL(
                "UPDATE calendar_event e SET conflictos = v.claves::jsonb, "
                "conflicto_motivo = v.motivo, conflicto_aceptado = v.aceptado, "
                "tiene_conflicto = v.tiene FROM (VALUES %s) "
                "AS v(id, claves, motivo, aceptado, tiene) WHERE e.id = v.id "
                "RETURNING e.id",
                SQL(", ").join(
                    SQL(
                        "(%s::int, %s::text, %s::text, %s::bool, %s::bool)",
                        ident,
                        json.dumps(sorted(claves)) if claves else None,
                        motivo or None,
                        aceptado,
                        tiene,
                    )
                    for ident, claves, motivo, aceptado, tiene in filas
                ),
            )
        )
        events.invalidate_recordset(nombres, flush=False)

    def _get_nota_avisos(self, avisos, motivo):
        """What the thread keeps: the warnings anybody may read, and the reason."""
        lineas = Markup("").join(
            Markup("<li>%s</li>") % aviso["texto"] for aviso in avisos
        )
        cierre = (
            self.env._("Reason: %s", motivo)
            if motivo
            else self.env._("No reason was given.")
        )
        return Markup("%s<ul>%s</ul>%s") % (
            self.env._("Saved with warnings:"),
            lineas,
            cierre,
        )

    def action_confirmar(self):
        """Confirming a hold that clashes asks for the reason first."""
        if len(self) == 1 and not self.env.context.get("sigobito_acepta"):
            revisable = self._get_revisables()
            if revisable:
                propuesta = self._get_propuesta()
                programador = Programador(self.env, [propuesta])
                avisos = programador.avisos(propuesta)
                if self._filter_nuevos(programador, propuesta, avisos) or (
                    avisos and not self.conflicto_motivo
                ):
                    return {
                        **self.env["ir.actions.act_window"]._for_xml_id(
                            "sigobito_agenda.sigobito_actividad_confirmar_action"
                        ),
                        "context": {"default_event_id": self.id},
                    }
        return super().action_confirmar()
