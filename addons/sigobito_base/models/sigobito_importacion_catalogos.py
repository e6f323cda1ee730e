from odoo import api, models

from ..tools.existente import plano_ref
from ..tools.hojas import HOJAS
from .sigobito_importacion_motivos import MOTIVOS


class SigobitoImportacion(models.Model):
    """What the sheets of the template say and quote; later addons add theirs here."""

    _inherit = "sigobito.importacion"

    # ------------------------------------------------------------------
    # HOOKS for later addons
    # ------------------------------------------------------------------
    @api.model
    def _get_hojas(self):
        """Sheets of the template, in the order in which they are written."""
        return HOJAS

    @api.model
    def _get_catalogo_records(self, ref):
        """Records quoted by their name: (records, field names that identify them)."""
        company = self.env.company
        if ref == "@usuario":
            return (
                self.env["res.users"].search_fetch(
                    [
                        ("company_ids", "in", company.ids),
                        ("share", "=", False),
                        ("active", "=", True),
                    ],
                    ["login", "email"],
                ),
                ("login", "email"),
            )
        if ref == "@lugar_tipo":
            return self.env["sigobito.lugar.tipo"].search(
                [("company_id", "in", (False, company.id)), ("active", "=", True)]
            ), ("name",)
        if ref == "@plan":
            return self.env["sigobito.plan"].search(
                [("company_id", "=", company.id)]
            ), ("name",)
        raise ValueError(ref)

    @api.model
    def _get_valores_comunes(self, entidad):
        """Values every new record of an entity gets unless its row says otherwise."""
        if entidad == "tema":
            planes = self.env["sigobito.plan"].search(
                [("company_id", "=", self.env.company.id), ("active", "=", True)]
            )
            vigentes = planes.filtered(lambda plan: plan.state == "open") or planes
            return {"plan_id": vigentes.id} if len(vigentes) == 1 else {}
        return {}

    @api.model
    def _preparar_vals(self, entidad, vals, nueva):
        """Last touch on the values of a row before they are written."""
        return vals

    @api.model
    def _get_cambios_vedados(self, entidad, cambios):
        """Changes a file may not make: ``cambios`` is id → column keys; answers a list
        of (id, column key, reason)."""
        return []

    # ------------------------------------------------------------------
    # CATALOGUES AND WORDS
    # ------------------------------------------------------------------
    @api.model
    def _get_catalogo(self, ref):
        """plain name → id, in every language of the database."""
        records, campos = self._get_catalogo_records(ref)
        catalogo, repetidos = self._get_catalogo_alias(ref, records), set()
        # the source language too, even where nobody reads it
        idiomas = {"en_US", *dict(self.env["res.lang"].get_installed())}
        traducido = any(records._fields[campo].translate for campo in campos)
        for idioma in sorted(idiomas) if traducido else [self.env.lang]:
            for record in records.with_context(lang=idioma):
                for campo in campos:
                    nombre = plano_ref(record[campo] or "")
                    if not nombre:
                        continue
                    if catalogo.setdefault(nombre, record.id) != record.id:
                        # a login beats somebody else's address
                        if campo == campos[0] and len(campos) > 1:
                            catalogo[nombre] = record.id
                        else:
                            repetidos.add(nombre)
        primeros = {plano_ref(r[campos[0]] or "") for r in records}
        for nombre in repetidos - primeros:
            del catalogo[nombre]
        return catalogo

    @api.model
    def _get_catalogo_alias(self, ref, records):
        """The kinds we ship keep their Spanish name whatever the database speaks: it is
        in their XML id."""
        if ref != "@lugar_tipo":
            return {}
        propio = "sigobito_base.sigobito_lugar_tipo_"
        return {
            xmlid.removeprefix(propio).replace("_", " "): rid
            for rid, xmlids in records._get_external_ids().items()
            for xmlid in xmlids
            if xmlid.startswith(propio)
        }

    @api.model
    def _get_catalogo_nombres(self, ref):
        records, campos = self._get_catalogo_records(ref)
        return [record[campos[0]] for record in records if record[campos[0]]]

    @api.model
    def _get_catalogo_etiquetas(self, ref):
        """id → how it is quoted."""
        records, campos = self._get_catalogo_records(ref)
        return {record.id: record[campos[0]] or "" for record in records}

    @api.model
    def _get_motivo(self, falla):
        """Words for a finding, in the user's language."""
        clave, datos = falla.clave, dict(falla.datos)
        if datos.get("parecida"):
            clave = {
                "padre_desconocido": "codigo_desconocido_parecido",
                "referencia_desconocida": "codigo_desconocido_parecido",
            }.get(clave, f"{clave}_parecida")
        elif clave == "nombre_desconocido" and not datos.get("opciones"):
            clave = "nombre_desconocido_vacio"
        datos = {k: self._formatear(v) for k, v in datos.items()}
        # the sentence is a constant translated when it is read: its data come after
        motivo = self.env._(self._get_motivos()[clave])
        return motivo % datos

    @api.model
    def _get_motivos(self):
        return MOTIVOS

    @staticmethod
    def _formatear(valor):
        if isinstance(valor, float) and valor.is_integer():
            return int(valor)
        return valor
