"""What goes into a hand-over pack, and how it is put together (R58)."""

import hashlib
import io
import logging
import zipfile
from base64 import b64encode

from odoo import api, models
from odoo.fields import Domain

from ..tools.paquete import Libro, hacer_csv

_logger = logging.getLogger(__name__)

#: Records read at a time.
LOTE = 1000


class SigobitoTransicion(models.Model):
    _inherit = "sigobito.transicion"

    # ------------------------------------------------------------
    # SOURCES
    # ------------------------------------------------------------

    @api.model
    def _get_fuentes(self):
        """Hook: what each addon hands over, in order.

        Each source: ``clave`` (file name), ``titulo``, ``clase`` (``pendiente`` what
        is open, ``historia`` what was decided, ``registro`` what there is),
        ``modelo``, ``dominio`` (without the municipality), ``campos`` (paths as in an
        export) and, if wanted, ``area`` (path to it, for what is open), ``orden`` and
        ``empresa`` (path to the municipality, ``company_id``).

        It is read in sudo: leave out what not every successor should read, such as
        stances, reserved activities and the data of requesters.
        """
        return [
            {
                "clave": "organizacion",
                "titulo": self.env._("Posts and their holders"),
                "clase": "registro",
                "modelo": "sigobito.nombramiento",
                "dominio": self.env["sigobito.nombramiento"]._get_vigente_domain(),
                "campos": [
                    "cargo_id.area_id",
                    "cargo_id",
                    "user_id",
                    "suplente_id",
                    "date_start",
                    "date_end",
                ],
                "orden": "cargo_id, id",
            },
            {
                "clave": "plan",
                "titulo": self.env._("Axes and themes"),
                "clase": "registro",
                "modelo": "sigobito.tema",
                "dominio": [("active", "=", True)],
                "campos": ["plan_id", "complete_name", "peso", "area_id"],
                "orden": "complete_name, id",
            },
            {
                "clave": "lugares",
                "titulo": self.env._("Places"),
                "clase": "registro",
                "modelo": "sigobito.lugar",
                "dominio": [("active", "=", True)],
                "campos": ["complete_name", "tipo_id", "poblacion", "prioritario"],
                "orden": "complete_name, id",
            },
            {
                "clave": "actores",
                "titulo": self.env._("Stakeholders"),
                "clase": "registro",
                "modelo": "sigobito.actor",
                "dominio": [("active", "=", True)],
                # Neither the stance nor how to reach them: both stay in the system.
                "campos": [
                    "name",
                    "tipo",
                    "rol",
                    "influencia",
                    "enlace_id",
                    "ultimo_contacto",
                ],
                "orden": "name, id",
            },
            {
                "clave": "acuerdos",
                "titulo": self.env._("Agreements of the routines"),
                "clase": "pendiente",
                "modelo": "sigobito.rutina.acuerdo",
                "dominio": [("cumplido", "=", False)],
                "area": "sesion_id.area_id",
                "campos": [
                    "fecha_sesion",
                    "rutina_id",
                    "name",
                    "responsable_id",
                    "date_deadline",
                ],
                "orden": "date_deadline, id",
            },
            {
                "clave": "priorizacion",
                "titulo": self.env._("Candidates chosen and not chosen"),
                "clase": "historia",
                "modelo": "sigobito.priorizacion.candidata",
                "dominio": [("fecha_decision", "!=", False)],
                "campos": [
                    "fecha_decision",
                    "priorizacion_id",
                    "name",
                    "puntaje",
                    "decision",
                    "motivo",
                    "decidida_por_id",
                ],
                "orden": "fecha_decision, id",
            },
            {
                "clave": "nombramientos",
                "titulo": self.env._("Appointments"),
                "clase": "historia",
                "modelo": "sigobito.nombramiento",
                "dominio": [],
                "campos": [
                    "date_start",
                    "date_end",
                    "cargo_id.area_id",
                    "cargo_id",
                    "user_id",
                    "suplente_id",
                ],
                "orden": "date_start, id",
            },
        ]

    # ------------------------------------------------------------
    # PUTTING IT TOGETHER
    # ------------------------------------------------------------

    def _armar(self):
        """Write the ZIP, source by source."""
        self.ensure_one()
        clases = ("pendiente", "historia", "registro")
        fuentes = sorted(
            (f for f in self._get_fuentes() if f["modelo"] in self.env),
            key=lambda f: clases.index(f["clase"]),
        )
        pasos = len(fuentes) + 1
        libros = {clase: Libro() for clase in clases}
        archivos, lineas, por_area = {}, [], {}
        for numero, fuente in enumerate(fuentes):
            self._anotar_paso(numero, pasos, fuente["titulo"])
            with self.env.cr.savepoint():
                columnas, filas, areas = self._leer_fuente(fuente)
            libros[fuente["clase"]].hoja(fuente["titulo"], columnas, filas)
            if fuente["clase"] == "historia":
                nombre = f"historia/{fuente['clave']}.csv"
                archivos[nombre] = hacer_csv(columnas, filas)
            for area in areas:
                cuenta = por_area.setdefault(area, {})
                cuenta[fuente["titulo"]] = cuenta.get(fuente["titulo"], 0) + 1
            lineas.append(
                {
                    "transicion_id": self.id,
                    "sequence": numero,
                    "name": fuente["titulo"],
                    "clase": fuente["clase"],
                    "cantidad": len(filas),
                }
            )
        self._anotar_paso(pasos - 1, pasos, self.env._("Index"))
        titulos = [f["titulo"] for f in fuentes if f["clase"] == "pendiente"]
        resumen = self._get_resumen_areas(por_area, titulos)
        libros["pendiente"].hoja(
            self.env._("Summary by area"),
            [self.env._("Area"), *titulos, self.env._("Total")],
            resumen,
        )
        with self.env.cr.savepoint():
            self.linea_ids.unlink()
            self.env["sigobito.transicion.linea"].create(lineas)
        archivos["pendientes_por_area.xlsx"] = libros["pendiente"].cerrar()
        archivos["historia/historia.xlsx"] = libros["historia"].cerrar()
        archivos["registro.xlsx"] = libros["registro"].cerrar()
        with self.env.cr.savepoint():
            nombre, contenido = self._hacer_indice(titulos, resumen, sorted(archivos))
        self._guardar({nombre: contenido, **archivos})

    def _anotar_paso(self, numero, pasos, texto):
        """Progress for whoever waits, in a transaction that ends here."""
        self.write({"progreso": 100 * numero // pasos, "progreso_texto": texto})
        self.env["ir.cron"]._commit_progress()

    def _guardar(self, archivos):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as paquete:
            for nombre, contenido in archivos.items():
                paquete.writestr(nombre, contenido)
        datos = buffer.getvalue()
        self.write(
            {
                "archivo": b64encode(datos),
                "tamano": max(len(datos) // 1024, 1),
                "huella": hashlib.sha256(datos).hexdigest(),
            }
        )

    @api.model
    def _leer_fuente(self, fuente):
        """Heads, rows and the area of each row of what is open."""
        Modelo = self.env[fuente["modelo"]].sudo()
        empresa = fuente.get("empresa", "company_id")
        dominio = Domain(empresa, "=", self.company_id.id) & Domain(fuente["dominio"])
        campos = [campo for campo in fuente["campos"] if self._tiene(Modelo, campo)]
        area = fuente.get("area")
        columnas = [self._get_titulo_campo(Modelo, campo) for campo in campos]
        if area:
            columnas = [self.env._("Area"), *columnas]
        filas, areas, desde = [], [], 0
        orden = fuente.get("orden", "id")
        while records := Modelo.search(dominio, order=orden, limit=LOTE, offset=desde):
            desde += len(records)
            for record in records:
                fila = [self._get_valor(record, campo) for campo in campos]
                if area:
                    nombre = record.mapped(area)[:1].display_name
                    nombre = nombre or self.env._("Without an area")
                    areas.append(nombre)
                    fila = [nombre, *fila]
                filas.append(fila)
            records.invalidate_recordset(flush=False)
        if area:
            filas.sort(key=lambda fila: fila[0])
        return columnas, filas, areas

    @api.model
    def _tiene(self, Modelo, camino):
        """Whether a path exists: a field may belong to an addon that is not there."""
        for nombre in camino.split("."):
            if Modelo is None or nombre not in Modelo._fields:
                return False
            comodel = Modelo._fields[nombre].comodel_name
            Modelo = self.env[comodel] if comodel else None
        return True

    @api.model
    def _get_titulo_campo(self, Modelo, camino):
        *antes, ultimo = camino.split(".")
        for nombre in antes:
            Modelo = self.env[Modelo._fields[nombre].comodel_name]
        return Modelo._fields[ultimo]._description_string(self.env)

    @api.model
    def _get_valor(self, record, camino):
        """A value as a person reads it: labels, names, local times."""
        *antes, ultimo = camino.split(".")
        for nombre in antes:
            record = record[nombre][:1]
        campo, valor = record._fields[ultimo], record[ultimo]
        if campo.type == "selection":
            etiquetas = dict(campo._description_selection(self.env))
            return etiquetas.get(valor, "")
        if campo.relational:
            return ", ".join(
                nombre for nombre in valor.mapped("display_name") if nombre
            )
        if campo.type == "boolean":
            return self.env._("Yes") if valor else self.env._("No")
        if campo.type == "datetime" and valor:
            return self.company_id._a_local(valor).replace(microsecond=0)
        if campo.type in ("integer", "float", "monetary"):
            return valor
        return valor or None

    @api.model
    def _get_resumen_areas(self, por_area, titulos):
        """Rows of areas with how much of each kind is open in them."""
        filas = []
        for area, cuenta in sorted(por_area.items()):
            numeros = [cuenta.get(titulo, 0) for titulo in titulos]
            filas.append([area, *numeros, sum(numeros)])
        return filas

    # ------------------------------------------------------------
    # INDEX
    # ------------------------------------------------------------

    def _hacer_indice(self, titulos, resumen, archivos):
        """The act itself: PDF, or a page if the server cannot print."""
        html = str(
            self.env["ir.qweb"]._render(
                "sigobito_base.transicion_acta",
                {
                    "acta": self,
                    "company": self.company_id,
                    "titulos": titulos,
                    "resumen": resumen,
                    "archivos": archivos,
                    "logo": not self.company_id.uses_default_logo
                    and self.company_id.logo_web,
                    "hoy": self.company_id._hoy(),
                    "cargos": self._get_autoridades(),
                },
            )
        )
        try:
            pdf = self.env["ir.actions.report"]._run_wkhtmltopdf(
                [html],
                specific_paperformat_args={
                    "data-report-margin-top": 15,
                    "data-report-header-spacing": 0,
                },
            )
        except Exception:
            _logger.exception("No PDF for the hand-over pack %s", self.id)
            return "00_acta.html", html.encode()
        return "00_acta.pdf", pdf

    def _get_autoridades(self):
        """Who holds each post today."""
        Nombramiento = self.env["sigobito.nombramiento"]
        dominio = Nombramiento._get_vigente_domain()
        dominio &= Domain("company_id", "=", self.company_id.id)
        return Nombramiento.search(dominio, order="cargo_id, id", limit=60)
