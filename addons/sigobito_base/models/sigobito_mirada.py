"""The three records that have a 360° page."""

from odoo import models
from odoo.fields import Domain


class SigobitoActor(models.Model):
    _name = "sigobito.actor"
    _inherit = ["sigobito.actor", "sigobito.mirada.mixin"]

    def _get_360_datos(self):
        return ["tipo", "rol", "influencia", "enlace_id", "phone", "email"]

    def _get_360_vinculos(self):
        return [
            (self.env._("Places"), self.lugar_ids),
            (self.env._("Themes"), self.tema_ids),
        ]


class SigobitoLugar(models.Model):
    _name = "sigobito.lugar"
    _inherit = ["sigobito.lugar", "sigobito.mirada.mixin"]

    def _get_360_datos(self):
        return ["tipo_id", "parent_id", "poblacion", "codigo"]

    def _get_360_vinculos(self):
        actores = self.env["sigobito.actor"].search(
            Domain("lugar_ids", "child_of", self.ids)
        )
        return [
            (self.env._("Places inside"), self.child_ids),
            (self.env._("Stakeholders"), actores),
        ]


class SigobitoTema(models.Model):
    _name = "sigobito.tema"
    _inherit = ["sigobito.tema", "sigobito.mirada.mixin"]

    def _get_360_datos(self):
        return ["plan_id", "parent_id", "area_id", "codigo"]

    def _get_360_vinculos(self):
        actores = self.env["sigobito.actor"].search(
            Domain("tema_ids", "child_of", self.ids)
        )
        return [
            (self.env._("Themes below"), self.child_ids),
            (self.env._("Stakeholders"), actores),
        ]
