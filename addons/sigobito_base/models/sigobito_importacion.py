import base64
import logging
import unicodedata
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, html_escape
from odoo.tools.translate import LazyTranslate

from ..tools.hojas import HOJAS
from ..tools.importador import Importador, plano_ref
from ..tools.planilla import AVISO, ERROR, ErrorArchivo, Falla, Limites, leer
from ..tools.plantilla import hacer_plantilla

_lt = LazyTranslate(__name__)
_logger = logging.getLogger(__name__)

MAX_LINEAS = 1000  # of each kind, kept to be looked at; the counts are always complete
MAX_INTENTOS = 3

#: Words for the reasons that tools/planilla.py and tools/importador.py name.
MOTIVOS = {
    # the file
    "archivo_vacio": _lt("The file is empty."),
    "archivo_grande": _lt(
        "The file has %(tamano)s MB and the limit is %(limite)s MB. Delete images and "
        "sheets that are not needed, or split it."
    ),
    "archivo_comprimido": _lt(
        "Once opened, the file takes more than %(limite)s MB. Copy only the cells with "
        "data to a new workbook."
    ),
    "archivo_danado": _lt(
        "The file is damaged and cannot be read. Open it, save it again as .xlsx and "
        "upload it."
    ),
    "archivo_inseguro": _lt(
        "The file carries definitions that a spreadsheet does not need and may be a "
        "trap. Copy the cells to a new workbook."
    ),
    "no_es_planilla": _lt(
        "The file is not a spreadsheet. Upload an Excel workbook (.xlsx) or a CSV file."
    ),
    "xls_antiguo": _lt(
        "It is an old Excel workbook (.xls) or it has a password. Save it as .xlsx "
        "without a password."
    ),
    "archivo_sin_filas": _lt(
        "There are no rows to import. Accepted sheets: %(aceptadas)s."
    ),
    "muchas_filas": _lt(
        "The sheet “%(hoja)s” has more than %(limite)s rows. Split the file."
    ),
    "hoja_sin_adivinar": _lt(
        "The header does not say which sheet this CSV file is. Choose it in “Sheet of "
        "the CSV file”. Accepted: %(aceptadas)s."
    ),
    # a sheet
    "hoja_desconocida": _lt(
        "This sheet is not known. Accepted: %(aceptadas)s. Rename it, or delete it if "
        "it is not to be imported."
    ),
    "hoja_desconocida_parecida": _lt(
        "This sheet is not known. Is it “%(parecida)s”? Accepted: %(aceptadas)s."
    ),
    "hoja_repetida": _lt("“%(otra)s” is the same sheet. Leave only one."),
    "hoja_oculta": _lt("The sheet is hidden, so it is not imported."),
    "falta_columna": _lt("This column is missing. Accepted headers: %(aceptadas)s."),
    "falta_columna_parecida": _lt(
        "This column is missing. Is it the one called “%(parecida)s”? Accepted "
        "headers: %(aceptadas)s."
    ),
    "columna_repetida": _lt("This column is also in %(otra)s. Leave only one."),
    "columna_desconocida": _lt("This column is not known and is ignored."),
    "columna_desconocida_parecida": _lt(
        "This column is not known and is ignored. Is it “%(parecida)s”?"
    ),
    "sin_permiso_create": _lt(
        "Your role may not add rows of this sheet. Ask the municipal administrator."
    ),
    "sin_permiso_write": _lt(
        "Your role may not change rows of this sheet. Ask the municipal administrator."
    ),
    # a row
    "celdas_combinadas": _lt("There are merged cells. Unmerge them."),
    "falta_valor": _lt("It is required and the cell is empty."),
    "columna_no_aplica": _lt("It does not apply to this kind of row and is ignored."),
    "codigo_repetido": _lt("This code is already in row %(fila)s."),
    "coordenada_sola": _lt("Latitude and longitude go together: one is missing."),
    "fin_antes": _lt("It is earlier than “%(otra)s”."),
    # a cell
    "formula": _lt("It contains a formula; paste the value."),
    "celda_error": _lt("The cell shows an error of the spreadsheet."),
    "texto_largo": _lt("It has %(largo)s characters and the limit is %(limite)s."),
    "texto_sospechoso": _lt(
        "It looks like an instruction for a program. It will be kept as plain text."
    ),
    "texto_es_fecha": _lt(
        "The spreadsheet turned it into a date. Give the cell text format and type it "
        "again."
    ),
    "codigo_numerico": _lt(
        "It was read as a number: check that no final zero was lost (8.10 became 8.1)."
    ),
    "entero_malo": _lt("It is not a whole number."),
    "decimal_malo": _lt("It is not a number."),
    "decimal_ambiguo": _lt(
        "It can be read in two ways: write it without a thousands separator."
    ),
    "fuera_de_rango": _lt("It must be between %(minimo)s and %(maximo)s."),
    "fecha_mala": _lt("It is not a date. Write it as dd/mm/yyyy, like 09/03/2026."),
    "fecha_inexistente": _lt("This date does not exist."),
    "fecha_lejana": _lt("The year must be between 1900 and 2100."),
    "lista_mala": _lt("It is not in the list: %(opciones)s."),
    "logico_malo": _lt("Write Sí or No."),
    "correo_malo": _lt("It is not an e-mail address."),
    "padre_desconocido": _lt(
        "This code is neither in the sheet “%(hoja)s” nor among what is registered."
    ),
    "referencia_desconocida": _lt(
        "This code is neither in the sheet “%(hoja)s” nor among what is registered."
    ),
    "codigo_desconocido_parecido": _lt(
        "This code is neither in the sheet “%(hoja)s” nor among what is registered. "
        "Is it “%(parecida)s”?"
    ),
    "padre_es_si_mismo": _lt("It hangs from itself."),
    "ciclo": _lt("It ends up hanging from itself: somewhere the chain must stop."),
    "usuario_desconocido": _lt(
        "No active user of this municipality has this login or e-mail."
    ),
    "nombre_desconocido": _lt("It is not registered. There are: %(opciones)s."),
    "nombre_desconocido_vacio": _lt("It is not registered, and there is none yet."),
    # the moment of writing
    "datos_cambiaron": _lt(
        "Somebody changed these data after the review. Look at it again and confirm."
    ),
    "rechazado": _lt("It could not be saved: %(detalle)s Nothing was imported."),
    "interrumpido": _lt(
        "The import stopped %(veces)s times without ending. Nothing was imported."
    ),
}


