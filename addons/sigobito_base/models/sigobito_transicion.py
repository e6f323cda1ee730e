"""Hand-over pack: who asks for it, who takes it away and until when (R58).

What goes into it is in ``sigobito_transicion_paquete``.
"""

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import clean_context

_logger = logging.getLogger(__name__)

#: Days a pack is kept before its file is deleted.
DIAS_VIGENCIA = 30
MAX_INTENTOS = 3
#: What whoever asks for a pack may say; the rest is the system's.
CAMPOS_PEDIDO = ("company_id", "nota")


class SigobitoTransicion(models.Model):
    """Everything open and everything decided, for the government that comes next.

    It reaches further than its reader: it is made in sudo, of the whole municipality.
    So its file has one door only (:meth:`_get_descarga`), for the administrator and
    the head of government of that municipality, and every time it is taken is noted.
    """

    _name = "sigobito.transicion"
    _description = "Hand-over pack"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(readonly=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one("res.users", string="Asked by", readonly=True)
    state = fields.Selection(
        [
            ("pending", "Being prepared"),
            ("done", "Ready"),
            ("error", "Not made"),
            ("expired", "Expired"),
        ],
        default="pending",
        required=True,
        readonly=True,
        index=True,
        copy=False,
    )
    nota = fields.Text(
        string="Note for those who come",
        help="It opens the act: what is urgent, what is promised, whom to call",
    )
    progreso = fields.Integer(string="Progress", readonly=True)
    progreso_texto = fields.Char(string="Step", readonly=True)
    intentos = fields.Integer(string="Attempts", readonly=True)
    motivo = fields.Text(string="Reason", readonly=True)
    fecha_lista = fields.Datetime(string="Ready on", readonly=True)
    vence = fields.Date(
        string="Kept until", readonly=True, help="Its file is deleted that day"
    )
    # Read by nobody: not by RPC, not by /web/content, not by the attachments.
    archivo = fields.Binary(
        string="File", attachment=True, copy=False, groups=fields.NO_ACCESS
    )
    tamano = fields.Integer(string="Size (KB)", readonly=True)
    huella = fields.Char(
        string="Fingerprint (SHA-256)",
        readonly=True,
        help="Whoever receives the file can check that it is this one",
    )
    linea_ids = fields.One2many(
        "sigobito.transicion.linea", "transicion_id", string="Content", readonly=True
    )
    descarga_ids = fields.One2many(
        "sigobito.transicion.descarga",
        "transicion_id",
        string="Downloads",
        readonly=True,
    )

    _una_pendiente = models.UniqueIndex(
        "(company_id) WHERE state = 'pending'",
        "A pack of this municipality is already being prepared.",
    )

    # ------------------------------------------------------------
    # ASKING FOR IT
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Only the note is the user's; the work starts by itself."""
        if not self.env.su:
            vals_list = [
                {
                    **{k: v for k, v in vals.items() if k in CAMPOS_PEDIDO},
                    "user_id": self.env.uid,
                    "state": "pending",
                }
                for vals in vals_list
            ]
        Company = self.env["res.company"]
        preparadas = []
        for vals in vals_list:
            company = Company.browse(vals.get("company_id") or self.env.company.id)
            hoy = company.sudo()._hoy()
            preparadas.append(
                {"name": self.env._("Hand-over pack %s", f"{hoy:%d/%m/%Y}"), **vals}
            )
        # What another addon or the context would fill in is the system's, too.
        limpia = self.with_env(self.env(context=clean_context(self.env.context)))
        actas = super(SigobitoTransicion, limpia).create(preparadas)
        actas._check_puede()
        # sudo: only to wake the job up
        self.env.ref("sigobito_base.ir_cron_transicion").sudo()._trigger()
        return actas.with_env(self.env)

    # It never copies: what was handed over is asked for again, so super has no part in it.
    # pylint: disable-next=method-required-super
    def copy(self, default=None):
        self.check_access("read")
        raise UserError(self.env._("Ask for a new pack instead: it says what is new."))

    @api.model
    def _es_autorizado(self, company):
        """Administrator or head of government, of that very municipality."""
        user = self.env.user
        return company in user.company_ids and (
            user.has_group("sigobito_base.group_admin_municipal")
            or user.has_group("sigobito_base.group_titular")
        )

    def _check_puede(self):
        if self.env.su:
            return
        self.check_access("read")
        for acta in self:
            if not self._es_autorizado(acta.company_id):
                raise AccessError(
                    self.env._(
                        "The hand-over pack is for the head of government and the "
                        "administrator of %(company)s.",
                        company=acta.company_id.name,
                    )
                )

    def action_pedir(self):
        """Saving it is asking for it; the button only says so."""
        self._check_puede()
        return False

    def action_reintentar(self):
        self.ensure_one()
        self._check_puede()
        if self.state != "error":
            raise UserError(self.env._("“%s” does not wait for that.", self.name))
        # sudo: nobody writes in a pack by hand
        self.sudo().write({"state": "pending", "intentos": 0, "motivo": False})
        self.env.ref("sigobito_base.ir_cron_transicion").sudo()._trigger()

    def action_borrar(self):
        """Delete the file before its day; what was done stays on record."""
        self.ensure_one()
        self._check_puede()
        # sudo: nobody writes in a pack by hand
        self.sudo()._vencer()

    def action_descargar(self):
        self.ensure_one()
        self._check_puede()
        return {
            "type": "ir.actions.act_url",
            "url": f"/sigobito/transicion/{self.id}/descargar",
            "target": "self",
        }

    # ------------------------------------------------------------
    # TAKING IT AWAY
    # ------------------------------------------------------------

    def _get_descarga(self):
        """The file, for the only route that gives it; who took it is noted."""
        self.ensure_one()
        self._check_puede()
        # sudo: the file is read by nobody; the check is above
        acta = self.sudo()
        if acta.state != "done" or acta.vence < acta.company_id._hoy():
            raise UserError(self.env._("“%s” is not available any more.", acta.name))
        attachment = self.env["ir.attachment"].sudo()
        attachment = attachment.search(
            [
                ("res_model", "=", self._name),
                ("res_field", "=", "archivo"),
                ("res_id", "=", self.id),
            ],
            limit=1,
        )
        if not attachment:
            raise UserError(self.env._("“%s” is not available any more.", acta.name))
        self.env["sigobito.transicion.descarga"].sudo().create(
            {"transicion_id": self.id, "user_id": self.env.uid}
        )
        return attachment

    def _get_nombre_archivo(self):
        self.ensure_one()
        slug = self.company_id.slug or "municipio"
        return f"acta-de-transicion_{slug}_{self.fecha_lista:%Y-%m-%d}.zip"

    # ------------------------------------------------------------
    # IN THE BACKGROUND
    # ------------------------------------------------------------

    @api.model
    def _cron_preparar(self):
        """Prepare what waits, one pack at a time."""
        while True:
            pendientes = self.search([("state", "=", "pending")], order="intentos, id")
            acta = pendientes[:1].try_lock_for_update()
            if not acta:
                return
            acta._preparar()
            restantes = len(pendientes) - 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=restantes):
                return

    def _preparar(self):
        """Make the pack; what goes wrong is told, and stops nobody else's."""
        self.ensure_one()
        self.intentos += 1
        if self.intentos > MAX_INTENTOS:
            self._rechazar(self.env._("It was interrupted several times."))
            return
        self.env["ir.cron"]._commit_progress()
        propia = self.with_company(self.company_id).with_context(
            allowed_company_ids=self.company_id.ids,
            lang=self.user_id.lang,
            tz=self.company_id._tz(),
            active_test=False,
        )
        try:
            propia._armar()
        except Exception as error:
            _logger.exception("The hand-over pack %s failed", self.id)
            self.env.invalidate_all()
            propia._rechazar(str(error))
            return
        propia.write(
            {
                "state": "done",
                "progreso": 100,
                "progreso_texto": False,
                "fecha_lista": fields.Datetime.now(),
                "vence": self.company_id._hoy() + timedelta(days=DIAS_VIGENCIA),
            }
        )
        propia._avisar(
            self.env._("Hand-over pack ready"),
            self.env._("“%s” can be downloaded.", self.name),
            "success",
        )

    def _rechazar(self, motivo):
        self.write({"state": "error", "motivo": motivo, "progreso_texto": False})
        self._avisar(
            self.env._("The hand-over pack was not made"),
            self.env._("Open “%s” to see why.", self.name),
            "warning",
        )

    def _avisar(self, titulo, texto, tipo):
        """Tell who asked for it, on his screen; the home keeps it in sight."""
        self.user_id.partner_id._bus_send(
            "simple_notification",
            {"title": titulo, "message": texto, "type": tipo, "sticky": True},
        )

    def _vencer(self):
        self.write({"archivo": False, "state": "expired", "tamano": 0})

    @api.autovacuum
    def _gc_archivos(self):
        """Files whose day has come are deleted; the record of them stays."""
        # One day of slack: it must be past everywhere.
        limite = fields.Date.today() - timedelta(days=1)
        vencidas = self.sudo().search(
            [("state", "=", "done"), ("vence", "<", limite)], limit=100
        )
        vencidas._vencer()
        return len(vencidas), len(vencidas) == 100


class SigobitoTransicionLinea(models.Model):
    """What a pack contains, counted."""

    _name = "sigobito.transicion.linea"
    _description = "Content of a hand-over pack"
    _order = "sequence, id"

    transicion_id = fields.Many2one(
        "sigobito.transicion",
        string="Pack",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="transicion_id.company_id", store=True, index=True, precompute=True
    )
    sequence = fields.Integer()
    name = fields.Char(required=True)
    clase = fields.Selection(
        [
            ("pendiente", "Still open"),
            ("historia", "History"),
            ("registro", "Register"),
        ],
        string="Kind",
        required=True,
    )
    cantidad = fields.Integer(string="Records")


class SigobitoTransicionDescarga(models.Model):
    """Who took a pack away, and when."""

    _name = "sigobito.transicion.descarga"
    _description = "Download of a hand-over pack"
    _order = "id desc"
    _rec_name = "user_id"

    transicion_id = fields.Many2one(
        "sigobito.transicion",
        string="Pack",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="transicion_id.company_id", store=True, index=True, precompute=True
    )
    user_id = fields.Many2one("res.users", string="Taken by", required=True)
    fecha = fields.Datetime(string="Date", default=fields.Datetime.now, required=True)
