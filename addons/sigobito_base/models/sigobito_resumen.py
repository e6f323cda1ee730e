"""Weekly digest: one mail a person and week, never a stream of them (R9)."""

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, hmac

_logger = logging.getLogger(__name__)

#: Local hour of Monday from which it leaves.
HORA = 7
#: Lines shown of each section; the rest is behind a link.
MAXIMO = 5
#: People whose digests are made between two commits.
LOTE = 200
#: Weeks after which it no longer matters who got which.
SEMANAS = 26


class SigobitoResumen(models.Model):
    """The digest of a person in a week: sent, or empty and so not sent.

    The content comes from :meth:`_get_fuentes`; each source is asked once for a whole
    batch of people of any municipality.
    """

    _name = "sigobito.resumen"
    _description = "Weekly digest"
    _order = "semana desc, id"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", string="Person", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    semana = fields.Date(string="Week of", required=True, index=True)
    cantidad = fields.Integer(string="Lines", help="With none, no mail is sent")

    _uno_por_semana = models.UniqueIndex(
        "(user_id, semana)", "One digest a person and week."
    )

    # ------------------------------------------------------------
    # CONTENT
    # ------------------------------------------------------------

    @api.model
    def _get_fuentes(self, lunes):
        """Hook: what each addon tells in the digest of that Monday.

        Each source: ``clave``, ``titulo``, ``modelo``, ``dominio``, ``sequence`` and
        whom it concerns: ``persona`` (field with the user who answers for the record)
        or ``grupo`` (external id: all of that role in the record's municipality). And,
        if wanted, ``fecha`` (field), ``detalle`` (field), ``orden``, ``lista`` (path
        of the action with all of them), ``urgente`` (counted in the subject).

        It runs in sudo for everybody at once: the domain must leave out what that
        person may not read.
        """
        sesiones = Domain("state", "=", "programada") & Domain(
            "date", "<=", lunes + timedelta(days=6)
        )
        return [
            {
                "clave": "rutinas",
                "titulo": self.env._("Routines to hold or to record"),
                "modelo": "sigobito.rutina.sesion",
                "dominio": sesiones,
                "persona": "responsable_id",
                "fecha": "date",
                "orden": "date, id",
                "lista": "sesiones",
                "sequence": 60,
            },
            {
                "clave": "calidad",
                "titulo": self.env._("Information to be completed"),
                "modelo": "sigobito.calidad.hallazgo",
                "dominio": Domain("state", "=", "abierto"),
                "persona": "responsable_id",
                "orden": "id desc",
                "lista": "por-corregir",
                "sequence": 70,
            },
            {
                "clave": "areas",
                "titulo": self.env._("Areas without a responsible"),
                "modelo": "sigobito.area",
                "dominio": Domain("responsable_id", "=", False)
                & Domain("active", "=", True),
                "grupo": "sigobito_base.group_admin_municipal",
                "orden": "complete_name, id",
                "sequence": 80,
            },
        ]

    @api.model
    def _get_contenido(self, users, lunes):
        """``{user: [section, …]}`` of all those people; nothing for who has nothing.

        A fixed number of queries per source, whatever the number of people.
        """
        contenido = {}
        fuentes = sorted(self._get_fuentes(lunes), key=lambda f: f["sequence"])
        for fuente in fuentes:
            if fuente["modelo"] not in self.env:
                continue
            for user, records in self._repartir(fuente, users).items():
                contenido.setdefault(user, []).append((fuente, records))
        return contenido

    @api.model
    def _repartir(self, fuente, users):
        """Records of a source for each of those people."""
        # sudo: for many people at once; the source's domain says whose each is
        Modelo = self.env[fuente["modelo"]].sudo()
        companies = users.sudo().company_ids
        dominio = Domain(fuente["dominio"]) & Domain("company_id", "in", companies.ids)
        persona = fuente.get("persona")
        if persona:
            dominio &= Domain(persona, "in", users.ids)
        else:
            grupo = self.env.ref(fuente["grupo"], raise_if_not_found=False)
            interesados = users.filtered(lambda u: grupo in u.sudo().all_group_ids)
            if not interesados:
                return {}
        records = Modelo.with_context(active_test=False).search(
            dominio, order=fuente.get("orden", "id")
        )
        if persona:
            suyos = records.grouped(persona)
            return {
                user: propios
                for user in users
                if (
                    propios := suyos.get(user, records.browse()).filtered(
                        lambda r, user=user: r.company_id in user.sudo().company_ids
                    )
                )
            }
        por_municipio = records.grouped("company_id")
        reparto = {}
        for user in interesados:
            for company in user.sudo().company_ids:
                if company in por_municipio:
                    antes = reparto.get(user, records.browse())
                    reparto[user] = antes | por_municipio[company]
        return reparto

    def _prepare_secciones(self, contenido):
        """Plain values for the template, in the language of the environment."""
        base = self.get_base_url()
        secciones = []
        for fuente, records in contenido:
            lista = fuente.get("lista")
            secciones.append(
                {
                    "clave": fuente["clave"],
                    "titulo": fuente["titulo"],
                    "cantidad": len(records),
                    "resto": max(len(records) - MAXIMO, 0),
                    "lista": f"{base}/odoo/{lista}" if lista else False,
                    "lineas": [
                        self._prepare_linea(fuente, record, base)
                        for record in records.with_env(self.env)[:MAXIMO]
                    ],
                }
            )
        return secciones

    def _prepare_linea(self, fuente, record, base):
        fecha = fuente.get("fecha") and record[fuente["fecha"]]
        detalle = fuente.get("detalle") and record[fuente["detalle"]]
        if isinstance(detalle, models.BaseModel):
            detalle = detalle.display_name
        return {
            "titulo": record.display_name,
            "fecha": format_date(self.env, fecha, date_format="EEE d MMM")
            if fecha
            else "",
            "detalle": detalle or "",
            # The very thing, not a list in which to look for it.
            "url": f"{base}/odoo/{record._name}/{record.id}",
        }

    # ------------------------------------------------------------
    # SENDING
    # ------------------------------------------------------------

    @api.model
    def _get_companies_de_lunes(self):
        """Municipalities where it is Monday morning, by that Monday.

        Until Tuesday ends, so that a server that slept catches up.
        """
        Company = self.env["res.company"]
        por_lunes = {}
        for company in Company.search([("es_municipio", "=", True)]):
            ahora = company._ahora()
            dia = ahora.weekday()
            if (dia == 0 and ahora.hour >= HORA) or dia == 1:
                lunes = ahora.date() - timedelta(days=dia)
                por_lunes.setdefault(lunes, Company)
                por_lunes[lunes] |= company
        return por_lunes

    @api.model
    def _get_destinatarios_domain(self, lunes, companies):
        """Who has not got this week's yet, and wants it."""
        return (
            Domain("share", "=", False)
            & Domain("active", "=", True)
            & Domain("resumen_semanal", "=", True)
            & Domain("company_id", "in", companies.ids)
            & Domain("resumen_ids", "not any", [("semana", "=", lunes)])
        )

    @api.model
    def _cron_enviar(self):
        """Hourly: the digests of the municipalities where the week begins."""
        User = self.env["res.users"]
        for lunes, companies in self._get_companies_de_lunes().items():
            dominio = self._get_destinatarios_domain(lunes, companies)
            while users := User.search(dominio, limit=LOTE, order="id"):
                self._enviar(users, lunes)
                if not self.env["ir.cron"]._commit_progress(len(users)):
                    return

    @api.model
    def _enviar(self, users, lunes):
        """One mail for each who has something, in his language."""
        contenido = self._get_contenido(users, lunes)
        correos = []
        for user in users:
            suyo = contenido.get(user)
            if suyo and user.email:
                propio = self._para(user)
                try:
                    correos.append(propio._prepare_correo(user, suyo, lunes))
                except Exception:
                    # One name that cannot be written must not stop the town's mail.
                    _logger.exception("No digest for the user %s", user.id)
        # sudo: mails of many people, made by the job
        self.env["mail.mail"].sudo().create(correos)
        self.sudo().create(
            [
                {
                    "user_id": user.id,
                    "company_id": user.company_id.id,
                    "semana": lunes,
                    "cantidad": sum(
                        len(records) for _fuente, records in contenido.get(user, ())
                    ),
                }
                for user in users
            ]
        )

    def _para(self, user):
        """The environment in which that person reads."""
        return self.with_context(
            lang=user.lang, tz=user.company_id._tz(), active_test=False
        )

    def _prepare_correo(self, user, contenido, lunes):
        # The titles were put in the language of the job: ask again in the reader's.
        titulos = {f["clave"]: f["titulo"] for f in self._get_fuentes(lunes)}
        contenido = [
            ({**fuente, "titulo": titulos[fuente["clave"]]}, records)
            for fuente, records in contenido
        ]
        cantidad = sum(len(records) for _fuente, records in contenido)
        baja = self._get_url_baja(user)
        cuerpo = self.env["ir.qweb"]._render(
            "sigobito_base.resumen_correo",
            self._prepare_valores(user, contenido, baja),
        )
        asunto = self.env._("Your week: one thing waits for you")
        if cantidad != 1:
            asunto = self.env._("Your week: %s things wait for you", cantidad)
        return self._prepare_sobre(user, asunto, cuerpo, baja)

    def _prepare_sobre(self, user, asunto, cuerpo, baja):
        """Values of a queued mail of the municipality that can be unsubscribed from."""
        company = user.company_id
        return {
            "subject": f"{asunto} · {company.name}",
            "body_html": cuerpo,
            "email_from": company.email_formatted
            or self.env.ref("base.user_root").email_formatted,
            "email_to": user.email_formatted,
            "auto_delete": True,
            "state": "outgoing",
            "headers": {
                "List-Unsubscribe": f"<{baja}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "X-Auto-Response-Suppress": "OOF",
            },
        }

    def _prepare_valores(self, user, contenido, baja):
        return {
            "user": user,
            "company": user.company_id,
            "color": user.company_id.primary_color or "#2f4858",
            "secciones": self._prepare_secciones(contenido),
            "baja": baja,
            "inicio": f"{self.get_base_url()}/odoo/inicio",
        }

    # ------------------------------------------------------------
    # NOT WANTING IT
    # ------------------------------------------------------------

    @api.model
    def _get_token_baja(self, user_id):
        return hmac(self.env(su=True), "sigobito-resumen-baja", user_id)

    @api.model
    def _get_url_baja(self, user):
        token = self._get_token_baja(user.id)
        return f"{self.get_base_url()}/sigobito/resumen/baja/{user.id}/{token}"

    @api.autovacuum
    def _gc_resumenes(self):
        limite = fields.Date.today() - timedelta(weeks=SEMANAS)
        viejos = self.sudo().search([("semana", "<", limite)], limit=5000)
        viejos.unlink()
        return len(viejos), len(viejos) == 5000
