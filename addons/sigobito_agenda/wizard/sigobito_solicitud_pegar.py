from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools import pegado


class SigobitoSolicitudPegar(models.TransientModel):
    """A text copied from WhatsApp, a mail or a note becomes requests (R24).

    What was read is shown before anything is created, and can be corrected.
    """

    _name = "sigobito.solicitud.pegar"
    _description = "Paste requests"

    texto = fields.Text(string="Pasted text")
    canal = fields.Selection(
        lambda self: self.env["sigobito.solicitud"]._fields["canal"].selection,
        string="Intake channel",
        required=True,
        default="whatsapp",
    )
    linea_ids = fields.One2many(
        "sigobito.solicitud.pegar.linea", "pegar_id", string="Requests"
    )
    cuenta = fields.Integer(string="Found", compute="_compute_cuenta")

    @api.depends("linea_ids.incluir")
    def _compute_cuenta(self):
        for pegar in self:
            pegar.cuenta = len(pegar.linea_ids.filtered("incluir"))

    @api.onchange("texto")
    def _onchange_texto(self):
        company = self.env.company
        pedidos = pegado.leer(self.texto or "", company._hoy())
        self.linea_ids = [
            Command.clear(),
            *(Command.create(self._prepare_linea(pedido)) for pedido in pedidos),
        ]

    @api.model
    def _prepare_linea(self, pedido):
        company = self.env.company
        ahora = fields.Datetime.now()
        recibido = pedido.recibido and company._a_utc(pedido.recibido)
        # A clock that is wrong does not make a request from the future, or of long ago.
        if recibido and not ahora - timedelta(days=365) <= recibido <= ahora:
            recibido = None
        texto = pedido.texto
        if pedido.adjuntos:
            falta = self.env._(
                "(%s files of the chat were not copied with the text)", pedido.adjuntos
            )
            texto = f"{texto}\n\n{falta}".strip()
        return {
            "name": pedido.asunto,
            "solicitante": pedido.nombre or pedido.telefono or pedido.correo,
            "phone": pedido.telefono or False,
            "email": pedido.correo or False,
            "documento": pedido.documento or False,
            "organizacion": pedido.organizacion or False,
            "tipo": pedido.tipo,
            "description": texto,
            "fecha_recepcion": recibido or ahora,
            "fecha_propuesta": pedido.propuesto and company._a_utc(pedido.propuesto),
        }

    def action_crear(self):
        self.ensure_one()
        lineas = self.linea_ids.filtered("incluir")
        if not lineas:
            raise UserError(self.env._("Paste the text first, and mark a request."))
        solicitudes = self.env["sigobito.solicitud"].create(
            [linea._prepare_solicitud_vals() for linea in lineas]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_solicitud_action"
        )
        action["domain"] = [("id", "in", solicitudes.ids)]
        action["context"] = {}
        if len(solicitudes) == 1:
            action["views"] = [(False, "form")]
            action["res_id"] = solicitudes.id
        return action


class SigobitoSolicitudPegarLinea(models.TransientModel):
    """One request that was read in a pasted text."""

    _name = "sigobito.solicitud.pegar.linea"
    _description = "Request of a pasted text"
    _order = "id"

    pegar_id = fields.Many2one(
        "sigobito.solicitud.pegar",
        string="Pasted text",
        required=True,
        index=True,
        ondelete="cascade",
    )
    incluir = fields.Boolean(string="Create", default=True)
    tipo = fields.Selection(
        lambda self: self.env["sigobito.solicitud"]._fields["tipo"].selection,
        string="Type",
        required=True,
        default="requerimiento",
    )
    name = fields.Char(string="Subject")
    solicitante = fields.Char(string="Requester")
    phone = fields.Char()
    email = fields.Char(string="E-mail")
    documento = fields.Char(string="Identity document")
    organizacion = fields.Char(string="Organization")
    description = fields.Text()
    fecha_recepcion = fields.Datetime(string="Received on")
    fecha_propuesta = fields.Datetime(string="Proposed date")

    def _prepare_solicitud_vals(self):
        self.ensure_one()
        nombres = (
            "tipo",
            "phone",
            "email",
            "documento",
            "organizacion",
            "description",
            "fecha_propuesta",
        )
        return {
            **{nombre: self[nombre] for nombre in nombres},
            "name": (self.name or "").strip() or self.env._("(without subject)"),
            "solicitante": (self.solicitante or "").strip()
            or self.env._("Unknown sender"),
            "fecha_recepcion": self.fecha_recepcion or fields.Datetime.now(),
            "canal": self.pegar_id.canal,
        }