class SigobitoImportacion(models.Model):
    """Loads the municipality's data from a spreadsheet: look first, then write (R3).

    Nothing of the file touches the data before "Import", and then all of it or none.
    A later addon adds its sheets in :meth:`_get_hojas`.
    """

    _name = "sigobito.importacion"
    _description = "Data import"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Imported by",
        readonly=True,
        default=lambda self: self.env.user,
    )
    archivo = fields.Binary(string="File", attachment=True)
    archivo_nombre = fields.Char(string="File name")
    es_csv = fields.Boolean(string="Is a CSV file", compute="_compute_es_csv")
    hoja_csv = fields.Selection(
        "_selection_hoja_csv",
        string="Sheet of the CSV file",
        help="Empty: it is recognised by its header",
    )
    state = fields.Selection(
        [
            ("draft", "1. File"),
            ("revisado", "2. Review"),
            ("pending", "In progress"),
            ("done", "3. Imported"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    hoja_ids = fields.One2many(
        "sigobito.importacion.hoja", "importacion_id", string="Sheets", copy=False
    )
    linea_ids = fields.One2many(
        "sigobito.importacion.linea", "importacion_id", string="Findings", copy=False
    )
    error_ids = fields.One2many(
        "sigobito.importacion.linea",
        "importacion_id",
        string="Errors",
        domain=[("nivel", "=", "error")],
    )
    aviso_ids = fields.One2many(
        "sigobito.importacion.linea",
        "importacion_id",
        string="Warnings",
        domain=[("nivel", "=", "aviso")],
    )
    cambio_ids = fields.One2many(
        "sigobito.importacion.linea",
        "importacion_id",
        string="Changes",
        domain=[("nivel", "=", "cambio")],
    )
    nuevas = fields.Integer(string="New", readonly=True, copy=False)
    cambiadas = fields.Integer(string="Changed", readonly=True, copy=False)
    iguales = fields.Integer(string="Equal", readonly=True, copy=False)
    error_count = fields.Integer(string="Errors found", readonly=True, copy=False)
    aviso_count = fields.Integer(string="Warnings found", readonly=True, copy=False)
    cambio_count = fields.Integer(string="Changes found", readonly=True, copy=False)
    huella = fields.Char(string="Fingerprint", readonly=True, copy=False)
    fecha_importado = fields.Datetime(string="Imported on", readonly=True, copy=False)
    progreso = fields.Integer(string="Progress", compute="_compute_progreso")
    progreso_texto = fields.Char(
        string="What is being done", compute="_compute_progreso"
    )

    @api.model
    def _selection_hoja_csv(self):
        return [(hoja.clave, hoja.titulo) for hoja in self._get_hojas()]

    @api.depends("archivo_nombre")
    def _compute_name(self):
        for importacion in self:
            importacion.name = importacion.archivo_nombre or self.env._("New import")

    @api.depends("archivo_nombre")
    def _compute_es_csv(self):
        for importacion in self:
            nombre = (importacion.archivo_nombre or "").lower()
            importacion.es_csv = nombre.endswith((".csv", ".txt", ".tsv"))

    def _compute_progreso(self):
        avances = self.env["sigobito.importacion.avance"].search_fetch(
            [("importacion", "in", self.ids)], ["importacion", "hechas", "total"]
        )
        por_id = {avance.importacion: avance for avance in avances}
        for importacion in self:
            avance = por_id.get(importacion.id)
            if importacion.state == "done":
                importacion.progreso = 100
                importacion.progreso_texto = ""
            else:
                importacion.progreso = avance.porcentaje if avance else 0
                importacion.progreso_texto = avance.texto if avance else ""

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------
    def write(self, vals):
        if {"archivo", "hoja_csv"} & vals.keys():
            if any(importacion.state in ("pending", "done") for importacion in self):
                raise UserError(
                    self.env._("This import already took place. Start a new one.")
                )
            vals = dict(vals, state="draft")
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_pending(self):
        if any(importacion.state == "pending" for importacion in self):
            raise UserError(self.env._("Wait until the import in progress ends."))

    @api.autovacuum
    def _gc_borradores(self):
        """Files that were looked at and never imported do not stay for ever."""
        limite = fields.Datetime.now() - timedelta(days=60)
        viejas = self.search(
            [("state", "in", ("draft", "revisado")), ("write_date", "<", limite)],
            limit=500,
        )
        viejas.unlink()
        return len(viejas), len(viejas) == 500

    # ------------------------------------------------------------------
    # ACTION
    # ------------------------------------------------------------------
    def action_revisar(self):
        """Look at the file; write nothing but the findings."""
        self.ensure_one()
        self._check_lista()
        self._guardar_revision(self._revisar())
        return True

    def action_importar(self):
        """Write everything, at once or in the background if it is much."""
        self.ensure_one()
        if self.state != "revisado":
            raise UserError(self.env._("Review the file first."))
        if self.error_count:
            raise UserError(
                self.env._("The file has errors: correct them and review it again.")
            )
        if self.nuevas + self.cambiadas > self._get_parametro("filas_en_linea", 500):
            self._encolar()
            return True
        self._importar()
        return True

    def action_cambiar_archivo(self):
        """Back to the first step, with another file."""
        self.ensure_one()
        if self.state not in ("draft", "revisado"):
            raise UserError(
                self.env._("This import already took place. Start a new one.")
            )
        self._limpiar()
        self.write({"archivo": False, "archivo_nombre": False})
        return True

    def action_plantilla(self):
        """Download the template."""
        return {
            "type": "ir.actions.act_url",
            "url": "/sigobito/importacion/plantilla",
            "target": "download",
        }

    def action_plantilla_con_datos(self):
        """Download the template filled with what is registered."""
        return {
            "type": "ir.actions.act_url",
            "url": "/sigobito/importacion/plantilla?datos=1",
            "target": "download",
        }

    def action_open_lineas(self):
        """All findings, to filter and export."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_importacion_linea_action"
        )
        return dict(
            action,
            domain=[("importacion_id", "=", self.id)],
            context={"create": False},
        )

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
    # TOOLS
    # ------------------------------------------------------------------
    @api.model
    def _get_catalogo(self, ref):
        """plain name → id, in every language of the database."""
        records, campos = self._get_catalogo_records(ref)
        catalogo, repetidos = {}, set()
        idiomas = [code for code, _name in self.env["res.lang"].get_installed()]
        traducido = any(records._fields[campo].translate for campo in campos)
        for idioma in idiomas if traducido else [self.env.lang]:
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
    def _get_catalogo_nombres(self, ref):
        records, campos = self._get_catalogo_records(ref)
        return [record[campos[0]] for record in records if record[campos[0]]]

    @api.model
    def _get_catalogo_etiquetas(self, ref):
        """id → how it is quoted."""
        records, campos = self._get_catalogo_records(ref)
        return {record.id: record[campos[0]] or "" for record in records}

    @api.model
    def _get_parametro(self, nombre, defecto):
        # sudo: a number that tunes the platform, nothing of anybody's data
        valor = (
            self.env["ir.config_parameter"]
            .sudo()
            .get_param(f"sigobito_base.importacion_{nombre}")
        )
        try:
            return float(valor) if valor else defecto
        except ValueError:
            return defecto

    @api.model
    def _get_limites(self):
        defecto = Limites()
        megas = self._get_parametro("max_mb", defecto.bytes_archivo / 2**20)
        filas = self._get_parametro("max_filas", defecto.filas)
        return Limites(
            bytes_archivo=int(megas * 2**20),
            bytes_abierto=max(int(megas * 16 * 2**20), 2**20),
            filas=int(filas),
        )

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
        return self.env._(self._get_motivos()[clave]) % datos

    @api.model
    def _get_motivos(self):
        return MOTIVOS

    @staticmethod
    def _formatear(valor):
        if isinstance(valor, float) and valor.is_integer():
            return int(valor)
        return valor

    @api.model
    def _get_plantilla(self, con_datos=False):
        """The template as bytes; with what is registered, if asked."""
        hojas = self._get_hojas()
        listas = {
            columna.ref: self._get_catalogo_nombres(columna.ref)
            for hoja in hojas
            for columna in hoja.columnas
            if (columna.ref or "").startswith("@")
        }
        datos = None
        if con_datos:
            datos = Importador(self.env, hojas, self.browse()).exportar()
        return hacer_plantilla(hojas, datos, listas)

    def _check_lista(self):
        if self.state in ("pending", "done"):
            raise UserError(
                self.env._("This import already took place. Start a new one.")
            )
        if not self.archivo:
            raise UserError(self.env._("Choose the file to import."))

    def _get_contenido(self):
        return base64.b64decode(self.with_context(bin_size=False).archivo or b"")

    def _get_importador(self, avance=None):
        company = self.company_id
        env = (
            self.with_company(company).with_context(allowed_company_ids=company.ids).env
        )
        return Importador(env, self._get_hojas(), self, avance)

    def _revisar(self, importador=None):
        """Compare the file with the data: a Revision, or the error of the file."""
        importador = importador or self._get_importador()
        try:
            libro = leer(
                self._get_contenido(),
                self.archivo_nombre or "",
                importador.hojas,
                self._get_limites(),
                self.hoja_csv,
            )
        except ErrorArchivo as error:
            return Falla(error.clave, datos=error.datos)
        return importador.revisar(libro)

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

    def _importar(self, avance=None):
        """Review again and write, all or nothing. True if it was imported."""
        importador = self._get_importador(avance)
        revision = self._revisar(importador)
        if isinstance(revision, Falla) or revision.errores:
            self._guardar_revision(revision)
            return False
        if revision.huella != self.huella:
            self._guardar_revision(revision, [Falla("datos_cambiaron", nivel=AVISO)])
            return False
        try:
            with self.env.cr.savepoint():
                importador.aplicar(revision)
        except psycopg2.OperationalError:
            raise  # a clash with another transaction: Odoo tries again
        except (UserError, psycopg2.Error) as error:
            # ValidationError and AccessError are UserErrors
            self._guardar_revision(
                revision, [Falla("rechazado", datos={"detalle": _detalle(error)})]
            )
            return False
        self.error_ids.unlink()
        self.write(
            {
                "state": "done",
                "user_id": self.env.uid,
                "fecha_importado": fields.Datetime.now(),
            }
        )
        return True

    # ------------------------------------------------------------------
    # BACKGROUND
    # ------------------------------------------------------------------
    def _encolar(self):
        self.write({"state": "pending", "user_id": self.env.uid})
        # sudo: only to wake the job up
        self.env.ref("sigobito_base.ir_cron_importar").sudo()._trigger()

    @api.model
    def _cron_importar(self):
        """Run what waits, one import at a time, each with its user's rights."""
        while True:
            pendientes = self.search([("state", "=", "pending")], order="id")
            importacion = pendientes[:1].try_lock_for_update()
            if not importacion:
                return
            importacion._importar_en_segundo_plano()
            restantes = len(pendientes) - 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=restantes):
                return

    def _importar_en_segundo_plano(self):
        user = self.user_id
        propia = (
            self.with_user(user)
            .with_company(self.company_id)
            .with_context(
                allowed_company_ids=self.company_id.ids, lang=user.lang, tz=user.tz
            )
        )
        intentos = self._anotar_avance(0, 1, "", nuevo_intento=True)
        if intentos > MAX_INTENTOS:
            propia.sudo()._rechazar("interrumpido", veces=MAX_INTENTOS)
            return
        try:
            with self.env.cr.savepoint():
                propia._importar(propia._anotar_avance)
        except Exception as error:
            _logger.exception("The import %s failed", self.id)
            # sudo: the user may have lost his or her rights meanwhile
            propia.sudo()._rechazar("rechazado", detalle=_detalle(error))
        propia.sudo()._avisar_fin()

    def _rechazar(self, clave, **datos):
        self._guardar_lineas([Falla(clave, datos=datos)])
        self.write({"state": "revisado", "error_count": self.error_count + 1})

    def _anotar_avance(self, hechas, total, texto, nuevo_intento=False):
        """Progress, in a transaction of its own: seen at once by whoever waits, and
        in a table that the import itself never writes, so they cannot clash."""
        with self.env.registry.cursor() as cr:
            cr.execute(
                SQL(
                    """
                    INSERT INTO sigobito_importacion_avance AS a
                           (importacion, company_id, hechas, total, texto, intentos)
                    VALUES (%s, %s, %s, %s, %s, 1)
                    ON CONFLICT (importacion) DO UPDATE
                       SET hechas = EXCLUDED.hechas,
                           total = EXCLUDED.total,
                           texto = EXCLUDED.texto,
                           intentos = a.intentos + %s
                    RETURNING intentos
                    """,
                    self.id,
                    self.company_id.id,
                    hechas,
                    max(total, 1),
                    texto,
                    int(nuevo_intento),
                )
            )
            return cr.fetchone()[0]

    # ------------------------------------------------------------------
    # COMMAND LINE
    # ------------------------------------------------------------------
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
        """Do what the command asks and print it; the exit status. The caller rolls
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
            print(self.env._("There is no municipality “%s”.", municipio))
            return 2
        hojas = self._get_hojas()
        claves = {plano_ref(t): h.clave for h in hojas for t in (h.clave, h.titulo)}
        if hoja and plano_ref(hoja) not in claves:
            titulos = ", ".join(h.titulo for h in hojas)
            print(self.env._("Unknown sheet. Accepted: %s.", titulos))
            return 2
        user = self.env.user
        if login:
            user = self.env["res.users"].search(
                [("login", "=", login), ("company_ids", "in", companies.ids)]
            )
            if not user:
                print(self.env._("No user “%s” in this municipality.", login))
                return 2
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
        importacion._imprimir_informe(detalle)
        if importacion.error_count:
            return 1
        return 0 if importacion.state == "done" or not confirmar else 1

    def _imprimir_informe(self, detalle):
        """The review as text."""
        for hoja in self.hoja_ids:
            print(
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
                print(f"  {niveles[nivel]}: {linea._como_texto()}")
            if cantidad > min(len(lineas), detalle):
                sobran = cantidad - min(len(lineas), detalle)
                print(self.env._("  … and %s more", sobran))
        if self.state == "done":
            print(self.env._("Imported."))
        elif self.error_count:
            print(self.env._("The file has errors. Nothing was written."))
        else:
            print(self.env._("Review only: nothing was written. Use --confirm."))

    def _avisar_fin(self):
        """Tell who started it: a to-do if it must be looked at, a notice on screen."""
        if self.state == "done":
            titulo = self.env._("Import finished")
            texto = self.env._(
                "“%(archivo)s”: %(nuevas)s new and %(cambiadas)s changed.",
                archivo=self.name,
                nuevas=self.nuevas,
                cambiadas=self.cambiadas,
            )
            tipo = "success"
        else:
            titulo = self.env._("The import did not take place")
            texto = self.env._(
                "“%(archivo)s”: open it to see why. Nothing was changed.",
                archivo=self.name,
            )
            tipo = "warning"
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=titulo,
            note=html_escape(texto),
            user_id=self.user_id.id,
        )
        self.user_id.partner_id._bus_send(
            "simple_notification",
            {"title": titulo, "message": texto, "type": tipo, "sticky": True},
        )


class SigobitoImportacionHoja(models.Model):
    _name = "sigobito.importacion.hoja"
    _description = "Sheet of a data import"
    _order = "importacion_id, sequence, id"

    name = fields.Char(string="Sheet", required=True)
    sequence = fields.Integer()
    importacion_id = fields.Many2one(
        "sigobito.importacion",
        string="Import",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="importacion_id.company_id", store=True, index=True
    )
    nuevas = fields.Integer(string="New")
    cambiadas = fields.Integer(string="Changed")
    iguales = fields.Integer(string="Equal")
    con_error = fields.Integer(string="With errors")
    omitidas = fields.Integer(string="Skipped", help="Explanations and examples")


class SigobitoImportacionLinea(models.Model):
    _name = "sigobito.importacion.linea"
    _description = "Finding of a data import"
    _order = "importacion_id, id"
    _rec_name = "motivo"

    importacion_id = fields.Many2one(
        "sigobito.importacion",
        string="Import",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="importacion_id.company_id", store=True, index=True
    )
    nivel = fields.Selection(
        [("error", "Error"), ("aviso", "Warning"), ("cambio", "Change")],
        string="Kind",
        required=True,
    )
    hoja = fields.Char(string="Sheet")
    fila = fields.Integer(string="Row")
    columna = fields.Char(string="Column")
    codigo = fields.Char(string="Code")
    valor = fields.Char(string="Value")
    valor_nuevo = fields.Char(string="New value")
    motivo = fields.Char(string="Reason")

    def _como_texto(self):
        """One line of a report."""
        self.ensure_one()
        donde = [self.hoja, self.env._("row %s", self.fila) if self.fila else ""]
        donde += [self.columna, f"«{self.valor}»" if self.valor else ""]
        que = self.motivo or f"→ «{self.valor_nuevo or ''}»"
        return " · ".join(parte for parte in (*donde, que) if parte)


class SigobitoImportacionAvance(models.Model):
    """How far a background import is. Only written by :meth:`_anotar_avance`, with
    its own cursor; without a foreign key, which would make it wait for the import."""

    _name = "sigobito.importacion.avance"
    _description = "Progress of a data import"
    _log_access = False
    _order = "id"

    importacion = fields.Integer(string="Import", required=True)
    company_id = fields.Many2one("res.company", required=True, index=True)
    hechas = fields.Integer(string="Rows done")
    total = fields.Integer(string="Rows to do")
    texto = fields.Char(string="Sheet")
    intentos = fields.Integer(string="Attempts")

    _importacion_uniq = models.Constraint("UNIQUE (importacion)", "One per import.")

    @property
    def porcentaje(self):
        return min(99, int(100 * self.hechas / (self.total or 1)))


def _detalle(error):
    """What a refused write says, in one line and without the technical tail."""
    if isinstance(error, psycopg2.Error) and not isinstance(error, UserError):
        texto = (error.diag.message_detail or error.diag.message_primary or "").strip()
    else:
        texto = str(error.args[0] if error.args else error)
    texto = " ".join(unicodedata.normalize("NFC", texto).split())
    return texto if texto.endswith((".", "!", "?")) else f"{texto}."
