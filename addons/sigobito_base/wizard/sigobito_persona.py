"""What a municipality keeps about one person: to show it, hand it over, delete it."""

from base64 import b64encode

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.paquete import Libro

#: A shorter text would find half the town.
MINIMO = 3
MAXIMO = 200


class SigobitoPersona(models.TransientModel):
    """Look a person up in the own municipality (R58)."""

    _name = "sigobito.persona"
    _description = "Personal data of somebody"

    texto = fields.Char(
        string="Name, e-mail, phone or document",
        help="At least three letters or digits; part of it is enough",
    )
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, readonly=True
    )
    buscado = fields.Boolean(string="Looked", readonly=True)
    line_ids = fields.One2many("sigobito.persona.linea", "persona_id", string="Found")
    motivo = fields.Char(
        string="Reason", help="e.g. asked for by letter on 3 March; without names"
    )
    archivo = fields.Binary(string="Copy of the data", readonly=True)
    archivo_nombre = fields.Char(string="Name of the copy", readonly=True)

    def _check(self):
        self.ensure_one()
        self.check_access("read")
        self.env["sigobito.purga"]._check_encargado(self.company_id)

    def _reabrir(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_persona_action"
        )
        return {**action, "res_id": self.id}

    def action_buscar(self):
        self._check()
        texto = (self.texto or "").strip()
        if len(texto) < MINIMO:
            raise UserError(self.env._("Write at least three letters or digits."))
        lineas = []
        for records in self._buscar(texto):
            lineas += [self._prepare_linea(record) for record in records]
            if records:
                self.env["sigobito.purga"]._anotar(records, "consulta")
        self.write(
            {
                "buscado": True,
                "line_ids": [Command.clear(), *map(Command.create, lineas)],
            }
        )
        return self._reabrir()

    @api.model
    def _buscar(self, texto):
        """Records about that person, model by model, of this municipality only."""
        mixin = self.env["sigobito.privacidad.mixin"]
        for modelo in mixin._get_privacidad_modelos():
            dominio = Domain.OR(
                Domain(campo, "ilike", texto)
                for campo in modelo._get_privacidad_busqueda()
            )
            dominio &= Domain("company_id", "=", self.company_id.id)
            dominio &= Domain("anonimizado_el", "=", False)
            # sudo: he finds them without being able to read them
            yield (
                modelo.sudo()
                .with_context(active_test=False)
                .search(dominio, limit=MAXIMO, order="id desc")
            )

    def _prepare_linea(self, record):
        referencia, nombre, dia = record._get_privacidad_linea()
        impedimento = record._get_privacidad_impedimento()
        return {
            "res_model": record._name,
            "res_id": record.id,
            "name": referencia,
            "persona": nombre,
            "fecha": dia,
            "impedimento": impedimento,
            "elegida": not impedimento,
        }

    def _get_elegidas(self):
        """Records of the marked lines that still are what was found."""
        self._check()
        elegidas = self.line_ids.filtered("elegida")
        if not elegidas:
            raise UserError(self.env._("Mark at least one line."))
        permitidos = self.env["sigobito.privacidad.mixin"]._get_privacidad_modelos()
        nombres = {modelo._name for modelo in permitidos}
        grupos = []
        for nombre, lineas in elegidas.grouped("res_model").items():
            if nombre not in nombres:
                continue
            # sudo: he found them without being able to read them
            records = self.env[nombre].sudo().browse(lineas.mapped("res_id")).exists()
            grupos.append(records.filtered(lambda r: r.company_id == self.company_id))
        return grupos

    def action_anonimizar(self):
        """Delete who it was, for good."""
        grupos = self._get_elegidas()
        if not (self.motivo or "").strip():
            raise UserError(
                self.env._("Write the reason: it stays in the log, without names.")
            )
        for records in grupos:
            for record in records:
                impedimento = record._get_privacidad_impedimento()
                if impedimento:
                    nombre = record._get_privacidad_linea()[0]
                    raise UserError(": ".join((nombre, impedimento)))
        for records in grupos:
            self.env["sigobito.purga"]._anotar(records, "pedido", self.motivo)
            records._anonimizar()
        self.unlink()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The personal data were deleted."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_exportar(self):
        """A copy for the person: a workbook with what is kept about him or her."""
        grupos = self._get_elegidas()
        libro = Libro()
        for records in grupos:
            campos = records._get_privacidad_entrega()
            Transicion = self.env["sigobito.transicion"].sudo()
            Transicion = Transicion.new({"company_id": self.company_id.id})
            libro.hoja(
                records._description,
                [Transicion._get_titulo_campo(records, campo) for campo in campos],
                [
                    [Transicion._get_valor(record, campo) for campo in campos]
                    for record in records
                ],
            )
            self.env["sigobito.purga"]._anotar(records, "entrega", self.motivo)
        self.write(
            {
                "archivo": b64encode(libro.cerrar()),
                "archivo_nombre": "datos_personales.xlsx",
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/archivo"
            f"?download=true&filename={self.archivo_nombre}",
            "target": "self",
        }


class SigobitoPersonaLinea(models.TransientModel):
    """One record in which the person appears."""

    _name = "sigobito.persona.linea"
    _description = "Record about somebody"
    _order = "res_model, id"

    persona_id = fields.Many2one(
        "sigobito.persona", string="Look-up", required=True, ondelete="cascade"
    )
    res_model = fields.Char(string="Model", readonly=True)
    res_id = fields.Integer(string="Record", readonly=True)
    name = fields.Char(string="Reference", readonly=True)
    persona = fields.Char(string="Person", readonly=True)
    fecha = fields.Date(string="Date", readonly=True)
    impedimento = fields.Char(string="Why not yet", readonly=True)
    elegida = fields.Boolean(string="Chosen")
