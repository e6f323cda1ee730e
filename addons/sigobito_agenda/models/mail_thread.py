import logging
import xmlrpc.client

from odoo import api, models

from ..tools import correo as correos

_logger = logging.getLogger(__name__)

SOLICITUD = "sigobito.solicitud"


class MailThread(models.AbstractModel):
    """The gateway loses no request: what it cannot read is kept as plain text."""

    _inherit = "mail.thread"

    @api.model
    def message_process(self, model, message, custom_values=None, **kwargs):
        bruto = message
        if isinstance(bruto, xmlrpc.client.Binary):
            bruto = bytes(bruto.data)
        if isinstance(bruto, str):
            bruto = bruto.encode("utf-8", "surrogateescape")
        try:
            with self.env.cr.savepoint():
                return super().message_process(model, bruto, custom_values, **kwargs)
        except Exception:
            leido = correos.leer(bruto)
            alias = self.env[SOLICITUD]._get_alias_de_correo(leido.destinos)
            if not alias:
                raise
            _logger.info("A mail to %s was kept as plain text", alias.alias_name)
            return self.env[SOLICITUD]._recibir_en_bruto(alias, leido, bruto).id

    @api.model
    def message_route(
        self, message, message_dict, model=None, thread_id=None, custom_values=None
    ):
        routes = super().message_route(
            message, message_dict, model, thread_id, custom_values
        )
        if not routes or any(route[0] != SOLICITUD for route in routes):
            return routes
        # The first of each: the server that received it writes on top.
        cabeceras = {}
        for name, value in message.items():
            cabeceras.setdefault(name.lower(), correos.una_linea(value, 1000))
        message_dict["sigobito_cabeceras"] = cabeceras
        # sudo: the gateway reads which municipality was written to
        return self.env[SOLICITUD].sudo()._corregir_rutas(routes, message_dict)

    @api.model
    def message_parse(self, message, save_original=False):
        msg_dict = super().message_parse(message, save_original=save_original)
        for name, value in msg_dict.items():
            if isinstance(value, str):
                # a text that was marked as safe or not stays what it was
                msg_dict[name] = type(value)(correos.sin_rotos(value))
        return msg_dict
