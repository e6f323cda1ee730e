from odoo import Command, models


class SigobitoActor(models.Model):
    """A stakeholder who no longer wants to be one."""

    _name = "sigobito.actor"
    _inherit = ["sigobito.actor", "sigobito.privacidad.mixin"]

    #: Fields that say who it was, or what was thought of him or her.
    _privacidad_vaciar = (
        "codigo",
        "email",
        "phone",
        "rol",
        "notas",
        "partner_id",
        "enlace_id",
        "postura",
        "consentimiento",
        "consentimiento_medio",
        "consentimiento_documento",
        "consentimiento_nombre",
        "ultimo_contacto",
    )

    def _get_privacidad_linea(self):
        self.ensure_one()
        return (
            self.env._("Stakeholder %s", self.id),
            self.name,
            self.create_date and self.create_date.date(),
        )

    def _get_privacidad_vals(self):
        vacios = {name: False for name in self._privacidad_vaciar}
        return {
            **{name: value for name, value in vacios.items() if name in self._fields},
            "name": self.env._("Anonymous stakeholder"),
            "active": False,
            "lidera_ids": [Command.clear()],
        }

    def _privacidad_antes(self):
        """The contact behind it too, unless somebody logs in with it."""
        result = super()._privacidad_antes()
        contactos = self.partner_id.filtered(
            lambda p: p.company_id.es_municipio and not p.user_ids
        )
        if contactos:
            contactos._borrar_datos_personales()
        return result

    def _privacidad_despues(self):
        """Where it stood and to whom it was tied; erasing the stance was a change."""
        result = super()._privacidad_despues()
        self.postura_ids.unlink()
        (self.relacion_ids | self.relacion_inversa_ids).unlink()
        return result

    def action_datos_personales(self):
        """What the municipality keeps about this person."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_persona_action"
        )
        action["context"] = {"default_texto": self.email or self.name}
        return action
