from odoo import models
from odoo.tools import SQL


class PrivacyLookupWizard(models.TransientModel):
    """The platform's look-up also asks for our names of the fields (R58)."""

    _inherit = "privacy.lookup.wizard"

    def _get_query(self):
        """Every record with personal data, by any of its own fields, each once."""
        ramas = [SQL("SELECT * FROM (%s) AS odoo", super()._get_query())]
        nombre, correo = self.name.strip(), self.email.strip()
        mixin = self.env["sigobito.privacidad.mixin"]
        for modelo in mixin._get_privacidad_modelos():
            condiciones = SQL(" OR ").join(
                SQL("%s ILIKE %s", SQL.identifier(campo), f"%{texto}%")
                for campo in modelo._get_privacidad_busqueda()
                for texto in (nombre, correo)
            )
            ramas.append(
                SQL(
                    "SELECT %s AS res_model_id, id AS res_id, %s AS is_active "
                    "FROM %s WHERE anonimizado_el IS NULL AND (%s)",
                    self.env["ir.model"]._get_id(modelo._name),
                    SQL.identifier("active") if "active" in modelo else True,
                    SQL.identifier(modelo._table),
                    condiciones,
                )
            )
        return SQL(" UNION ").join(ramas)


class PrivacyLookupWizardLine(models.TransientModel):
    _inherit = "privacy.lookup.wizard.line"

    def action_unlink(self):
        """What counts in the figures is not deleted: it is made anonymous."""
        self.ensure_one()
        modelo = self.env[self.res_model] if self.res_model in self.env else None
        if modelo is None or "anonimizado_el" not in modelo._fields:
            return super().action_unlink()
        # sudo: the platform's administrator need not read what he deletes
        record = modelo.sudo().browse(self.res_id)
        self.env["sigobito.purga"]._anotar(record, "pedido")
        record._anonimizar()
        self.execution_details = self.env._(
            "Anonymised %(model)s #%(id)s",
            model=self.res_model_id.name,
            id=self.res_id,
        )
        self.is_unlinked = True
