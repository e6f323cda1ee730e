from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import cadencia as regla

#: Routines or sessions between two commits of the nightly run.
LOTE = 1000
#: Gaps written at once for a routine nobody has opened in a long time.
MAXIMO_HUECOS = 60


class SigobitoRutinaSesion(models.Model):
    """Sessions open by themselves, and those that were not held show (R3)."""

    _inherit = "sigobito.rutina.sesion"

    @api.model
    def _cron_rutinas(self):
        """Open what comes and close what was not held, in all the municipalities."""
        desde = 0
        while (leidas := self._abrir_lote(desde_id=desde))[0]:
            desde = leidas[1]
            if not self.env["ir.cron"]._commit_progress(leidas[0]):
                return
        # Days nobody opened in time have just been added: they are gaps as well.
        while cerradas := self._marcar_omitidas(LOTE):
            if not self.env["ir.cron"]._commit_progress(cerradas):
                return

    @api.model
    def _sql_hoy(self):
        """Today in the municipality ``c`` of a query."""
        return SQL(
            "(%s::timestamp AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(c.tz, 'UTC'))::date",
            fields.Datetime.now(),
        )

    @api.model
    def _marcar_omitidas(self, limite):
        """Sessions nobody recorded in time were not held; how many there were."""
        self.flush_model()
        filas = self.env.execute_query(
            SQL(
                """
                UPDATE sigobito_rutina_sesion s
                   SET state = 'omitida', cumplimiento = 0,
                       write_uid = %(uid)s, write_date = %(ahora)s
                 WHERE s.id IN (
                           SELECT v.id
                             FROM sigobito_rutina_sesion v
                             JOIN res_company c ON c.id = v.company_id
                            WHERE v.state = 'programada'
                              AND v.date_deadline < %(hoy)s
                            LIMIT %(limite)s
                              FOR UPDATE OF v SKIP LOCKED
                       )
             RETURNING s.id
                """,
                uid=self.env.uid,
                ahora=fields.Datetime.now(),
                hoy=self._sql_hoy(),
                limite=limite,
            )
        )
        if filas:
            self.invalidate_model(["state", "cumplimiento", "write_uid", "write_date"])
        return len(filas)

    @api.model
    def _abrir_siguientes(self, rutinas):
        """Open what is missing of these routines now, without waiting for the night."""
        if rutinas:
            self._abrir_lote(rutinas.ids)

    @api.model
    def _abrir_lote(self, ids=None, desde_id=0):
        """Open the sessions of the running routines that have none to come.

        :return: how many routines were looked at, and the last of them.
        """
        self.env.flush_all()
        filas = self.env.execute_query(
            SQL(
                """
                SELECT r.id, u.ultima, %(hoy)s
                  FROM sigobito_rutina r
                  JOIN res_company c ON c.id = r.company_id
             LEFT JOIN LATERAL (
                           SELECT MAX(s.fecha_regla) AS ultima
                             FROM sigobito_rutina_sesion s
                            WHERE s.rutina_id = r.id
                       ) u ON TRUE
                 WHERE r.active AND r.state = 'activa' AND r.id > %(desde)s
                   AND %(solo)s
                   AND (r.date_end IS NULL OR u.ultima IS NULL OR u.ultima < r.date_end)
                   AND NOT EXISTS (
                           SELECT 1
                             FROM sigobito_rutina_sesion s
                            WHERE s.rutina_id = r.id AND s.state = 'programada'
                              AND s.date >= %(hoy)s AND s.fecha_regla IS NOT NULL
                       )
              ORDER BY r.id
                 LIMIT %(limite)s
                   FOR UPDATE OF r SKIP LOCKED
                """,
                hoy=self._sql_hoy(),
                desde=desde_id,
                solo=SQL("r.id = ANY(%s)", list(ids)) if ids else SQL("TRUE"),
                limite=LOTE,
            )
        )
        if not filas:
            return 0, desde_id
        rutinas = self.env["sigobito.rutina"].browse([fila[0] for fila in filas])
        vals_list = []
        for rutina, (_id, ultima, hoy) in zip(rutinas, filas, strict=True):
            vals_list += rutina._prepare_sesiones_vals(ultima, hoy)
        self.create(vals_list)
        self.flush_model()
        return len(filas), filas[-1][0]

    def _crear_lineas(self):
        """Each new session brings the checklist and the people of its routine."""
        if not self:
            return
        self.env.flush_all()
        autor = {"uid": self.env.uid, "ahora": fields.Datetime.now(), "ids": self.ids}
        self.env.execute_query(
            SQL(
                """
                INSERT INTO sigobito_rutina_sesion_paso
                            (sesion_id, company_id, sequence, name, hecho,
                             create_uid, write_uid, create_date, write_date)
                     SELECT s.id, s.company_id, p.sequence, p.name, FALSE,
                            %(uid)s, %(uid)s, %(ahora)s, %(ahora)s
                       FROM sigobito_rutina_sesion s
                       JOIN sigobito_rutina_paso p ON p.rutina_id = s.rutina_id
                      WHERE s.id = ANY(%(ids)s)
                   ORDER BY s.id, p.sequence, p.id
                  RETURNING id
                """,
                **autor,
            )
        )
        self.env.execute_query(
            SQL(
                """
                INSERT INTO sigobito_rutina_asistencia
                            (sesion_id, company_id, user_id, asistio,
                             create_uid, write_uid, create_date, write_date)
                     SELECT s.id, s.company_id, x.user_id, FALSE,
                            %(uid)s, %(uid)s, %(ahora)s, %(ahora)s
                       FROM sigobito_rutina_sesion s
                       JOIN LATERAL (
                                SELECT p.user_id
                                  FROM sigobito_rutina_participante_rel p
                                 WHERE p.rutina_id = s.rutina_id
                                 UNION
                                SELECT s.responsable_id
                                 WHERE s.responsable_id IS NOT NULL
                            ) x ON TRUE
                       JOIN res_users u ON u.id = x.user_id AND u.active
                       JOIN res_company_users_rel e
                         ON e.user_id = u.id AND e.cid = s.company_id
                      WHERE s.id = ANY(%(ids)s)
                ON CONFLICT DO NOTHING
                  RETURNING id
                """,
                **autor,
            )
        )
        self.invalidate_recordset(["paso_ids", "asistencia_ids"])


class SigobitoRutina(models.Model):
    _inherit = "sigobito.rutina"

    def _prepare_sesiones_vals(self, ultima, hoy):
        """Sessions due since the last one, and the one to come.

        A day nobody opened in time is a gap, not a hole in the history.
        """
        self.ensure_one()
        company = self.company_id
        piso = self.activa_desde or self.date_start
        despues = piso - timedelta(days=regla.MAXIMO_CORRIMIENTO + 1)
        if ultima:
            despues = max(ultima, despues)
        vals_list = []
        fechas = regla.ocurrencias(self._get_cadencia(), despues, company._feriados)
        for ocurrencia in fechas:
            if ocurrencia.fecha < piso:
                continue
            vals_list.append(
                {
                    "rutina_id": self.id,
                    "date": ocurrencia.fecha,
                    "fecha_regla": ocurrencia.nominal,
                    "state": "programada",
                }
            )
            if ocurrencia.fecha >= hoy or len(vals_list) > MAXIMO_HUECOS:
                break
        return vals_list
