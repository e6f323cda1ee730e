"""Recognising who asks among the stakeholders of the municipality (R24)."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import duplicados

#: How alike the names must be to ask "is it …?".
PARECIDO = 0.55
#: … and for a phone, which a family or an office may share, to say who it is.
PARECIDO_TELEFONO = 0.3


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    actor_sugerido_id = fields.Many2one(
        "sigobito.actor",
        string="May be",
        compute="_compute_actor_sugerido_id",
        help="A stakeholder with the same contact or a name like this one",
    )

    @api.depends("solicitante", "organizacion", "phone", "email", "actor_id")
    def _compute_actor_sugerido_id(self):
        sin_actor = self.filtered(
            lambda s: not s.actor_id and (s.solicitante or s.phone or s.email)
        )
        self.actor_sugerido_id = False
        if not sin_actor:
            return
        hallados = sin_actor._buscar_actores()
        for solicitud, (actor, _seguro) in hallados.items():
            # Only who the reader may read is suggested.
            solicitud.actor_sugerido_id = actor._filtered_access("read")

    def _buscar_actores(self):
        """``{request: (stakeholder, sure)}``: sure when exactly one has that contact,
        and the name is like his if it is only his phone.

        One query for all of them, by municipality.
        """
        self.env["sigobito.actor"].flush_model(
            ["name", "email", "clave_telefono", "active", "company_id"]
        )
        filas = [
            (
                n,
                (solicitud.company_id or self.env.company).id,
                duplicados.clave_correo(solicitud.email) or None,
                duplicados.clave_telefono(solicitud.phone) or None,
                duplicados.clave_texto(solicitud.solicitante) or None,
                duplicados.clave_texto(solicitud.organizacion) or None,
            )
            for n, solicitud in enumerate(self)
        ]
        valores = SQL(", ").join(
            SQL("(%s, %s, %s::text, %s::text, %s::text, %s::text)", *fila)
            for fila in filas
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT n.n, a.id,
                       COALESCE(lower(trim(a.email)) = n.correo, FALSE)
                           OR COALESCE(a.clave_telefono = n.telefono, FALSE),
                       GREATEST(
                           similarity(unaccent(lower(a.name)), COALESCE(n.nombre, '')),
                           similarity(
                               unaccent(lower(a.name)), COALESCE(n.organizacion, '')
                           )
                       ) AS parecido,
                       COALESCE(lower(trim(a.email)) = n.correo, FALSE)
                           OR n.nombre IS NULL AS basta
                  FROM (VALUES %(valores)s)
                       AS n (n, company_id, correo, telefono, nombre, organizacion)
                  JOIN sigobito_actor a
                    ON a.company_id = n.company_id AND a.active
                 WHERE lower(trim(a.email)) = n.correo
                    OR a.clave_telefono = n.telefono
                    OR similarity(unaccent(lower(a.name)), COALESCE(n.nombre, ''))
                       >= %(parecido)s
                    OR similarity(
                           unaccent(lower(a.name)), COALESCE(n.organizacion, '')
                       ) >= %(parecido)s
                 ORDER BY n.n, 3 DESC, 4 DESC, a.id
                """,
                valores=valores,
                parecido=PARECIDO,
            )
        )
        solicitudes = list(self)
        por_contacto, hallados = {}, {}
        for n, actor_id, contacto, parecido, basta in rows:
            if contacto:
                seguro = basta or parecido >= PARECIDO_TELEFONO
                por_contacto.setdefault(n, []).append(seguro)
            hallados.setdefault(n, actor_id)
        Actor = self.env["sigobito.actor"]
        return {
            solicitudes[n]: (
                Actor.browse(actor_id),
                por_contacto.get(n) == [True],
            )
            for n, actor_id in hallados.items()
        }

    def _vincular_actores(self):
        """Whoever has the contact of exactly one stakeholder is that one."""
        result = super()._vincular_actores()
        sin_actor = self.filtered(lambda s: not s.actor_id and (s.email or s.phone))
        if sin_actor:
            for solicitud, (actor, seguro) in sin_actor._buscar_actores().items():
                if seguro:
                    solicitud.actor_id = actor
        return result

    @api.onchange("phone", "email")
    def _onchange_contacto(self):
        if self.actor_id or not (self.phone or self.email):
            return
        actor, seguro = self._buscar_actores().get(self, (None, False))
        if seguro and actor._filtered_access("read"):
            self.actor_id = actor
            self.solicitante = self.solicitante or actor.name

    def action_vincular_sugerido(self):
        self.ensure_one()
        self.actor_id = self.actor_sugerido_id

    def action_guardar_y_otra(self):
        """Saved; the next one, without letting go of the keyboard."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_solicitud_action_rapida"
        )
        action["context"] = {"default_canal": self.canal, "default_tipo": self.tipo}
        return action


class SigobitoActor(models.Model):
    _inherit = "sigobito.actor"

    clave_telefono = fields.Char(
        string="Phone, to compare", compute="_compute_clave_telefono", store=True
    )

    @api.depends("phone")
    def _compute_clave_telefono(self):
        for actor in self:
            actor.clave_telefono = duplicados.clave_telefono(actor.phone) or False
