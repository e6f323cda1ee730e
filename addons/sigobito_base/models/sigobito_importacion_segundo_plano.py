import logging

from odoo import api, models
from odoo.tools import SQL, html_escape

from ..tools.planilla import Falla
from .sigobito_importacion import detalle_de

_logger = logging.getLogger(__name__)

MAX_INTENTOS = 3


class SigobitoImportacion(models.Model):
    """Large files are written by a job, with the rights of who asked for it."""

    _inherit = "sigobito.importacion"

    def _encolar(self):
        self.write({"state": "pending", "user_id": self.env.uid})
        # sudo: only to wake the job up
        self.env.ref("sigobito_base.ir_cron_importar").sudo()._trigger()

    @api.model
    def _cron_importar(self):
        """Run what waits, one import at a time, each with its user's rights."""
        while True:
            pendientes = self.search([("state", "=", "pending")], order="id")
            importacion = pendientes[:1].try_lock_for_update()
            if not importacion:
                return
            importacion._importar_en_segundo_plano()
            restantes = len(pendientes) - 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=restantes):
                return

    def _importar_en_segundo_plano(self):
        user = self.user_id
        propia = (
            self.with_user(user)
            .with_company(self.company_id)
            .with_context(
                allowed_company_ids=self.company_id.ids, lang=user.lang, tz=user.tz
            )
        )
        intentos = self._anotar_avance(0, 1, "", nuevo_intento=True)
        if intentos > MAX_INTENTOS:
            propia.sudo()._rechazar("interrumpido", veces=MAX_INTENTOS)
            return
        try:
            with self.env.cr.savepoint():
                propia._importar(propia._anotar_avance)
        except Exception as error:
            _logger.exception("The import %s failed", self.id)
            # sudo: the user may have lost his or her rights meanwhile
            propia.sudo()._rechazar("rechazado", detalle=detalle_de(error))
        propia.sudo()._avisar_fin()

    def _rechazar(self, clave, **datos):
        self._guardar_lineas([Falla(clave, datos=datos)])
        self.write({"state": "revisado", "error_count": self.error_count + 1})

    def _anotar_avance(self, hechas, total, texto, nuevo_intento=False):
        """Progress, in a transaction of its own: seen at once by whoever waits, and
        in a table that the import itself never writes, so they cannot clash."""
        with self.env.registry.cursor() as cr:
            cr.execute(
                SQL(
                    """
                    INSERT INTO sigobito_importacion_avance AS a
                           (importacion, company_id, hechas, total, texto, intentos)
                    VALUES (%s, %s, %s, %s, %s, 1)
                    ON CONFLICT (importacion) DO UPDATE
                       SET hechas = EXCLUDED.hechas,
                           total = EXCLUDED.total,
                           texto = EXCLUDED.texto,
                           intentos = a.intentos + %s
                    RETURNING intentos
                    """,
                    self.id,
                    self.company_id.id,
                    hechas,
                    max(total, 1),
                    texto,
                    int(nuevo_intento),
                )
            )
            return cr.fetchone()[0]

    def _avisar_fin(self):
        """Tell who started it: a to-do if it must be looked at, a notice on screen."""
        if self.state == "done":
            titulo = self.env._("Import finished")
            texto = self.env._(
                "“%(archivo)s”: %(nuevas)s new and %(cambiadas)s changed.",
                archivo=self.name,
                nuevas=self.nuevas,
                cambiadas=self.cambiadas,
            )
            tipo = "success"
        else:
            titulo = self.env._("The import did not take place")
            texto = self.env._(
                "“%(archivo)s”: open it to see why. Nothing was changed.",
                archivo=self.name,
            )
            tipo = "warning"
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=titulo,
            note=html_escape(texto),
            user_id=self.user_id.id,
        )
        self.user_id.partner_id._bus_send(
            "simple_notification",
            {"title": titulo, "message": texto, "type": tipo, "sticky": True},
        )
