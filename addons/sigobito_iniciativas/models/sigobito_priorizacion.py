"""The candidates of a workshop and the initiatives: bring them in, take them on (R14)."""

from odoo import fields, models
from odoo.exceptions import UserError


class SigobitoPriorizacionCandidata(models.Model):
    _inherit = "sigobito.priorizacion.candidata"

    iniciativa_id = fields.Many2one(
        "sigobito.iniciativa",
        string="Initiative",
        index="btree_not_null",
        check_company=True,
        copy=False,
    )

    _iniciativa_uniq = models.UniqueIndex(
        "(priorizacion_id, iniciativa_id) WHERE iniciativa_id IS NOT NULL",
        "This initiative is already in the workshop.",
    )

    def _prepare_iniciativa_vals(self):
        """Values of the initiative a chosen candidate becomes."""
        self.ensure_one()
        return {
            "name": self.name,
            "problema": self.descripcion,
            "tema_id": self.tema_id.id,
            "lugar_ids": [fields.Command.set(self.lugar_ids.ids)],
            "area_id": self.area_id.id,
            "company_id": self.company_id.id,
            "state": "programacion",
        }


class SigobitoPriorizacion(models.Model):
    _inherit = "sigobito.priorizacion"

    def _get_candidatas_vals(self):
        """Initiatives that wait as candidates, once each.

        One written down here with the same name is tied to its initiative instead.
        """
        vals_list = super()._get_candidatas_vals()
        iniciativas = self.env["sigobito.iniciativa"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "candidata"),
                ("id", "not in", self.candidata_ids.iniciativa_id.ids),
            ]
        )
        anotadas = {
            candidata.name.strip().lower(): candidata
            for candidata in self.candidata_ids
            if not candidata.iniciativa_id
        }
        for iniciativa in iniciativas:
            anotada = anotadas.pop(iniciativa.name.strip().lower(), None)
            if anotada:
                anotada.iniciativa_id = iniciativa
                continue
            vals_list.append(
                {
                    "name": iniciativa.name,
                    "descripcion": iniciativa.resultado or iniciativa.problema,
                    "tema_id": iniciativa.tema_id.id,
                    "lugar_ids": [fields.Command.set(iniciativa.lugar_ids.ids)],
                    "area_id": iniciativa.area_id.id,
                    "iniciativa_id": iniciativa.id,
                }
            )
        return vals_list

    def _post_cierre(self):
        """What was chosen goes on to be programmed; each initiative keeps why."""
        res = super()._post_cierre()
        for candidata in self.candidata_ids.filtered("iniciativa_id"):
            iniciativa = candidata.iniciativa_id
            elegida = candidata.decision == "elegida"
            if elegida and iniciativa.state == "candidata":
                iniciativa.action_programar()
            texto = (
                self.env._("Chosen in “%(taller)s”.", taller=self.name)
                if elegida
                else self.env._("Not chosen in “%(taller)s”.", taller=self.name)
            )
            iniciativa.message_post(body=f"{texto} {candidata.motivo or ''}".strip())
        return res

    def action_crear_iniciativas(self):
        """The chosen candidates that are not initiatives yet become so."""
        self.ensure_one()
        if self.state != "done":
            raise UserError(
                self.env._("Close the workshop first: then what was chosen is firm.")
            )
        nuevas = self.candidata_ids.filtered(
            lambda c: c.decision == "elegida" and not c.iniciativa_id
        )
        iniciativas = self.env["sigobito.iniciativa"].create(
            [candidata._prepare_iniciativa_vals() for candidata in nuevas]
        )
        for candidata, iniciativa in zip(nuevas, iniciativas, strict=True):
            candidata.iniciativa_id = iniciativa
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "sigobito_iniciativas.sigobito_iniciativa_action"
            ),
            "domain": [("id", "in", self.candidata_ids.iniciativa_id.ids)],
            "context": {},
        }
