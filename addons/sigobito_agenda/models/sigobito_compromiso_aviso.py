from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import email_normalize

#: States from which a commitment counts as kept, by the choice of the municipality.
CUMPLIDO = {
    "cumplido": ("cumplido", "verificado"),
    "verificado": ("verificado",),
    "no": (),
}


class ResCompany(models.Model):
    """When the municipality tells citizens that it kept its word (R26)."""

    _inherit = "res.company"

    aviso_beneficiario = fields.Selection(
        [
            ("verificado", "When it is verified"),
            ("cumplido", "When it is kept, without waiting"),
            ("no", "Only by hand"),
        ],
        string="Tell the beneficiary of a commitment",
        required=True,
        default="verificado",
        help="By mail if there is an address; else the cabinet office gets the text",
    )


class SigobitoCompromiso(models.Model):
    """Whoever was promised something is told that it was kept, once (R26)."""

    _inherit = "sigobito.compromiso"

    aviso_fecha = fields.Datetime(
        string="Beneficiary told on", readonly=True, copy=False
    )
    aviso_medio = fields.Selection(
        [("correo", "By mail"), ("manual", "By hand")],
        string="Told how",
        readonly=True,
        copy=False,
    )
    aviso_user_id = fields.Many2one(
        "res.users", string="Told by", readonly=True, copy=False
    )
    aviso_pendiente = fields.Boolean(
        string="Beneficiary to be told",
        readonly=True,
        copy=False,
        help="It was kept for somebody who has no address: call or write",
    )
    puede_avisar = fields.Boolean(
        string="I may tell the beneficiary", compute="_compute_puede_avisar"
    )

    _aviso_pendiente_idx = models.Index("(company_id) WHERE aviso_pendiente")

    @api.depends("state", "aviso_fecha", "beneficiario", "actor_id", "solicitud_id")
    @api.depends_context("uid")
    def _compute_puede_avisar(self):
        despacho = self._es_despacho()
        for compromiso in self:
            compromiso.puede_avisar = (
                despacho
                and compromiso.state in CUMPLIDO["cumplido"]
                and not compromiso.aviso_fecha
                # sudo: only whether there is somebody to tell
                and bool(compromiso.sudo()._get_beneficiario()["nombre"])
            )

    @api.model
    def _get_campos_sistema(self):
        return super()._get_campos_sistema() | {
            "aviso_fecha",
            "aviso_medio",
            "aviso_pendiente",
            "aviso_user_id",
        }

    def _toca_avisar(self):
        """Kept for somebody who does not know it; an order to the staff is nobody's."""
        self.ensure_one()
        return (
            not self.aviso_fecha
            and self.tipo != "instruccion"
            and self.state in CUMPLIDO[self.company_id.aviso_beneficiario or "no"]
            and bool(self._get_beneficiario()["nombre"])
        )

    def _get_beneficiario(self):
        """To whom it was promised: the name written here, the stakeholder, or whoever
        asked for it. Runs in sudo: who keeps it need not read the request."""
        self.ensure_one()
        solicitud, actor = self.solicitud_id, self.actor_id
        if self.beneficiario:
            return self._datos_beneficiario(
                self.beneficiario, self.beneficiario_email, False
            )
        if actor:
            pidio = solicitud.actor_id == actor
            return self._datos_beneficiario(
                actor.name,
                self.beneficiario_email or actor.email or (pidio and solicitud.email),
                actor.phone or (pidio and solicitud.phone),
            )
        if solicitud and not solicitud.anonimizado_el:
            return self._datos_beneficiario(
                solicitud.solicitante,
                self.beneficiario_email or solicitud.email,
                solicitud.phone,
            )
        return self._datos_beneficiario(False, False, False)

    @api.model
    def _datos_beneficiario(self, nombre, email, phone):
        return {
            "nombre": nombre or "",
            # One address, or none: a list of them would tell strangers.
            "email": email_normalize(email or "") or "",
            "phone": phone or "",
        }

    def _get_correo_beneficiario(self):
        """For the template of the mail."""
        # sudo: the template is rendered for its recipient
        return self.sudo()._get_beneficiario()["email"]

    def _get_nombre_beneficiario(self):
        """For the template of the mail."""
        # sudo: as above
        return self.sudo()._get_beneficiario()["nombre"]

    def _get_texto_aviso(self):
        """What is said to the beneficiary, in the language of the municipality."""
        self.ensure_one()
        company = self.company_id
        env = self.with_context(lang=company._get_lang_publico()).env
        partes = [
            env._("Dear %s:", self._get_nombre_beneficiario()),
            env._(
                "%(company)s tells you that it has kept its commitment: “%(name)s”.",
                company=company.name,
                name=self.name,
            ),
        ]
        if self.lugar_ids:
            # sudo: names of places of its own municipality
            lugares = ", ".join(self.sudo().lugar_ids.mapped("name"))
            partes.append(env._("Place: %s", lugares))
        if self.fecha_cumplido:
            dia = self.env["sigobito.solicitud"]._formatear_dia(
                self.fecha_cumplido, company.with_env(env)
            )
            partes.append(env._("Kept on: %s", dia))
        partes.append(
            env._("If it is not so, please tell us: we will look at it again.")
        )
        return "\n\n".join(partes)

    # ------------------------------------------------------------
    # TELLING
    # ------------------------------------------------------------

    def _despues_de_paso(self):
        result = super()._despues_de_paso()
        self._avisar_beneficiario()
        return result

    def _avisar_beneficiario(self):
        """Queue the mail of those that have an address; the rest wait for a person."""
        for compromiso in self:
            # sudo: whoever keeps or verifies it need not read the request behind it
            propio = compromiso.sudo()
            toca = propio._toca_avisar()
            if toca and propio._get_beneficiario()["email"]:
                propio._enviar_aviso()
            elif toca != propio.aviso_pendiente:
                propio.aviso_pendiente = toca

    def _enviar_aviso(self):
        """Once: a second step, or two people at once, find it already told."""
        self.ensure_one()
        plantilla = self.env.ref(
            "sigobito_agenda.mail_template_compromiso_cumplido",
            raise_if_not_found=False,
        )
        if not plantilla or self.aviso_fecha:
            return
        self._anotar_aviso("correo")
        # sudo: templates belong to the platform
        plantilla.sudo().send_mail(self.id, force_send=False)

    def _anotar_aviso(self, medio):
        # sudo: kept by the system; the callers check who tells
        self.sudo().write(
            {
                "aviso_fecha": fields.Datetime.now(),
                "aviso_medio": medio,
                "aviso_pendiente": False,
                "aviso_user_id": self.env.uid,
            }
        )
        for compromiso in self:
            compromiso.message_post(body=self.env._("The beneficiary was told."))

    def _check_avisar(self):
        self.ensure_one()
        self.check_access("read")
        if not self._es_despacho():
            raise AccessError(
                self.env._("The cabinet office tells the beneficiary of a commitment.")
            )
        if self.state not in CUMPLIDO["cumplido"]:
            raise UserError(self.env._("“%s” has not been kept yet.", self.name))
        if self.aviso_fecha:
            raise UserError(
                self.env._("The beneficiary of “%s” was already told.", self.name)
            )

    def action_avisar(self):
        self.ensure_one()
        self._check_avisar()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_compromiso_avisar_action"
        )
        action["context"] = {"default_compromiso_id": self.id}
        return action
