from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, consteq, hmac

from ..tools import enlace as enlaces


class SigobitoEnlace(models.Model):
    """A link in a mail that lets its addressee do one thing, once, until a day.

    Opening it never does anything: programs that read the mail before the person open
    every link. The page it leads to asks, and only its answer (POST) calls ``_usar``.
    The signature covers purpose, record, person and expiry, so that none of them can be
    changed; what it allows is checked again with the rights that the person has then.
    """

    _name = "sigobito.enlace"
    _description = "Signed link"
    _order = "id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    proposito = fields.Char(string="Purpose", required=True)
    res_model = fields.Char(string="Model", required=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True
    )
    user_id = fields.Many2one(
        "res.users", string="Addressee", required=True, index=True, ondelete="cascade"
    )
    vence = fields.Datetime(string="Valid until", required=True, index=True)
    usado_el = fields.Datetime(string="Used on", readonly=True)

    _registro_idx = models.Index("(res_model, res_id, proposito)")

    # ------------------------------------------------------------
    # SIGNATURE
    # ------------------------------------------------------------

    def _firma(self):
        self.ensure_one()
        campos = (
            self.id,
            self.proposito,
            self.res_model,
            self.res_id,
            self.user_id.id,
            fields.Datetime.to_string(self.vence),
        )
        # sudo: the key of the platform is read, nothing else
        return hmac(self.env(su=True), "sigobito-enlace", campos)[: enlaces.LARGO_FIRMA]

    def _get_token(self):
        self.ensure_one()
        return enlaces.componer(self.id, self._firma())

    # ------------------------------------------------------------
    # MAKE, READ, USE
    # ------------------------------------------------------------

    @api.model
    def _crear(self, proposito, records, user, dias=7):
        """One link for each record: ``{record.id: token}``.

        :param records: of one model that has ``company_id``
        :param user: the only one for whom they work
        """
        vence = fields.Datetime.now() + timedelta(days=dias)
        # sudo: nobody makes links by hand; the caller has checked who may do what
        nuevos = self.sudo().create(
            [
                {
                    "proposito": proposito,
                    "res_model": record._name,
                    "res_id": record.id,
                    "company_id": record.company_id.id,
                    "user_id": user.id,
                    "vence": vence,
                }
                for record in records
            ]
        )
        return {nuevo.res_id: nuevo._get_token() for nuevo in nuevos}

    @api.model
    def _leer(self, token, proposito):
        """The link of a token and why it does not work (``""`` when it does).

        Reasons: ``desconocido``, ``vencido``, ``usado``. Changes nothing.
        """
        res_id, firma = enlaces.separar(token)
        # sudo: who opens it may not be logged in; the signature is the permission
        enlace = self.sudo().browse(res_id).exists() if res_id else self.sudo()
        if not (
            enlace
            and enlace.proposito == proposito
            and consteq(enlace._firma(), firma)
            and enlace.res_model in self.env
            and enlace.user_id.active
        ):
            return self.sudo().browse(), "desconocido"
        if enlace.usado_el:
            return enlace, "usado"
        if enlace.vence <= fields.Datetime.now():
            return enlace, "vencido"
        return enlace, ""

    def _usar(self):
        """Spend the link. Only the first of two at the same moment gets ``True``."""
        self.ensure_one()
        self.flush_recordset()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE sigobito_enlace SET usado_el = %(now)s
                 WHERE id = %(id)s AND usado_el IS NULL AND vence > %(now)s
                RETURNING id
                """,
                id=self.id,
                now=fields.Datetime.now(),
            )
        )
        self.invalidate_recordset(["usado_el"])
        return bool(rows)

    def _get_registro(self):
        """The record, seen with the rights of the addressee in its municipality."""
        self.ensure_one()
        return (
            self.env[self.res_model]
            .with_user(self.user_id)
            .with_company(self.company_id)
            .with_context(allowed_company_ids=self.company_id.ids)
            .browse(self.res_id)
        )

    @api.model
    def _anular(self, proposito, records):
        """What was asked is settled: links that nobody used stop working."""
        # sudo: nobody reads links by hand
        self.sudo().search(
            [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("proposito", "=", proposito),
                ("usado_el", "=", False),
            ]
        ).usado_el = fields.Datetime.now()

    @api.autovacuum
    def _gc_enlaces(self):
        limite = fields.Datetime.now() - timedelta(days=90)
        viejos = self.sudo().search([("vence", "<", limite)], limit=5000)
        viejos.unlink()
        return len(viejos), len(viejos) == 5000
