"""Daily digest: one mail a person and day, and only with content (R26)."""

import logging
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, hmac

_logger = logging.getLogger(__name__)

#: Local hours between which it leaves; later than that it is for tomorrow.
HORA, HASTA = 7, 20
#: Municipalities whose digests are made between two commits.
LOTE = 25
#: Days after which it no longer matters who got which.
DIAS = 60


class SigobitoResumenDia(models.Model):
    """Who got the digest of a day: nobody gets it twice, whatever happens."""

    _name = "sigobito.resumen.dia"
    _description = "Daily digest"
    _order = "fecha desc, id"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", string="Person", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    fecha = fields.Date(string="Day", required=True, index=True)
    cantidad = fields.Integer(string="Lines")

    _uno_por_dia = models.UniqueIndex(
        "(user_id, fecha)", "One digest a person and day."
    )

    @api.model
    def _reservar(self, filas, fecha):
        """Write down who is about to get it: ``[(user, lines), …]``.

        :return: ids of those who had not got it yet; the index decides, so that two
            jobs at once do not send two mails.
        """
        if not filas:
            return set()
        valores = SQL(", ").join(
            SQL("(%s, %s, %s, %s)", user.id, user.company_id.id, fecha, cantidad)
            for user, cantidad in filas
        )
        nuevos = self.env.execute_query(
            SQL(
                """
                INSERT INTO sigobito_resumen_dia (user_id, company_id, fecha, cantidad)
                VALUES %s
                ON CONFLICT (user_id, fecha) DO NOTHING
                RETURNING user_id
                """,
                valores,
            )
        )
        return {user_id for (user_id,) in nuevos}

    @api.autovacuum
    def _gc_dias(self):
        limite = fields.Date.today() - timedelta(days=DIAS)
        viejos = self.sudo().search([("fecha", "<", limite)], limit=5000)
        viejos.unlink()
        return len(viejos), len(viejos) == 5000


