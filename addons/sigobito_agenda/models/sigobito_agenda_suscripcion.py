import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import hmac

#: Not more often than this is noted that a link was used.
USO = timedelta(hours=1)


class SigobitoAgendaSuscripcion(models.Model):
    """Secret link with which a telephone or a program follows an agenda (R27).

    Only a keyed hash of the secret is kept: who made the link sees it once. It shows
    what its owner may read at that moment, and reserved entries as "Busy".
    """

    _name = "sigobito.agenda.suscripcion"
    _description = "Calendar link"
    _order = "create_date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Device or program", required=True)
    agenda_id = fields.Many2one(
        "sigobito.agenda",
        string="Agenda",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="agenda_id.company_id", store=True, index=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Of",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
    )
    huella = fields.Char(
        string="Hash of the secret", required=True, groups="base.group_system"
    )
    pista = fields.Char(string="Ends in", readonly=True)
    ultimo_uso = fields.Datetime(string="Last used", readonly=True)
    revocada_el = fields.Datetime(string="Revoked on", readonly=True, index=True)

    _huella_uniq = models.UniqueIndex("(huella)")

    @api.model
    def _huella(self, secreto):
        # sudo: the key of the database
        return hmac(self.env(su=True), "sigobito-agenda-suscripcion", secreto or "")

    @api.model
    def _crear(self, agenda, nombre):
        """New link of the user; its secret is returned and kept nowhere."""
        agenda.check_access("read")
        secreto = secrets.token_urlsafe(32)
        # sudo: nobody writes a link by himself; it is always the user's own
        suscripcion = self.sudo().create(
            {
                "name": nombre,
                "agenda_id": agenda.id,
                "user_id": self.env.uid,
                "huella": self._huella(secreto),
                "pista": secreto[-4:],
            }
        )
        return suscripcion.sudo(False), secreto

    def action_revocar(self):
        """From now on these links answer nothing."""
        self.check_access("read")
        # sudo: links are made and revoked only here; who sees one may revoke it
        self.sudo().revocada_el = fields.Datetime.now()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def _abrir(self, secreto):
        """The valid link of a secret, in sudo; empty if there is none (any more)."""
        # sudo: the secret is the permission; what it opens is read as its owner
        suscripcion = self.sudo().search(
            [
                ("huella", "=", self._huella(secreto)),
                ("revocada_el", "=", False),
                ("agenda_id.active", "=", True),
            ]
        )
        user = suscripcion.user_id
        vigente = (
            user.active
            and not user.share
            and suscripcion.company_id in user.company_ids
            and suscripcion.agenda_id.with_user(user)
            .with_context(allowed_company_ids=suscripcion.company_id.ids)
            .has_access("read")
        )
        return suscripcion if vigente else suscripcion.browse()

    def _get_calendario(self):
        """What the owner of the link may read of the agenda, today."""
        self.ensure_one()
        agenda = self.agenda_id.with_user(self.user_id).with_context(
            allowed_company_ids=self.company_id.ids,
            lang=self.user_id.lang,
            tz=self.company_id._tz(),
        )
        return agenda.env["calendar.event"]._get_calendario_agenda(agenda)

    def _anotar_uso(self):
        ahora = fields.Datetime.now()
        if not self.ultimo_uso or ahora - self.ultimo_uso > USO:
            self.ultimo_uso = ahora
