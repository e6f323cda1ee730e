from odoo import models

from ..tools.planilla import AVISO, ERROR, Falla

MAX_LINEAS = 1000  # of each kind, kept to be looked at; the counts are always complete


class SigobitoImportacion(models.Model):
    """Keeps what a review of the file found, to be looked at before writing."""

    _inherit = "sigobito.importacion"

    def _limpiar(self):
        self.linea_ids.unlink()
        self.hoja_ids.unlink()

    def _guardar_revision(self, revision, fallas=()):
        """Keep what a review found, to be looked at."""
        self._limpiar()
        if isinstance(revision, Falla):
            self._guardar_lineas([revision])
            self.write(
                {
                    "state": "revisado",
                    "nuevas": 0,
                    "cambiadas": 0,
                    "iguales": 0,
                    "error_count": 1,
                    "aviso_count": 0,
                    "cambio_count": 0,
                    "huella": False,
                }
            )
            return
        self.env["sigobito.importacion.hoja"].create(
            [
                {
                    "importacion_id": self.id,
                    "sequence": numero,
                    "name": resumen.titulo,
                    "nuevas": resumen.nuevas,
                    "cambiadas": resumen.cambiadas,
                    "iguales": resumen.iguales,
                    "con_error": resumen.con_error,
                    "omitidas": resumen.omitidas,
                }
                for numero, resumen in enumerate(revision.resumenes)
            ]
        )
        todas = [*fallas, *revision.fallas]
        self._guardar_lineas(todas, revision.cambios)
        self.write(
            {
                "state": "revisado",
                "nuevas": revision.total("nuevas"),
                "cambiadas": revision.total("cambiadas"),
                "iguales": revision.total("iguales"),
                "error_count": sum(1 for f in todas if f.nivel == ERROR),
                "aviso_count": sum(1 for f in todas if f.nivel == AVISO),
                "cambio_count": len(revision.cambios),
                "huella": revision.huella,
            }
        )

    def _guardar_lineas(self, fallas, cambios=()):
        errores = [falla for falla in fallas if falla.nivel == ERROR]
        avisos = [falla for falla in fallas if falla.nivel != ERROR]
        vals_list = [
            {
                "nivel": falla.nivel,
                "hoja": falla.hoja,
                "fila": falla.fila,
                "columna": falla.columna,
                "valor": falla.valor,
                "motivo": self._get_motivo(falla),
            }
            for falla in errores[:MAX_LINEAS] + avisos[:MAX_LINEAS]
        ]
        vals_list += [
            {
                "nivel": "cambio",
                "hoja": cambio.hoja,
                "fila": cambio.fila,
                "codigo": cambio.codigo,
                "columna": cambio.columna,
                "valor": cambio.antes[:500],
                "valor_nuevo": cambio.despues[:500],
            }
            for cambio in cambios[:MAX_LINEAS]
        ]
        self.env["sigobito.importacion.linea"].create(
            [dict(vals, importacion_id=self.id) for vals in vals_list]
        )