class SigobitoResumen(models.Model):
    """What is due, new or waiting today, told in one mail (R26)."""

    _inherit = "sigobito.resumen"

    # ------------------------------------------------------------
    # CONTENT
    # ------------------------------------------------------------

    @api.model
    def _get_fuentes_dia(self, hoy):
        """Hook: what each addon tells in the digest of that day.

        A source is like those of :meth:`_get_fuentes` (``clave``, ``titulo``,
        ``modelo``, ``dominio``, ``sequence``, ``persona`` or ``grupo``, ``fecha``,
        ``detalle``, ``orden``, ``lista``), and may have ``personas`` instead: paths
        to all those it concerns, as in ``["responsable_id", "area_id.responsable_id"]``.
        With ``semanal`` it is also told on Monday, in the weekly digest, which stands
        in for that of the day for whoever receives both; with ``solo_semanal``, only
        there.

        It runs in sudo, once for many people of all the municipalities where it is
        ``hoy``: the domain must leave out what that person may not read. Tell what is
        due, new or waits for an answer; what merely goes on is for Monday.
        """
        return []

    @api.model
    def _get_fuentes(self, lunes):
        """On Monday there is one mail, not two."""
        if self.env.context.get("sigobito_resumen_dia"):
            return [
                f for f in self._get_fuentes_dia(lunes) if not f.get("solo_semanal")
            ]
        return [
            *super()._get_fuentes(lunes),
            *(
                f
                for f in self._get_fuentes_dia(lunes)
                if f.get("semanal") or f.get("solo_semanal")
            ),
        ]

    @api.model
    def _repartir(self, fuente, users):
        """Also to several people a record."""
        if not fuente.get("personas"):
            return super()._repartir(fuente, users)
        caminos = fuente["personas"]
        # sudo: for many people at once; the source's domain says whose each is
        companies = users.sudo().company_ids
        dominio = Domain(fuente["dominio"]) & Domain("company_id", "in", companies.ids)
        dominio &= Domain.OR(Domain(camino, "in", users.ids) for camino in caminos)
        Modelo = self.env[fuente["modelo"]].sudo().with_context(active_test=False)
        records = Modelo.search(dominio, order=fuente.get("orden", "id"))
        de_quien = {user.id: user for user in users}
        reparto = {}
        for record in records:
            interesados = {
                user.id for camino in caminos for user in record.mapped(camino)
            }
            for user_id in interesados & de_quien.keys():
                user = de_quien[user_id]
                if record.company_id in user.sudo().company_ids:
                    reparto.setdefault(user, []).append(record.id)
        return {user: Modelo.browse(ids) for user, ids in reparto.items()}

    # ------------------------------------------------------------
    # SENDING
    # ------------------------------------------------------------

    @api.model
    def _get_companies_de_hoy(self):
        """Municipalities where it is morning and nothing was sent yet, by their day."""
        Company = self.env["res.company"]
        por_dia = {}
        for company in Company.search([("es_municipio", "=", True)], order="id"):
            ahora = company._ahora()
            if HORA <= ahora.hour < HASTA and company.resumen_fecha != ahora.date():
                por_dia[ahora.date()] = por_dia.get(ahora.date(), Company) | company
        return por_dia

    @api.model
    def _get_destinatarios_dia_domain(self, hoy, companies):
        """Who has not got today's yet, and wants it."""
        dominio = (
            Domain("share", "=", False)
            & Domain("active", "=", True)
            & Domain("resumen_diario", "=", True)
            & Domain("email", "!=", False)
            & Domain("company_id", "in", companies.ids)
            & Domain("resumen_dia_ids", "not any", [("fecha", "=", hoy)])
        )
        lunes = hoy - timedelta(days=hoy.weekday())
        semanal = Domain("resumen_semanal", "=", True)
        if hoy == lunes:
            # Theirs is the weekly one, which says the same and more.
            return dominio & ~semanal
        if hoy == lunes + timedelta(days=1):
            # A server that slept through Monday sends the weekly one today.
            desde = datetime.combine(hoy, time.min) - timedelta(hours=14)
            a_tiempo = Domain(
                "resumen_ids",
                "any",
                [("semana", "=", lunes), ("create_date", "<", desde)],
            )
            return dominio & (~semanal | a_tiempo)
        return dominio

    @api.model
    def _cron_enviar_dia(self):
        """Hourly: the digests of the municipalities where the day begins."""
        self._asegurar_hora()
        por_dia = self._get_companies_de_hoy()
        restantes = sum(map(len, por_dia.values()))
        for hoy, companies in por_dia.items():
            for desde in range(0, len(companies), LOTE):
                lote = companies[desde : desde + LOTE]
                users = self.env["res.users"].search(
                    self._get_destinatarios_dia_domain(hoy, lote), order="id"
                )
                self._enviar_dia(users, hoy)
                lote.resumen_fecha = hoy
                restantes -= len(lote)
                if not self.env["ir.cron"]._commit_progress(
                    len(lote), remaining=restantes
                ):
                    return

    @api.model
    def _asegurar_hora(self):
        """The ladder goes by the clocks: they must be those of today."""
        Company = self.env["res.company"].with_context(active_test=False)
        dias = {
            company: hoy
            for company in Company.search([("es_municipio", "=", True)])
            if company.reloj_fecha != (hoy := company._hoy())
        }
        if dias:
            self.env["sigobito.reloj.mixin"]._poner_en_hora(dias)

    @api.model
    def _enviar_dia(self, users, hoy):
        """One mail for each who has something, in his language."""
        Resumen = self.with_context(sigobito_resumen_dia=True)
        contenido = Resumen._get_contenido(users, hoy)
        filas = [
            (user, sum(len(records) for _fuente, records in secciones))
            for user, secciones in contenido.items()
        ]
        nuevos = self.env["sigobito.resumen.dia"]._reservar(filas, hoy)
        correos = []
        titulos = {}
        for user, secciones in contenido.items():
            if user.id not in nuevos:
                continue
            propio = Resumen._para(user)
            if user.lang not in titulos:
                titulos[user.lang] = {
                    f["clave"]: f["titulo"] for f in propio._get_fuentes_dia(hoy)
                }
            suyas = [
                ({**fuente, "titulo": titulos[user.lang][fuente["clave"]]}, records)
                for fuente, records in secciones
            ]
            try:
                correos.append(propio._prepare_correo_dia(user, suyas))
            except Exception:
                # One name that cannot be written must not stop the town's mail.
                _logger.exception("No daily digest for the user %s", user.id)
        # sudo: mails of many people, made by the job
        return self.env["mail.mail"].sudo().create(correos)

    def _prepare_correo_dia(self, user, contenido):
        cantidad = sum(len(records) for _fuente, records in contenido)
        baja = self._get_url_baja_dia(user)
        cuerpo = self.env["ir.qweb"]._render(
            "sigobito_agenda.resumen_dia_correo",
            self._prepare_valores(user, contenido, baja),
        )
        asunto = self.env._("Today: one thing for you")
        if cantidad != 1:
            asunto = self.env._("Today: %s things for you", cantidad)
        return self._prepare_sobre(user, asunto, cuerpo, baja)

    # ------------------------------------------------------------
    # NOT WANTING IT
    # ------------------------------------------------------------

    @api.model
    def _get_token_baja_dia(self, user_id):
        return hmac(self.env(su=True), "sigobito-resumen-dia-baja", user_id)

    @api.model
    def _get_url_baja_dia(self, user):
        token = self._get_token_baja_dia(user.id)
        return f"{self.get_base_url()}/sigobito/resumen/dia/baja/{user.id}/{token}"


class ResCompany(models.Model):
    _inherit = "res.company"

    resumen_fecha = fields.Date(
        string="Daily digests sent on",
        readonly=True,
        copy=False,
        groups="base.group_system",
    )


class ResUsers(models.Model):
    """Whether somebody wants the digest of the day (R26)."""

    _inherit = "res.users"

    resumen_diario = fields.Boolean(
        string="Daily digest by mail",
        default=True,
        help="One mail in the morning with what is due or new; none if nothing is",
    )
    resumen_dia_ids = fields.One2many(
        "sigobito.resumen.dia",
        "user_id",
        string="Daily digests",
        groups="base.group_system",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + ["resumen_diario"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + ["resumen_diario"]
