from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class SigobitoAgendaVersion(models.Model):
    """Since when what is published is as it is now.

    An entry may leave a feed without anything being written (time passes, a record is
    deleted), so the date of the last change is noted when it is first seen.
    """

    _name = "sigobito.agenda.version"
    _description = "Version of what is published"
    _order = "id"

    clave = fields.Char(string="Key", required=True)
    huella = fields.Char(string="Fingerprint", required=True)
    fecha = fields.Datetime(string="Date", required=True)

    _clave_uniq = models.UniqueIndex("(clave)")

    @api.model
    def _anotar(self, clave, huella):
        """Date (UTC, whole seconds) of this version; a new one is later than the old."""
        # sudo: what is noted is not of any user
        version = self.sudo().search([("clave", "=", clave)])
        if version.huella == huella:
            return version.fecha
        ahora = fields.Datetime.now()
        if version:
            ahora = max(ahora, version.fecha + timedelta(seconds=1))
        self.env.execute_query(
            SQL(
                """
                INSERT INTO sigobito_agenda_version (clave, huella, fecha)
                VALUES (%(clave)s, %(huella)s, %(fecha)s)
                ON CONFLICT (clave) DO UPDATE
                   SET huella = EXCLUDED.huella, fecha = EXCLUDED.fecha
                RETURNING id
                """,
                clave=clave,
                huella=huella,
                fecha=ahora,
            )
        )
        version.invalidate_recordset()
        return ahora

    @api.autovacuum
    def _gc_versiones(self):
        """What nobody has asked for in a year is forgotten."""
        limite = fields.Datetime.now() - timedelta(days=365)
        viejas = self.sudo().search([("fecha", "<", limite)], limit=5000)
        viejas.unlink()
        return len(viejas), len(viejas) == 5000
