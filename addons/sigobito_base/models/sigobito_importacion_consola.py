import base64

from odoo import api, models

from ..tools.existente import plano_ref


class SigobitoImportacion(models.Model):
    """What the command ``sigobito_import`` asks."""

    _inherit = "sigobito.importacion"

    @api.model
    def _importar_desde_consola(
        self,
        nombre,
        contenido,
        *,
        municipio,
        hoja=None,
        login=None,
        confirmar=False,
        detalle=50,
    ):
        """Do what the command asks: (exit status, lines to print). The caller rolls
        back when nothing is to stay."""
        idiomas = [code for code, _name in self.env["res.lang"].get_installed()]
        idioma = next((c for c in idiomas if c.startswith("es")), None)
        self = self.with_context(lang=idioma or self.env.lang)
        companies = self.env["res.company"].search(
            [
                ("es_municipio", "=", True),
                "|",
                ("slug", "=", municipio),
                ("codigo_oficial", "=", municipio),
            ]
        )
        if len(companies) != 1:
            return 2, [self.env._("There is no municipality “%s”.", municipio)]
        hojas = self._get_hojas()
        claves = {plano_ref(t): h.clave for h in hojas for t in (h.clave, h.titulo)}
        if hoja and plano_ref(hoja) not in claves:
            titulos = ", ".join(h.titulo for h in hojas)
            return 2, [self.env._("Unknown sheet. Accepted: %s.", titulos)]
        user = self.env.user
        if login:
            user = self.env["res.users"].search(
                [("login", "=", login), ("company_ids", "in", companies.ids)]
            )
            if not user:
                return 2, [self.env._("No user “%s” in this municipality.", login)]
        importacion = (
            self.with_user(user)
            .with_context(allowed_company_ids=companies.ids)
            .create(
                {
                    "archivo": base64.b64encode(contenido),
                    "archivo_nombre": nombre,
                    "company_id": companies.id,
                    "hoja_csv": claves[plano_ref(hoja)] if hoja else False,
                }
            )
        )
        importacion.action_revisar()
        if confirmar and not importacion.error_count:
            importacion._importar()
        mal = importacion.error_count or (confirmar and importacion.state != "done")
        return int(bool(mal)), importacion._get_informe(detalle)

    def _get_informe(self, detalle):
        """The review as lines of text."""
        informe = []
        for hoja in self.hoja_ids:
            informe.append(
                self.env._(
                    "%(hoja)s: %(nuevas)s new, %(cambiadas)s changed, %(iguales)s "
                    "equal, %(con_error)s with errors",
                    hoja=hoja.name,
                    nuevas=hoja.nuevas,
                    cambiadas=hoja.cambiadas,
                    iguales=hoja.iguales,
                    con_error=hoja.con_error,
                )
            )
        niveles = dict(self.linea_ids._fields["nivel"]._description_selection(self.env))
        for nivel, cantidad in (
            ("error", self.error_count),
            ("aviso", self.aviso_count),
            ("cambio", self.cambio_count),
        ):
            lineas = self.linea_ids.filtered(lambda li, n=nivel: li.nivel == n)
            for linea in lineas[:detalle]:
                informe.append(f"  {niveles[nivel]}: {linea._como_texto()}")
            if cantidad > min(len(lineas), detalle):
                sobran = cantidad - min(len(lineas), detalle)
                informe.append(self.env._("  … and %s more", sobran))
        if self.state == "done":
            informe.append(self.env._("Imported."))
        elif self.error_count:
            informe.append(self.env._("The file has errors. Nothing was written."))
        else:
            informe.append(
                self.env._("Review only: nothing was written. Use --confirm.")
            )
        return informe
