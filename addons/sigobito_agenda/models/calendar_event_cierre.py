from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

#: States of an activity that is over.
CERRADOS = ("realizada", "delegada", "cancelada")


class CalendarEvent(models.Model):
    """What came of an activity, told the same evening (R23)."""

    _inherit = "calendar.event"

    decisiones = fields.Text(
        string="Decisions", copy=False, help="What was decided there, one a line"
    )
    comunicar = fields.Boolean(
        string="Worth communicating",
        copy=False,
        help="The press office finds it on its list of proposals",
    )
    foto_ids = fields.Many2many(
        "ir.attachment",
        "calendar_event_foto_rel",
        "event_id",
        "attachment_id",
        string="Photos",
        copy=False,
    )
    cerrado_por_id = fields.Many2one(
        "res.users", string="Closed by", copy=False, readonly=True
    )
    cierre_clave = fields.Char(
        string="Key of the closing",
        copy=False,
        readonly=True,
        help="Of the screen with which it was closed: sent twice, it counts once",
    )
    puede_cerrar = fields.Boolean(
        string="May close it", compute="_compute_puede_cerrar"
    )

    @api.depends_context("uid")
    @api.depends("user_can_edit", "delegado_a_id")
    def _compute_puede_cerrar(self):
        """Those who write the agenda, and whoever attended in the titular's place."""
        legibles = self._filtrar_legibles()
        for event in self:
            event.puede_cerrar = event in legibles and (
                event.user_can_edit or event.delegado_a_id == self.env.user
            )

    @api.depends("fecha_cierre")
    def _compute_por_cerrar(self):
        """Also of what somebody else attended, the office wants to know."""
        result = super()._compute_por_cerrar()
        now = fields.Datetime.now()
        for event in self:
            if event.agenda_id and event.estado == "delegada":
                event.por_cerrar = bool(
                    event.stop and event.stop < now and not event.fecha_cierre
                )
        return result

    @api.model
    def _search_por_cerrar(self, operator, value):
        domain = super()._search_por_cerrar(operator, value)
        if domain is NotImplemented:
            return domain
        delegadas = (
            Domain("agenda_id", "!=", False)
            & Domain("stop", "<", fields.Datetime.now())
            & Domain("estado", "=", "delegada")
            & Domain("fecha_cierre", "=", False)
        )
        return domain | delegadas if True in value else domain & ~delegadas

    def action_reabrir(self):
        """Another closing may come."""
        result = super().action_reabrir()
        self.write({"cierre_clave": False, "cerrado_por_id": False})
        return result

    def _proponer_comunicacion(self):
        """Hook: hand activities over to the press office, once each."""

    # ------------------------------------------------------------
    # CLOSING
    # ------------------------------------------------------------

    def _cerrar(self, vals, compromisos, clave=None, fotos=None):
        """Close an activity with everything that came of it, at once.

        :param vals: ``estado, resultado, decisiones, delegado_a_id, comunicar``
        :param compromisos: values of the commitments made there
        :param clave: key of the screen it was told on. The same key again (a double
            click, a lost connection) changes nothing; another one is told who was first
        :param fotos: attachments just uploaded by the user
        """
        self.ensure_one()
        if not (self.env.su or self.puede_cerrar):
            raise AccessError(
                self.env._(
                    "Only the cabinet office, the delegates of the agenda and whoever "
                    "attended close this activity."
                )
            )
        if self._cierre_repetido(clave):
            return False
        # sudo: whoever attended for the titular does not write the agenda otherwise
        event = self if self.env.su or self.user_can_edit else self.sudo()
        event.write(
            {
                **vals,
                "fecha_cierre": fields.Datetime.now(),
                "cerrado_por_id": self.env.uid,
                "cierre_clave": clave,
            }
        )
        if fotos:
            event._agregar_fotos(fotos)
        Compromiso = self.env["sigobito.compromiso"]
        if not Compromiso.has_access("create"):
            # sudo: what was promised in an activity one may close
            Compromiso = Compromiso.sudo()
        Compromiso.create(
            [{**self._prepare_compromiso_vals(), **linea} for linea in compromisos]
        )
        if event.comunicar and event.estado != "cancelada":
            event._proponer_comunicacion()
        return True

    def _cierre_repetido(self, clave):
        """Whether this very closing was already done; refuse that of somebody else."""
        # One at a time: whoever comes second waits, and reads what the first wrote.
        self.flush_recordset()
        rows = self.env.execute_query(
            SQL(
                "SELECT cierre_clave, fecha_cierre FROM calendar_event "
                "WHERE id = %s FOR UPDATE",
                self.id,
            )
        )
        antes, fecha = rows[0] if rows else (None, None)
        if not fecha:
            return False
        if clave and antes == clave:
            return True
        raise UserError(
            self.env._(
                "“%(name)s” was already closed on %(when)s by %(who)s: “%(result)s”. "
                "To correct it, reopen it first. What you wrote is still here.",
                name=self.name,
                when=self._formatear_momento(fecha),
                who=self.cerrado_por_id.sudo().name or "—",
                result=self.resultado or "—",
            )
        )

    def _formatear_momento(self, moment: datetime):
        local = self.company_id.sudo()._a_local(moment)
        return f"{self._formatear_corto(local.date())}, {local:%H:%M}"

    def _prepare_compromiso_vals(self):
        """What a commitment inherits from the activity it was made in."""
        self.ensure_one()
        # sudo: the request and the agenda are only linked, not shown
        origen = self.sudo()
        return {
            "event_id": self.id,
            "solicitud_id": origen.solicitud_id.id,
            "company_id": origen.company_id.id,
            "prometido_por_id": origen.agenda_id.titular_id.id,
            "actor_id": origen.actor_ids[:1].id or origen.solicitud_id.actor_id.id,
            "tema_id": origen.tema_id.id,
            "lugar_ids": [(6, 0, origen.lugar_ids.ids)],
        }

    def _agregar_fotos(self, fotos):
        """Photos of the user become files of the activity."""
        self.ensure_one()
        # sudo: a file of a screen belongs to whoever uploaded it, and to nobody else
        propias = fotos.sudo().filtered(
            lambda a: a.create_uid == self.env.user and not a.res_field
        )
        propias.write({"res_model": self._name, "res_id": self.id})
        self.write({"foto_ids": [(4, foto.id) for foto in propias]})
