import logging

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.banda import BANDAS, ULTIMA

_logger = logging.getLogger(__name__)

#: Fichas refreshed between two commits.
LOTE = 1000
#: States of an initiative that the network knows, even before its alignment.
ESTADOS_FICHA = ("aprobada", "ejecucion", "suspendida", "done")


class SigobitoFicha(models.Model):
    """Snapshot of an initiative: the only thing of it that crosses a wall (R43).

    Plain values, copied in bulk from what changed since the last copy; never the
    agenda, requests, stakeholders or stance behind it. Nobody writes on it by hand.
    """

    _name = "sigobito.ficha"
    _description = "Initiative card"
    _inherit = ["sigobito.hilo.mixin"]
    _order = "fecha desc, id desc"
    _rec_names_search = ["name", "texto", "ods_codes"]
    _hilo_order = 90
    _hilo_acompana = True
    _hilo_fields = ("iniciativa_id",)

    iniciativa_id = fields.Many2one(
        "sigobito.iniciativa",
        string="Initiative",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company",
        string="Municipality",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    municipio = fields.Char(string="Name of the municipality", readonly=True)
    name = fields.Char(required=True, readonly=True, index="trigram")
    texto = fields.Text(string="What it is about", readonly=True)
    tema = fields.Char(string="Theme", readonly=True)
    eje = fields.Char(string="Axis", readonly=True, index=True)
    lugares = fields.Char(string="Places", readonly=True)
    ods_ids = fields.Many2many(
        "sigobito.ods",
        "sigobito_ficha_ods_rel",
        "ficha_id",
        "ods_id",
        string="SDGs",
        readonly=True,
    )
    ods_codes = fields.Char(string="Targets", readonly=True)
    ods_primario_id = fields.Many2one(
        "sigobito.ods", string="Main SDG", readonly=True, index="btree_not_null"
    )
    alineacion_validada = fields.Boolean(string="Alignment validated", readonly=True)
    banda_poblacion = fields.Selection(
        [
            ("b1", "Up to 5,000 people"),
            ("b2", "5,000 to 20,000"),
            ("b3", "20,000 to 50,000"),
            ("b4", "50,000 to 100,000"),
            ("b5", "100,000 or more"),
        ],
        string="Population",
        readonly=True,
        index=True,
    )
    fase = fields.Selection(
        selection="_selection_fase", string="Phase", readonly=True, index=True
    )
    semaforo = fields.Selection(
        selection="_selection_semaforo",
        string="Traffic light",
        readonly=True,
        index=True,
    )
    semaforo_motivo = fields.Char(
        string="Why this colour", compute="_compute_semaforo_motivo"
    )
    avance = fields.Float(
        string="Progress (%)", digits=(5, 2), readonly=True, aggregator="avg"
    )
    date_end = fields.Date(string="End", readonly=True)
    fecha = fields.Datetime(string="Copied on", required=True, readonly=True)
    huella = fields.Char(string="Fingerprint", readonly=True)

    _iniciativa_uniq = models.UniqueIndex(
        "(iniciativa_id)", "Each initiative has one card."
    )

    @api.model
    def _selection_fase(self):
        Iniciativa = self.env["sigobito.iniciativa"]
        return Iniciativa._fields["state"]._description_selection(self.env)

    @api.model
    def _selection_semaforo(self):
        Iniciativa = self.env["sigobito.iniciativa"]
        return Iniciativa._fields["semaforo"]._description_selection(self.env)

    @api.depends("fase", "avance")
    def _compute_semaforo_motivo(self):
        fases = dict(self._selection_fase())
        for ficha in self:
            ficha.semaforo_motivo = self.env._(
                "%(fase)s, at %(avance)s %%. Copied on %(fecha)s.",
                fase=fases.get(ficha.fase, ""),
                avance=round(ficha.avance),
                fecha=fields.Datetime.context_timestamp(
                    ficha, ficha.fecha or fields.Datetime.now()
                ).strftime("%d/%m/%Y"),
            )

    # ------------------------------------------------------------------ copying
    @api.model
    def _get_origen_sql(self):
        """What each ficha should say now, as a query with one row per initiative.

        Everything the network may know of an initiative is in this list: to share more,
        add a column here and nowhere else.
        """
        lugar = self.env["sigobito.iniciativa"]._fields["lugar_ids"]
        bandas = SQL(" ").join(
            SQL("WHEN c.poblacion < %s THEN %s", limite, clave)
            for limite, clave in BANDAS
        )
        return SQL(
            """
            SELECT i.id AS iniciativa_id,
                   i.company_id,
                   c.name AS municipio,
                   i.name,
                   CONCAT_WS(E'\\n\\n', NULLIF(i.problema, ''),
                             NULLIF(i.resultado, ''),
                             NULLIF(i.beneficiarios, '')) AS texto,
                   t.name AS tema,
                   COALESCE(e.name, t.name) AS eje,
                   l.lugares,
                   a.ods_codes,
                   a.ods_primario_id,
                   a.ods_ids,
                   COALESCE(a.validada, FALSE) AS alineacion_validada,
                   CASE WHEN COALESCE(c.poblacion, 0) <= 0 THEN NULL %(bandas)s
                        ELSE %(ultima)s END AS banda_poblacion,
                   i.state AS fase,
                   i.semaforo,
                   COALESCE(i.avance, 0) AS avance,
                   i.date_end
              FROM sigobito_iniciativa i
              JOIN res_company c ON c.id = i.company_id
         LEFT JOIN sigobito_tema t ON t.id = i.tema_id
         LEFT JOIN sigobito_tema e ON e.id = t.parent_id
         LEFT JOIN LATERAL (
                   SELECT STRING_AGG(x.name, ', ' ORDER BY x.name) AS lugares
                     FROM %(lugar_rel)s r
                     JOIN sigobito_lugar x ON x.id = r.%(lugar_col)s
                    WHERE r.%(iniciativa_col)s = i.id
                   ) l ON TRUE
         LEFT JOIN LATERAL (
                   SELECT STRING_AGG(m.code, ', ' ORDER BY al.tipo, m.sequence)
                              AS ods_codes,
                          MIN(al.ods_id) FILTER (WHERE al.tipo = 'primaria')
                              AS ods_primario_id,
                          ARRAY_AGG(DISTINCT al.ods_id) AS ods_ids,
                          BOOL_AND(al.state = 'validada') AS validada
                     FROM sigobito_ods_alineacion al
                     JOIN sigobito_ods_meta m ON m.id = al.meta_id
                    WHERE al.iniciativa_id = i.id
                   ) a ON TRUE
             WHERE i.active AND i.state != 'cancel'
               AND (a.ods_ids IS NOT NULL OR i.publica OR i.state IN %(estados)s)
            """,
            bandas=bandas,
            ultima=ULTIMA,
            lugar_rel=SQL.identifier(lugar.relation),
            lugar_col=SQL.identifier(lugar.column2),
            iniciativa_col=SQL.identifier(lugar.column1),
            estados=ESTADOS_FICHA,
        )

    @api.model
    def _actualizar(self, iniciativa_ids=None):
        """Copy what changed, for these initiatives or for all of them, in bulk.

        :return: number of fichas created, changed or removed
        """
        Iniciativa = self.env["sigobito.iniciativa"]
        for model in (
            Iniciativa,
            self.env["sigobito.ods.alineacion"],
            self.env["sigobito.tema"],
            self.env["sigobito.lugar"],
            self.env["res.company"],
            self,
        ):
            model.flush_model()
        filtro = SQL("TRUE")
        if iniciativa_ids is not None:
            if not iniciativa_ids:
                return 0
            filtro = SQL("o.iniciativa_id IN %s", tuple(iniciativa_ids))
        rows = self.env.execute_query(
            SQL(
                """
                WITH o AS (
                     SELECT o.*, MD5(ROW_TO_JSON(o)::text) AS huella
                       FROM (%(origen)s) o
                      WHERE %(filtro)s
                )
                INSERT INTO sigobito_ficha (
                       iniciativa_id, company_id, municipio, name, texto, tema, eje,
                       lugares, ods_codes, ods_primario_id, alineacion_validada,
                       banda_poblacion, fase, semaforo, avance, date_end, huella,
                       fecha, create_uid, create_date, write_uid, write_date)
                SELECT o.iniciativa_id, o.company_id, o.municipio, o.name, o.texto,
                       o.tema, o.eje, o.lugares, o.ods_codes, o.ods_primario_id,
                       o.alineacion_validada, o.banda_poblacion, o.fase, o.semaforo,
                       o.avance, o.date_end, o.huella,
                       %(ahora)s, %(uid)s, %(ahora)s, %(uid)s, %(ahora)s
                  FROM o
             LEFT JOIN sigobito_ficha f ON f.iniciativa_id = o.iniciativa_id
                 WHERE f.id IS NULL OR f.huella IS DISTINCT FROM o.huella
                    ON CONFLICT (iniciativa_id) DO UPDATE
                   SET company_id = EXCLUDED.company_id,
                       municipio = EXCLUDED.municipio,
                       name = EXCLUDED.name,
                       texto = EXCLUDED.texto,
                       tema = EXCLUDED.tema,
                       eje = EXCLUDED.eje,
                       lugares = EXCLUDED.lugares,
                       ods_codes = EXCLUDED.ods_codes,
                       ods_primario_id = EXCLUDED.ods_primario_id,
                       alineacion_validada = EXCLUDED.alineacion_validada,
                       banda_poblacion = EXCLUDED.banda_poblacion,
                       fase = EXCLUDED.fase,
                       semaforo = EXCLUDED.semaforo,
                       avance = EXCLUDED.avance,
                       date_end = EXCLUDED.date_end,
                       huella = EXCLUDED.huella,
                       fecha = EXCLUDED.fecha,
                       write_uid = EXCLUDED.write_uid,
                       write_date = EXCLUDED.write_date
             RETURNING id
                """,
                origen=self._get_origen_sql(),
                filtro=filtro,
                ahora=fields.Datetime.now(),
                uid=self.env.uid,
            )
        )
        cambiadas = [row[0] for row in rows]
        quitadas = self._quitar(iniciativa_ids)
        if cambiadas:
            self._actualizar_ods(cambiadas)
        if cambiadas or quitadas:
            self.invalidate_model()
            self.env["sigobito.ods"].invalidate_model(["ficha_count"])
        return len(cambiadas) + quitadas

    @api.model
    def _actualizar_ods(self, ficha_ids):
        """Goals of these fichas, from their alignments."""
        self.env.execute_query(
            SQL(
                """
                DELETE FROM sigobito_ficha_ods_rel WHERE ficha_id IN %s
                RETURNING ficha_id
                """,
                tuple(ficha_ids),
            )
        )
        self.env.execute_query(
            SQL(
                """
                INSERT INTO sigobito_ficha_ods_rel (ficha_id, ods_id)
                SELECT DISTINCT f.id, al.ods_id
                  FROM sigobito_ficha f
                  JOIN sigobito_ods_alineacion al ON al.iniciativa_id = f.iniciativa_id
                 WHERE f.id IN %s
                RETURNING ficha_id
                """,
                tuple(ficha_ids),
            )
        )

    @api.model
    def _quitar(self, iniciativa_ids=None):
        """Fichas of initiatives that the network should not know any more."""
        filtro = SQL("TRUE")
        if iniciativa_ids is not None:
            filtro = SQL("f.iniciativa_id IN %s", tuple(iniciativa_ids))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT f.id
                  FROM sigobito_ficha f
                 WHERE %(filtro)s
                   AND NOT EXISTS (
                       SELECT 1 FROM (%(origen)s) o
                        WHERE o.iniciativa_id = f.iniciativa_id)
                """,
                filtro=filtro,
                origen=self._get_origen_sql(),
            )
        )
        sobran = self.browse([row[0] for row in rows])
        sobran.unlink()
        return len(sobran)

    @api.model
    def _actualizar_todo(self):
        return self._actualizar()

    @api.model
    def _cron_actualizar(self):
        """Copy what changed since the last time, in batches.

        The fingerprint of what a ficha should say tells which are stale: it also sees
        renamed themes, places and municipalities, and recomputed colours, which leave
        no date on the initiative.
        """
        ultimo = 0
        while True:
            rows = self.env.execute_query(
                SQL(
                    "SELECT id FROM sigobito_iniciativa WHERE id > %s"
                    " ORDER BY id LIMIT %s",
                    ultimo,
                    LOTE,
                )
            )
            if not rows:
                return
            ids = [row[0] for row in rows]
            ultimo = ids[-1]
            self._actualizar(ids)
            if not self.env["ir.cron"]._commit_progress(len(ids)):
                return

    # ------------------------------------------------------------------ actions
    def action_open_iniciativa(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sigobito.iniciativa",
            "res_id": self.iniciativa_id.id,
            "view_mode": "form",
        }

    def _get_hilo_card(self):
        card = super()._get_hilo_card()
        card["subtitle"] = self.municipio or ""
        card["date"] = fields.Date.to_string(self.fecha)
        card["state"] = self.ods_codes or ""
        return card
