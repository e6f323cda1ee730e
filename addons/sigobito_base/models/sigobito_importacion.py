import base64
import unicodedata
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.importador import Importador
from ..tools.lectura import leer
from ..tools.planilla import AVISO, ErrorArchivo, Falla, Limites
from ..tools.plantilla import hacer_plantilla


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
    nuevas = fields.Integer(string="Added", readonly=True, copy=False)
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
            context={"create": False, "search_default_group_hoja": 1},
        )

    # ------------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------------
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
                revision, [Falla("rechazado", datos={"detalle": detalle_de(error)})]
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


def detalle_de(error):
    """What a refused write says, in one line and without the technical tail."""
    if isinstance(error, psycopg2.Error) and not isinstance(error, UserError):
        texto = (error.diag.message_detail or error.diag.message_primary or "").strip()
    else:
        texto = str(error.args[0] if error.args else error)
    texto = " ".join(unicodedata.normalize("NFC", texto).split())
    return texto if texto.endswith((".", "!", "?")) else f"{texto}."
