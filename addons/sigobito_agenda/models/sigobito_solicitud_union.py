"""Merging requests that are the same one, and taking it back (R24).

Each keeps its folio, its tracking code, its messages and its files. The merged one is
archived under the other, follows its steps and gets the same answer.
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: Filled in on the one that stays when it does not have them.
COMPLETABLES = (
    "email",
    "phone",
    "documento",
    "organizacion",
    "actor_id",
    "tema_id",
    "area_id",
    "fecha_propuesta",
    "lugar_propuesto",
    "direccion",
)
#: What a merged request takes from the one it was merged into.
COMPARTIDOS = (
    "state",
    "decision",
    "decision_user_id",
    "decision_fecha",
    "posponer_hasta",
    "respuesta_publica",
    "fecha_respuesta",
    "fecha_cierre",
)


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    unida_a_id = fields.Many2one(
        "sigobito.solicitud",
        string="Merged into",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    unida_ids = fields.One2many(
        "sigobito.solicitud",
        "unida_a_id",
        string="Merged requests",
        context={"active_test": False},
        readonly=True,
    )
    # What the merging changed, to be able to take it back.
    union_datos = fields.Json(
        string="What was merged", copy=False, groups="base.group_system"
    )

    # ------------------------------------------------------------
    # MERGE
    # ------------------------------------------------------------

    def _check_unir(self, principal):
        if not self._es_despacho():
            raise AccessError(self.env._("Only the cabinet office merges requests."))
        todas = self | principal
        todas.check_access("write")
        if principal in self or not self:
            raise UserError(self.env._("Choose at least two requests to merge."))
        if len(todas.company_id) > 1:
            raise UserError(
                self.env._("Requests of different municipalities are not merged.")
            )
        for solicitud in todas:
            if solicitud.unida_a_id:
                raise UserError(
                    self.env._(
                        "“%(name)s” is already merged into %(other)s.",
                        name=solicitud.display_name,
                        other=solicitud.unida_a_id.folio,
                    )
                )
            if solicitud.anonimizado_el:
                raise UserError(
                    self.env._(
                        "The personal data of “%(name)s” were deleted: nothing can be "
                        "compared with it.",
                        name=solicitud.display_name,
                    )
                )

    def _unir_a(self, principal):
        """Merge these requests into ``principal``; each keeps its own history."""
        principal.ensure_one()
        self._check_unir(principal)
        for solicitud in self:
            completados = {
                name: self._fields[name].convert_to_write(solicitud[name], solicitud)
                for name in COMPLETABLES
                if solicitud[name] and not principal[name]
            }
            # sudo: links to activities and commitments move, also reserved ones; what
            # they say is neither read nor changed
            interno = solicitud.sudo().with_context(active_test=False)
            eventos, compromisos = interno.event_ids, interno.compromiso_ids
            nietas = interno.unida_ids
            datos = {
                "principal": principal.id,
                "completados": {
                    name: fields.Datetime.to_string(value)
                    if name == "fecha_propuesta"
                    else value
                    for name, value in completados.items()
                },
                "plazo": fields.Date.to_string(principal.date_deadline),
                "eventos": eventos.ids,
                "compromisos": compromisos.ids,
                "unidas": nietas.ids,
                "activa": solicitud.active,
                "propios": {
                    name: str(value)[:19] if hasattr(value, "isoformat") else value
                    for name in COMPARTIDOS
                    for value in [
                        interno._fields[name].convert_to_write(interno[name], interno)
                    ]
                },
            }
            vals = dict(completados)
            plazos = [
                d for d in (principal.date_deadline, solicitud.date_deadline) if d
            ]
            if plazos:
                vals["date_deadline"] = min(plazos)
            principal.write(vals)
            eventos.with_context(dont_notify=True).solicitud_id = principal
            compromisos.solicitud_id = principal
            nietas.unida_a_id = principal
            interno.write(
                {"unida_a_id": principal.id, "active": False, "union_datos": datos}
            )
            interno._compartir_estado()
            principal._anotar_interno(
                self.env._(
                    "%(folio)s “%(name)s” of %(who)s was merged into this request by "
                    "%(user)s. Its messages and files stay in it.",
                    folio=solicitud.folio,
                    name=solicitud.name,
                    who=solicitud.solicitante,
                    user=self.env.user.name,
                )
            )
            solicitud._anotar_interno(
                self.env._(
                    "Merged into %(folio)s “%(name)s” by %(user)s.",
                    folio=principal.folio,
                    name=principal.name,
                    user=self.env.user.name,
                )
            )
        self._juzgar_pares(principal, "unido")

    def _juzgar_pares(self, principal, estado):
        # sudo: the pair is judged by whoever may merge, checked before
        Parecido = self.env["sigobito.solicitud.parecido"].sudo()
        todas = (self | principal).ids
        pares = Parecido.search(
            [
                ("solicitud_id", "in", todas),
                ("otra_id", "in", todas),
            ]
        )
        pares.state = estado
        if estado == "unido":
            # What is archived is not compared any more.
            Parecido.search(
                [
                    "|",
                    ("solicitud_id", "in", self.ids),
                    ("otra_id", "in", self.ids),
                    ("state", "=", "propuesto"),
                ]
            ).state = "descartado"

    def _compartir_estado(self):
        """Merged requests are where the one they were merged into is."""
        for solicitud in self:
            principal = solicitud.unida_a_id
            solicitud.write(
                {
                    name: self._fields[name].convert_to_write(
                        principal[name], principal
                    )
                    for name in COMPARTIDOS
                }
            )

    # ------------------------------------------------------------
    # TAKE IT BACK
    # ------------------------------------------------------------

    def action_separar(self):
        """Undo the merging: each is again what it was, with what moved."""
        if not self._es_despacho():
            raise AccessError(self.env._("Only the cabinet office merges requests."))
        self.check_access("write")
        for solicitud in self:
            principal = solicitud.unida_a_id
            if not principal:
                raise UserError(
                    self.env._("“%s” is not merged.", solicitud.display_name)
                )
            # sudo: what was noted when merging, and links to what moved then
            interno = solicitud.sudo().with_context(active_test=False)
            datos = interno.union_datos or {}
            interno._devolver_enlaces(principal.sudo(), datos)
            interno.write(
                {
                    **datos.get("propios", {}),
                    "unida_a_id": False,
                    "active": datos.get("activa", True),
                    "union_datos": False,
                }
            )
            for uno, otro in ((solicitud, principal), (principal, solicitud)):
                uno._anotar_interno(
                    self.env._(
                        "%(user)s separated this request from %(folio)s: they are not "
                        "the same.",
                        user=self.env.user.name,
                        folio=otro.folio,
                    )
                )
            solicitud._juzgar_pares(principal, "descartado")
        return True

    def _devolver_enlaces(self, principal, datos):
        """What moved goes back, unless somebody has moved it since."""
        self.ensure_one()
        env = self.env
        eventos = env["calendar.event"].browse(datos.get("eventos", [])).exists()
        eventos.filtered(lambda e: e.solicitud_id == principal).with_context(
            dont_notify=True
        ).solicitud_id = self
        compromisos = (
            env["sigobito.compromiso"].browse(datos.get("compromisos", [])).exists()
        )
        compromisos.filtered(lambda c: c.solicitud_id == principal).solicitud_id = self
        nietas = self.browse(datos.get("unidas", [])).exists()
        nietas.filtered(lambda s: s.unida_a_id == principal).unida_a_id = self
        vals = {
            name: False
            for name, value in datos.get("completados", {}).items()
            if (
                fields.Datetime.to_string(principal[name])
                if name == "fecha_propuesta"
                else self._fields[name].convert_to_write(principal[name], principal)
            )
            == value
        }
        plazo = fields.Date.to_date(datos.get("plazo"))
        if plazo and principal.date_deadline != plazo:
            vals["date_deadline"] = plazo
        if vals and not principal.anonimizado_el:
            principal.write(vals)

    # ------------------------------------------------------------
    # TOGETHER FROM THEN ON
    # ------------------------------------------------------------

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & set(COMPARTIDOS):
            # sudo: they are archived under this one and follow it
            unidas = self.sudo().with_context(active_test=False).unida_ids
            if unidas:
                unidas._compartir_estado()
        return result

    def _responder(self, texto, enviar=True):
        """Everybody who asked for the same gets the answer."""
        result = super()._responder(texto, enviar)
        # sudo: archived under this one; only the mail with the same answer is sent
        unidas = self.sudo().with_context(active_test=False).unida_ids
        if enviar:
            unidas.filtered(
                lambda s: s.clave_correo and s.clave_correo != self.clave_correo
            )._enviar_correo("sigobito_agenda.mail_template_solicitud_respuesta")
        return result

    def message_update(self, msg_dict, update_vals=None):
        result = super().message_update(msg_dict, update_vals)
        for solicitud in self.sudo().filtered("unida_a_id"):
            principal = solicitud.unida_a_id
            principal.correo_sin_leer = True
            principal._anotar_interno(
                self.env._(
                    "The requester of %s, merged into this one, wrote again there.",
                    solicitud.folio,
                )
            )
        return result

    @api.model
    def _get_by_codigo(self, texto):
        """The code of a merged request still answers."""
        found = super()._get_by_codigo(texto)
        if found:
            return found
        return (
            super(SigobitoSolicitud, self.with_context(active_test=False))
            ._get_by_codigo(texto)
            .filtered("unida_a_id")
            .with_context(active_test=True)
        )

    def _privacidad_antes(self):
        """What the merging kept aside is personal data too."""
        result = super()._privacidad_antes()
        self.write({"union_datos": False, "correo_mensaje": False})
        return result
