"""Personal data: what is found, what is deleted and what stays as figures (R58)."""

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: Records anonymised between two commits.
LOTE = 200


class SigobitoPrivacidadMixin(models.AbstractModel):
    """A record about a person, who may one day be nobody in it.

    Anonymising keeps the record with its dates, kind, theme, place and decision, so
    that the figures stay; what says who it was goes, also from messages, mails, files
    and activities. There is no way back.
    """

    _name = "sigobito.privacidad.mixin"
    _description = "Personal data"

    anonimizado_el = fields.Date(
        string="Personal data deleted on",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    # ------------------------------------------------------------
    # WHAT EACH MODEL SAYS
    # ------------------------------------------------------------

    @api.model
    def _get_privacidad_busqueda(self):
        """Names of the fields by which a person is looked up."""
        return ["name", "email", "phone"]

    @api.model
    def _get_privacidad_modelos(self):
        """Models that keep personal data, in the order of their names."""
        nombres = self.env.registry.descendants(
            ["sigobito.privacidad.mixin"], "_inherit"
        )
        modelos = (self.env[nombre] for nombre in sorted(nombres))
        return [modelo for modelo in modelos if not modelo._abstract]

    @api.model
    def _get_privacidad_entrega(self):
        """Names of the fields a person gets a copy of."""
        return self._get_privacidad_busqueda()

    def _get_privacidad_vals(self):
        """What is left in one record."""
        return {}

    def _get_privacidad_linea(self):
        """``(reference, name, day)`` with which the record is shown to whoever looks
        after personal data; he may not read the rest."""
        self.ensure_one()
        return f"{self._description} {self.id}", self.display_name, False

    def _get_privacidad_impedimento(self):
        """Why this record cannot be anonymised yet, in words, or nothing."""
        return ""

    @api.model
    def _get_purga_domain(self, limite):
        """What a municipality that keeps data until ``limite`` deletes; default: none."""
        return Domain.FALSE

    def _privacidad_antes(self):
        """Hook, in sudo: what else must go before the record is overwritten."""

    def _privacidad_despues(self):
        """Hook, in sudo: what the overwriting itself has left behind."""

    # ------------------------------------------------------------
    # ANONYMISING
    # ------------------------------------------------------------

    def _anonimizar(self):
        """Delete who it was. The caller has checked who asks for it; runs in sudo."""
        # sudo: who looks after personal data need not read what he deletes
        records = self.sudo().with_context(
            active_test=False, tracking_disable=True, mail_notrack=True
        )
        records = records.filtered(lambda r: not r.anonimizado_el)
        if not records:
            return records
        records._privacidad_antes()
        records._borrar_conversacion()
        for record in records:
            propio = record.with_context(lang=self._get_privacidad_lang(record))
            hoy = record.company_id._hoy()
            propio.write({**propio._get_privacidad_vals(), "anonimizado_el": hoy})
        records._privacidad_despues()
        return records

    @api.model
    def _get_privacidad_lang(self, record):
        """Language in which the municipality writes what stays in the place of data."""
        company = record.company_id
        return company.titular_id.lang or company.partner_id.lang or self.env.lang

    def _borrar_conversacion(self):
        """Messages, mails, files, activities and outside followers of the records."""
        env = self.env
        de_estos = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        mensajes = env["mail.message"].search(
            [("model", "=", self._name), ("res_id", "in", self.ids)]
        )
        adjuntos = mensajes.attachment_ids | env["ir.attachment"].search(
            # also those behind a field
            [*de_estos, "|", ("res_field", "=", False), ("res_field", "!=", False)]
        )
        env["mail.mail"].search([("mail_message_id", "in", mensajes.ids)]).unlink()
        mensajes.unlink()
        adjuntos.exists().unlink()
        env["mail.activity"].search(de_estos).unlink()
        env["mail.followers"].search(
            [*de_estos, ("partner_id.partner_share", "=", True)]
        ).unlink()

    # ------------------------------------------------------------
    # EVERY NIGHT
    # ------------------------------------------------------------

    @api.model
    def _get_purga_limites(self):
        """Municipalities with a term, by the day until which they keep data."""
        Company = self.env["res.company"].with_context(active_test=False)
        limites = {}
        for company in Company.search(
            [("es_municipio", "=", True), ("purga_meses", ">", 0)]
        ):
            limite = company._hoy() - relativedelta(months=company.purga_meses)
            limites.setdefault(limite, []).append(company.id)
        return limites

    @api.model
    def _get_purgables(self, limite, company_ids):
        """Domain of what is to be purged in those municipalities."""
        return (
            self._get_purga_domain(limite)
            & Domain("company_id", "in", company_ids)
            & Domain("anonimizado_el", "=", False)
        )

    @api.model
    def _cron_purgar(self):
        """Nightly: delete personal data whose term is over, in batches."""
        limites = self._get_purga_limites()
        for modelo in self._get_privacidad_modelos():
            modelo = modelo.with_context(active_test=False)
            for limite, company_ids in limites.items():
                dominio = modelo._get_purgables(limite, company_ids)
                if dominio.is_false():
                    continue
                while records := modelo.search(dominio, limit=LOTE, order="id"):
                    records._anonimizar()
                    self.env["sigobito.purga"]._anotar(records, "plazo")
                    if not self.env["ir.cron"]._commit_progress(len(records)):
                        return
