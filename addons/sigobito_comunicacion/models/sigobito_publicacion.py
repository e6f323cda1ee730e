import logging
import random
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..adapters import Clase, Lectura, Resultado, get_adaptador
from ..adapters.base import PAUSAN_CANAL

_logger = logging.getLogger(__name__)

#: Rows of one run of the cron; the rest goes to the next run, at once.
LOTE = 100
#: After so many failures a person looks at it.
MAXIMO_INTENTOS = 8
#: Read-backs of an uncertain row before a person looks at it.
MAXIMO_LECTURAS = 5
#: A row in "sending" for longer belongs to a worker that died.
MINUTOS_ENVIANDO = 5
#: What should have gone out longer ago is not sent any more without asking.
HORAS_VIGENCIA = 72


class SigobitoPublicacion(models.Model):
    """Outbox: one row per piece and channel, published exactly once.

    A row is committed as "sending" *before* the call that makes it public, and holds its
    lock during the call. A row found in "sending" without a lock was interrupted: it
    becomes "uncertain" and is read back from the channel, never sent again blindly.
    Rows are written by the system only; people act through the piece.
    """

    _name = "sigobito.publicacion"
    _description = "Publication"
    _order = "fecha_programada desc, id desc"
    _rec_name = "titulo"
    _check_company_auto = True

    pieza_id = fields.Many2one(
        "sigobito.pieza",
        string="Piece",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    titulo = fields.Char(related="pieza_id.titulo", string="Title")
    canal_id = fields.Many2one(
        "sigobito.canal",
        string="Channel",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="pieza_id.company_id",
        store=True,
        index=True,
        precompute=True,
        string="Municipality",
    )
    state = fields.Selection(
        [
            ("pendiente", "Waiting"),
            ("enviando", "Sending"),
            ("incierto", "Uncertain"),
            ("publicado", "Published"),
            ("fallido", "Failed"),
            ("retirado", "Retired"),
        ],
        required=True,
        default="pendiente",
        index=True,
    )
    fecha_programada = fields.Datetime(
        string="Due", required=True, default=lambda self: fields.Datetime.now()
    )
    proximo_intento = fields.Datetime(string="Next attempt", index=True)
    intentos = fields.Integer(string="Attempts")
    lecturas = fields.Integer(string="Read-backs")
    enviada_el = fields.Datetime(string="Sent on")
    fecha_publicacion = fields.Datetime(string="Published on")
    remote_id = fields.Char(string="Identifier in the channel", index="btree_not_null")
    url = fields.Char(string="Address")
    error = fields.Text(string="What happened")
    requiere_persona = fields.Boolean(string="Needs a person", index=True)
    huella = fields.Char(string="Fingerprint of the approved content")
    checkpoint = fields.Json(string="Prepared material")
    intento_ids = fields.One2many(
        "sigobito.publicacion.intento", "publicacion_id", string="Log"
    )

    _pieza_canal_uniq = models.UniqueIndex(
        "(pieza_id, canal_id)", "This piece is already in the outbox of the channel."
    )

    # ------------------------------------------------------------------ queue
    @api.model
    def _encolar(self, pieza, momento):
        """Put an approved piece in the outbox, or move the row it already has."""
        fila = self.search(
            [("pieza_id", "=", pieza.id), ("canal_id", "=", pieza.canal_id.id)], limit=1
        )
        vals = {
            "fecha_programada": momento,
            "proximo_intento": momento,
            "huella": pieza._get_huella(),
        }
        if not fila:
            fila = self.create(
                dict(vals, pieza_id=pieza.id, canal_id=pieza.canal_id.id)
            )
        elif fila.state in ("pendiente", "fallido", "retirado"):
            fila.write(
                dict(
                    vals,
                    state="pendiente",
                    intentos=0,
                    lecturas=0,
                    error=False,
                    requiere_persona=False,
                )
            )
        self._trigger_cron(momento)
        return fila

    def _esta_en_cola(self):
        return self.state in ("pendiente", "fallido")

    def _sacar_de_cola(self):
        """The piece changed its mind: rows that never left disappear quietly."""
        for fila in self:
            if fila.fecha_publicacion:
                fila.write({"state": "retirado", "proximo_intento": False})
            elif fila._esta_en_cola():
                fila.unlink()

    @api.model
    def _trigger_cron(self, momento=None):
        cron = self.env.ref(
            "sigobito_comunicacion.ir_cron_publicar", raise_if_not_found=False
        )
        if cron:
            # sudo: waking the outbox up is not a right over scheduled actions
            cron.sudo()._trigger(at=momento)

    @api.model
    def _get_vencidas_domain(self, ahora):
        """Rows that somebody has to look at now."""
        muertas = ahora - timedelta(minutes=MINUTOS_ENVIANDO)
        return [
            "|",
            "&",
            "&",
            ("state", "in", ("pendiente", "incierto")),
            ("requiere_persona", "=", False),
            ("proximo_intento", "<=", ahora),
            "&",
            ("state", "=", "enviando"),
            ("enviada_el", "<", muertas),
        ]

    # ------------------------------------------------------------------ engine
    @api.model
    def _cron_publicar(self, limite=LOTE):
        """Publish what is due, row by row; each ends in its own commit."""
        Cron = self.env["ir.cron"]
        domain = self._get_vencidas_domain(fields.Datetime.now())
        ids = self.search(domain, order="proximo_intento, id", limit=limite).ids
        remaining = len(ids)
        if remaining == limite:
            remaining = self.search_count(domain)
        Cron._commit_progress(remaining=remaining)
        for fila_id in ids:
            try:
                self.browse(fila_id)._procesar(confirmar=True)
            except Exception:
                # One bad row must not stop the others. Nothing of it is kept; if it was
                # already "sending", the next run finds it so and reads it back.
                _logger.exception("Publication %s could not be processed", fila_id)
                self.env.cr.rollback()
                self.env.invalidate_all()
                self.browse(fila_id)._tras_error()
            if not Cron._commit_progress(1):
                break

    def _publicar_ahora(self):
        """From a button: the same road as the cron, in this request, for own channels.

        A channel outside waits for the cron, which is woken up: nothing outside is
        called from a web request.
        """
        self.ensure_one()
        adaptador = get_adaptador(self.canal_id)
        if adaptador and adaptador.local:
            self._procesar(confirmar=False)
        else:
            self._trigger_cron()

    def _procesar(self, confirmar):
        """One row, from wherever it stands.

        :param bool confirmar: commit "sending" before the call (cron). In a request the
            whole road is one transaction.
        """
        fila = self.try_lock_for_update(allow_referencing=True)
        if not fila:
            return  # another worker has it
        fila.invalidate_recordset()
        fila = fila._con_idioma()
        ahora = fields.Datetime.now()
        if not fila.filtered_domain(fila._get_vencidas_domain(ahora)):
            return
        if fila.state == "enviando":
            fila._marcar_incierta(
                self.env._("The sending was interrupted before its end.")
            )
        if fila.state == "incierto":
            fila._leer()
            return
        if not fila._puede_salir(ahora):
            return
        fila._marcar_enviando(ahora)
        if confirmar:
            self.env["ir.cron"]._commit_progress()
            fila = fila.try_lock_for_update(allow_referencing=True)
            if not fila:
                return
        fila._aplicar(fila._enviar())

    def _tras_error(self):
        """A row broke its own run: later, and at last to a person."""
        fila = self.try_lock_for_update(allow_referencing=True)
        if fila.state == "pendiente":
            fila.intentos += 1
            fila._reintentar(self.env._("It could not be prepared. It is tried again."))

    def _con_idioma(self):
        """In the language of the municipality: the cron has none."""
        self.ensure_one()
        lang = (
            self.pieza_id.accion_id.responsable_id.lang
            or self.company_id.partner_id.lang
            or self.env.lang
        )
        return self.with_context(lang=lang)

    def _puede_salir(self, ahora):
        """Last look before sending: sign-off, content, embargo, channel."""
        self.ensure_one()
        pieza, canal = self.pieza_id, self.canal_id
        if pieza.state != "aprobada" or pieza.canal_id != canal:
            self._sacar_de_cola()
            return False
        if self.huella != pieza._get_huella():
            self._fallar(
                self.env._("The content is not the one that was approved."), "control"
            )
            return False
        if pieza.accion_id.embargo and pieza.accion_id.embargo > ahora:
            self._posponer(pieza.accion_id.embargo)
            return False
        if canal.pausado or not canal.active:
            self._posponer(ahora + timedelta(hours=1))
            return False
        if canal.espera_hasta and canal.espera_hasta > ahora:
            self._posponer(canal.espera_hasta)
            return False
        if self.fecha_programada < ahora - timedelta(hours=HORAS_VIGENCIA):
            self._fallar(
                self.env._(
                    "It should have gone out more than %s hours ago. Is it still worth"
                    " publishing?",
                    HORAS_VIGENCIA,
                ),
                "control",
            )
            return False
        return True

    def _posponer(self, momento):
        self.proximo_intento = momento
        self._trigger_cron(momento)

    def _marcar_enviando(self, ahora):
        self.write(
            {
                "state": "enviando",
                "enviada_el": ahora,
                "intentos": self.intentos + 1,
                "error": False,
            }
        )

    def _marcar_incierta(self, mensaje):
        self.write(
            {
                "state": "incierto",
                "error": mensaje,
                "proximo_intento": fields.Datetime.now(),
            }
        )
        self._anotar("incierto", mensaje)

    def _enviar(self):
        """The call itself: whatever happens, one result."""
        self.ensure_one()
        adaptador = get_adaptador(self.canal_id)
        if not adaptador:
            return Resultado(
                Clase.PERMANENT, mensaje=self.env._("Nobody publishes in this channel.")
            )
        try:
            # An own channel writes in this database: its savepoint undoes it whole.
            with self.env.cr.savepoint(flush=adaptador.local):
                if not self.checkpoint:
                    self.checkpoint = adaptador.preparar(self)
                return adaptador.publicar(self, self.checkpoint or {})
        except (UserError, ValidationError) as error:
            clase = Clase.PERMANENT if adaptador.local else Clase.UNKNOWN
            return Resultado(clase, mensaje=str(error.args[0]))
        except Exception as error:
            if getattr(error, "pgcode", None):
                raise  # the transaction is lost: let the caller start again
            _logger.warning("Publication %s failed", self.id, exc_info=True)
            clase = Clase.SAFE_RETRY if adaptador.local else Clase.UNKNOWN
            return Resultado(
                clase,
                mensaje=self.env._(
                    "The channel did not answer as expected (%s).", type(error).__name__
                ),
            )

    def _aplicar(self, resultado):
        """Each class of answer has exactly one reaction."""
        self.ensure_one()
        clase, mensaje = resultado.clase, resultado.mensaje
        self._anotar(clase.value, mensaje)
        if clase is Clase.OK:
            self._marcar_publicado(resultado.remote_id, resultado.url)
        elif clase is Clase.RETRY_LATER:
            self._reintentar(mensaje, resultado.espera or 300, canal=True)
        elif clase is Clase.SAFE_RETRY:
            self._reintentar(mensaje)
        elif clase in (Clase.UNKNOWN, Clase.DUPLICATE):
            self.write(
                {
                    "state": "incierto",
                    "error": mensaje,
                    "proximo_intento": fields.Datetime.now() + timedelta(minutes=2),
                }
            )
            self._trigger_cron(self.proximo_intento)
        elif clase in PAUSAN_CANAL:
            self.canal_id.write({"pausado": True, "motivo_pausa": mensaje})
            self.write({"state": "pendiente", "error": mensaje})
            self._avisar(mensaje)
        else:
            self._fallar(mensaje)

    def _leer(self):
        """Read an uncertain row back from the channel, and decide."""
        self.ensure_one()
        adaptador = get_adaptador(self.canal_id)
        busqueda = adaptador and adaptador.buscar(self)
        if busqueda and busqueda.lectura is Lectura.ENCONTRADO:
            self._anotar("encontrado", busqueda.url)
            self._marcar_publicado(busqueda.remote_id, busqueda.url)
        elif busqueda and busqueda.lectura is Lectura.NO_ENCONTRADO:
            self._anotar("no_encontrado", self.env._("It is not there: it goes again."))
            self._reintentar(
                self.env._("It had not gone out; it is sent again."), segundos=0
            )
        else:
            lecturas = self.lecturas + 1
            vals = {
                "lecturas": lecturas,
                "proximo_intento": fields.Datetime.now()
                + timedelta(minutes=2**lecturas),
            }
            if lecturas >= MAXIMO_LECTURAS:
                mensaje = self.env._(
                    "Nobody can tell whether it went out. Look at the channel and say"
                    " what you see."
                )
                vals.update(requiere_persona=True, error=mensaje)
                self._avisar(mensaje)
            self.write(vals)
            self._anotar("no_se_puede_saber", "")

    # ------------------------------------------------------------------ outcomes
    def _marcar_publicado(self, remote_id, url):
        self.ensure_one()
        ahora = fields.Datetime.now()
        self.write(
            {
                "state": "publicado",
                "remote_id": remote_id,
                "url": url,
                "fecha_publicacion": ahora,
                "error": False,
                "requiere_persona": False,
                "proximo_intento": False,
            }
        )
        self.pieza_id.write(
            {"state": "publicada", "url": url, "fecha_publicacion": ahora}
        )

    def _reintentar(self, mensaje, segundos=None, canal=False):
        """Back to the queue, later and later, with some chance in it."""
        self.ensure_one()
        if self.intentos >= MAXIMO_INTENTOS:
            return self._fallar(mensaje)
        if segundos is None:
            segundos = 60 * 2 ** min(self.intentos, 8)
        if segundos:
            # Spreads the load; nothing secret hangs on it.
            segundos += random.randint(0, max(1, segundos // 5))
        momento = fields.Datetime.now() + timedelta(seconds=segundos)
        self.write({"state": "pendiente", "error": mensaje, "proximo_intento": momento})
        if canal:
            self.canal_id.espera_hasta = momento
        self._trigger_cron(momento)

    def _fallar(self, mensaje, anotar=None):
        self.write(
            {
                "state": "fallido",
                "error": mensaje,
                "requiere_persona": True,
                "proximo_intento": False,
            }
        )
        if anotar:
            self._anotar(anotar, mensaje)
        self._avisar(mensaje)

    def _anotar(self, resultado, mensaje):
        self.env["sigobito.publicacion.intento"].create(
            {
                "publicacion_id": self.id,
                "resultado": resultado,
                "mensaje": mensaje or False,
            }
        )

    def _avisar(self, mensaje):
        """Tell the person in charge, once, on his list of things to do."""
        for fila in self:
            pieza = fila.pieza_id
            responsable = (
                pieza.accion_id.responsable_id
                or pieza.enviada_por_id
                or pieza.create_uid
            )
            tipo = "mail.mail_activity_data_warning"
            if not pieza.activity_search([tipo]):
                pieza.activity_schedule(
                    tipo,
                    summary=self.env._("It was not published"),
                    note=mensaje,
                    user_id=responsable.id,
                )

    def _retirar(self):
        for fila in self:
            adaptador = get_adaptador(fila.canal_id)
            hecho = bool(adaptador) and adaptador.retirar(fila)
            fila.write({"state": "retirado", "proximo_intento": False})
            fila._anotar(
                "retirado",
                ""
                if hecho
                else self.env._("Take it down by hand in %s.", fila.canal_id.name),
            )

    def _registrar_manual(self, pieza, url):
        """A person published it in an assisted channel and gives its link."""
        fila = self._encolar(pieza, fields.Datetime.now())
        fila._anotar("asistido", url)
        fila.intentos += 1
        fila._marcar_publicado(False, url)
        return fila

    def _get_aviso(self):
        """State of the sending in words, for the piece."""
        self.ensure_one()
        if self.state == "pendiente":
            if self.canal_id.pausado:
                return self.env._("Waiting: the channel is paused.")
            local = self.company_id._a_local(
                self.proximo_intento or self.fecha_programada
            )
            return self.env._("In the outbox for %s.", local.strftime("%d/%m/%Y %H:%M"))
        if self.state == "enviando":
            return self.env._("Being sent.")
        if self.state == "incierto":
            return self.env._("Checking whether it went out.")
        if self.state == "fallido":
            return self.env._("It was not published: %s", self.error or "")
        return False

    # ------------------------------------------------------------------ actions
    def action_reintentar(self):
        """A person looked at it: send it again."""
        self.ensure_one()
        self.pieza_id.check_access("write")
        if self.state not in ("fallido", "pendiente"):
            raise UserError(self.env._("Only what failed or waits can be sent again."))
        self.pieza_id._check_publicable()
        # sudo: outbox rows are written by the system only
        fila = self.sudo()._encolar(self.sudo().pieza_id, fields.Datetime.now())
        fila._publicar_ahora()

    def action_confirmar_publicada(self):
        """A person saw an uncertain row published."""
        self._check_incierta()
        # sudo: outbox rows are written by the system only
        fila = self.sudo()
        fila._anotar("confirmado", self.env.user.name)
        fila._marcar_publicado(fila.remote_id, fila.url)

    def action_confirmar_no_publicada(self):
        """A person saw that an uncertain row did not go out: send it again."""
        self._check_incierta()
        # sudo: outbox rows are written by the system only
        fila = self.sudo()
        fila._anotar("confirmado", self.env.user.name)
        fila.requiere_persona = False
        fila._reintentar(
            self.env._("It had not gone out; it is sent again."), segundos=0
        )

    def _check_incierta(self):
        self.ensure_one()
        self.pieza_id.check_access("write")
        if self.state != "incierto":
            raise UserError(self.env._("This publication is not uncertain."))

    def action_open_url(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.url, "target": "new"}
