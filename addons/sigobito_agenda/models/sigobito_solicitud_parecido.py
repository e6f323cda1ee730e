"""Requests that may be the same one, found by person, subject and date (R24)."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import duplicados

#: Days back in which the same request is looked for, and candidates of each way.
VENTANA, CANDIDATAS = 60, 20
#: Requests looked at in one query.
LOTE = 500
CLAVES = ("name", "solicitante", "email", "phone", "documento", "fecha_propuesta")


class SigobitoSolicitudParecido(models.Model):
    """A pair of requests that look like one, until the office says what they are."""

    _name = "sigobito.solicitud.parecido"
    _description = "Possible duplicate"
    _order = "puntaje desc, id desc"
    _check_company_auto = True

    solicitud_id = fields.Many2one(
        "sigobito.solicitud",
        string="Request",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    otra_id = fields.Many2one(
        "sigobito.solicitud",
        string="Looks like",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        help="The one that came first",
    )
    company_id = fields.Many2one(
        related="solicitud_id.company_id", store=True, index=True, precompute=True
    )
    puntaje = fields.Integer(string="Likeness", aggregator="avg")
    motivos = fields.Char(string="Reasons (keys)")
    motivo = fields.Char(string="Same", compute="_compute_motivo")
    state = fields.Selection(
        [
            ("propuesto", "To be looked at"),
            ("unido", "Merged"),
            ("descartado", "Not the same"),
        ],
        required=True,
        default="propuesto",
        index=True,
    )
    solicitante = fields.Char(related="solicitud_id.solicitante")
    otro_solicitante = fields.Char(
        string="Requester of the first one", related="otra_id.solicitante"
    )

    _par_uniq = models.UniqueIndex("(solicitud_id, otra_id)")

    @api.depends("motivos")
    def _compute_motivo(self):
        labels = {
            "persona": self.env._("contact"),
            "nombre": self.env._("name"),
            "asunto": self.env._("subject"),
            "fecha": self.env._("proposed date"),
        }
        for par in self:
            claves = (par.motivos or "").split(",")
            par.motivo = ", ".join(labels[c] for c in claves if c in labels)

    def _compute_display_name(self):
        for par in self:
            par.display_name = f"{par.solicitud_id.folio} ~ {par.otra_id.folio}"

    def action_comparar(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_solicitud_unir_action"
        )
        action["context"] = {
            "default_solicitud_ids": (self.otra_id | self.solicitud_id).ids,
            "default_principal_id": self.otra_id.id,
        }
        return action

    def action_descartar(self):
        self.write({"state": "descartado"})


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    clave_asunto = fields.Char(
        string="Subject, to compare", compute="_compute_claves", store=True
    )
    clave_nombre = fields.Char(
        string="Name, to compare", compute="_compute_claves", store=True
    )
    clave_telefono = fields.Char(
        string="Phone, to compare", compute="_compute_claves", store=True
    )
    clave_correo = fields.Char(
        string="E-mail, to compare", compute="_compute_claves", store=True
    )
    parecido_ids = fields.One2many(
        "sigobito.solicitud.parecido",
        string="Possible duplicates",
        compute="_compute_parecido_ids",
    )
    tiene_parecidas = fields.Boolean(
        string="May be a duplicate",
        compute="_compute_parecido_ids",
        search="_search_tiene_parecidas",
    )
    aviso_parecidas = fields.Text(
        string="Looks like", compute="_compute_aviso_parecidas"
    )

    _recepcion_idx = models.Index("(company_id, fecha_recepcion)")
    _telefono_idx = models.Index(
        "(company_id, clave_telefono) WHERE clave_telefono IS NOT NULL"
    )
    _correo_idx = models.Index(
        "(company_id, clave_correo) WHERE clave_correo IS NOT NULL"
    )
    _nombre_idx = models.Index("(company_id, clave_nombre)")
    _asunto_idx = models.Index("USING gin (clave_asunto gin_trgm_ops)")

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("name", "solicitante", "phone", "email")
    def _compute_claves(self):
        for solicitud in self:
            solicitud.clave_asunto = duplicados.clave_texto(solicitud.name) or False
            solicitud.clave_nombre = (
                duplicados.clave_nombre(solicitud.solicitante) or False
            )
            solicitud.clave_telefono = (
                duplicados.clave_telefono(solicitud.phone) or False
            )
            solicitud.clave_correo = duplicados.clave_correo(solicitud.email) or False

    def _compute_parecido_ids(self):
        Parecido = self.env["sigobito.solicitud.parecido"]
        por_solicitud = {}
        if Parecido.has_access("read"):
            for par in Parecido.search(
                Domain("state", "=", "propuesto")
                & (
                    Domain("solicitud_id", "in", self.ids)
                    | Domain("otra_id", "in", self.ids)
                )
            ):
                for solicitud in (par.solicitud_id, par.otra_id):
                    por_solicitud.setdefault(solicitud.id, []).append(par.id)
        for solicitud in self:
            pares = por_solicitud.get(solicitud._origin.id, [])
            solicitud.parecido_ids = Parecido.browse(pares)
            solicitud.tiene_parecidas = bool(pares)

    @api.model
    def _search_tiene_parecidas(self, operator, value):
        if operator != "in":
            return NotImplemented
        Parecido = self.env["sigobito.solicitud.parecido"]
        pares = Parecido._search([("state", "=", "propuesto")])
        domain = Domain("id", "in", pares.subselect("solicitud_id")) | Domain(
            "id", "in", pares.subselect("otra_id")
        )
        return domain if True in value else ~domain

    @api.depends("name", "solicitante", "phone", "email", "company_id")
    def _compute_aviso_parecidas(self):
        """While it is keyed in: what it looks like, before it is saved."""
        for solicitud in self:
            solicitud.aviso_parecidas = False
            if solicitud._origin or not (solicitud.name or solicitud.phone):
                continue
            halladas = [
                (otra, puntos)
                for _clave, otra, puntos, _m in self._buscar_parecidas(
                    nueva=solicitud._get_claves()
                )
            ]
            otras = self.browse([otra for otra, _p in halladas[:3]])
            # Only what the reader may read is told.
            solicitud.aviso_parecidas = "\n".join(
                f"{otra.folio} · {otra.name} · {otra.solicitante}"
                for otra in otras._filtered_access("read")
            )

    def _get_claves(self):
        """What is compared of a request that is not saved yet."""
        return {
            "company_id": (self.company_id or self.env.company).id,
            "clave_asunto": duplicados.clave_texto(self.name) or None,
            "clave_nombre": duplicados.clave_nombre(self.solicitante) or None,
            "clave_telefono": duplicados.clave_telefono(self.phone) or None,
            "clave_correo": duplicados.clave_correo(self.email) or None,
            "documento": self.documento or None,
            "actor_id": self.actor_id.id or None,
            "fecha_propuesta": self.fecha_propuesta or None,
        }

    # ------------------------------------------------------------
    # SEARCH
    # ------------------------------------------------------------

    @api.model
    def _get_sql_nuevas(self, ids, nueva):
        if nueva is None:
            return SQL(
                """
                SELECT id, company_id, fecha_recepcion, clave_asunto, clave_nombre,
                       clave_telefono, clave_correo, documento, actor_id,
                       fecha_propuesta
                  FROM sigobito_solicitud
                 WHERE id = ANY(%s) AND active AND anonimizado_el IS NULL
                """,
                list(ids),
            )
        return SQL(
            """
            SELECT 0 AS id, %(company_id)s::int AS company_id,
                   %(ahora)s::timestamp AS fecha_recepcion,
                   %(clave_asunto)s::varchar AS clave_asunto,
                   %(clave_nombre)s::varchar AS clave_nombre,
                   %(clave_telefono)s::varchar AS clave_telefono,
                   %(clave_correo)s::varchar AS clave_correo,
                   %(documento)s::varchar AS documento,
                   %(actor_id)s::int AS actor_id,
                   %(fecha_propuesta)s::timestamp AS fecha_propuesta
            """,
            ahora=fields.Datetime.now(),
            **nueva,
        )

    @api.model
    def _get_sql_candidatas(self):
        """Ways to the other one, each by an index that begins with the municipality.

        The subject has its own (trigrams); the municipality and the days narrow it.
        """
        comun = SQL(
            """
            o.company_id = n.company_id AND o.id <> n.id AND o.active
            AND o.anonimizado_el IS NULL
            AND o.fecha_recepcion BETWEEN n.fecha_recepcion - %(dias)s * interval '1 day'
                                      AND n.fecha_recepcion + %(dias)s * interval '1 day'
            """,
            dias=VENTANA,
        )
        vias = [
            SQL("o.clave_telefono = n.clave_telefono"),
            SQL("o.clave_correo = n.clave_correo"),
            SQL("o.clave_nombre = n.clave_nombre"),
            SQL("o.actor_id = n.actor_id"),
            SQL("o.clave_asunto %% n.clave_asunto"),
        ]
        return SQL(" UNION ").join(
            SQL(
                "(SELECT o.id FROM sigobito_solicitud o WHERE %s AND %s "
                "ORDER BY o.fecha_recepcion DESC LIMIT %s)",
                via,
                comun,
                CANDIDATAS,
            )
            for via in vias
        )

    @api.model
    def _buscar_parecidas(self, ids=(), nueva=None):
        """Pairs that look like one: ``[(new id, other id, points, reasons)]``.

        One query for all of them. ``nueva`` are the keys of one that is not saved.
        """
        self.env["sigobito.solicitud"].flush_model()
        self.env.execute_query(
            SQL("SELECT set_config('pg_trgm.similarity_threshold', '0.5', true)")
        )
        rows = self.env.execute_query(
            SQL(
                """
                WITH n AS MATERIALIZED (%(nuevas)s)
                SELECT n.id, o.id,
                       COALESCE(o.clave_telefono = n.clave_telefono, FALSE)
                           OR COALESCE(o.clave_correo = n.clave_correo, FALSE)
                           OR COALESCE(o.documento = n.documento, FALSE)
                           OR COALESCE(o.actor_id = n.actor_id, FALSE),
                       COALESCE(similarity(o.clave_nombre, n.clave_nombre), 0),
                       COALESCE(similarity(o.clave_asunto, n.clave_asunto), 0),
                       COALESCE(
                           o.fecha_propuesta::date = n.fecha_propuesta::date, FALSE
                       ),
                       ABS(EXTRACT(epoch FROM o.fecha_recepcion - n.fecha_recepcion))
                           / 86400
                  FROM n
                 CROSS JOIN LATERAL (%(candidatas)s) c
                  JOIN sigobito_solicitud o ON o.id = c.id
                """,
                nuevas=self._get_sql_nuevas(ids, nueva),
                candidatas=self._get_sql_candidatas(),
            )
        )
        pares = []
        for nueva_id, otra_id, persona, nombre, asunto, fecha, dias in rows:
            puntos, motivos = duplicados.puntaje(
                persona, nombre, asunto, fecha, int(dias)
            )
            if puntos >= duplicados.PROPONER:
                pares.append((nueva_id, otra_id, puntos, motivos))
        return sorted(pares, key=lambda par: (-par[2], -par[1]))

    def _proponer_parecidas(self):
        """Keep the pairs somebody must look at; those already judged stay judged."""
        # sudo: the system compares; who reads a pair is decided by its rules
        Parecido = self.env["sigobito.solicitud.parecido"].sudo()
        ids = self.ids
        for desde in range(0, len(ids), LOTE):
            pares = {}
            for una, otra, puntos, motivos in self._buscar_parecidas(
                ids[desde : desde + LOTE]
            ):
                # the younger first, so that a pair is one row
                pares.setdefault((max(una, otra), min(una, otra)), (puntos, motivos))
            if not pares:
                continue
            conocidos = {
                (par.solicitud_id.id, par.otra_id.id)
                for par in Parecido.search_fetch(
                    [("solicitud_id", "in", [una for una, _otra in pares])],
                    ["solicitud_id", "otra_id"],
                )
            }
            Parecido.create(
                [
                    {
                        "solicitud_id": una,
                        "otra_id": otra,
                        "puntaje": puntos,
                        "motivos": ",".join(motivos),
                    }
                    for (una, otra), (puntos, motivos) in pares.items()
                    if (una, otra) not in conocidos
                ]
            )

    @api.model_create_multi
    def create(self, vals_list):
        solicitudes = super().create(vals_list)
        solicitudes._proponer_parecidas()
        return solicitudes

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & set(CLAVES) and "anonimizado_el" not in vals:
            self._proponer_parecidas()
        return result

    @api.model
    def _cron_proponer_parecidas(self):
        """Two that came in at the same moment did not see each other: look again."""
        desde = fields.Datetime.subtract(fields.Datetime.now(), days=2)
        solicitudes = self.search([("fecha_recepcion", ">=", desde)], order="id")
        quedan = len(solicitudes)
        for inicio in range(0, len(solicitudes), LOTE):
            lote = solicitudes[inicio : inicio + LOTE]
            lote._proponer_parecidas()
            quedan -= len(lote)
            if not self.env["ir.cron"]._commit_progress(len(lote), remaining=quedan):
                break

    def action_ver_parecidas(self):
        self.ensure_one()
        if not self.parecido_ids:
            raise UserError(self.env._("No other request looks like this one."))
        if len(self.parecido_ids) == 1:
            return self.parecido_ids.action_comparar()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_solicitud_parecido_action"
        )
        action["domain"] = [("id", "in", self.parecido_ids.ids)]
        return action
