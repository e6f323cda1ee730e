from babel.dates import format_date

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools.misc import babel_locale_parse

#: What citizens read of a state, and the states behind it.
PUBLICO = {
    "en_curso": ("pendiente", "aceptado", "en_curso"),
    "cumplido": ("cumplido", "verificado"),
    "no_cumplido": ("no_cumplido",),
}
#: Commitments of a page.
POR_PAGINA = 20


class ResCompany(models.Model):
    """Whether citizens see what was promised (R26)."""

    _inherit = "res.company"

    compromiso_publico = fields.Boolean(
        string="Publish the commitments",
        default=True,
        help="Those marked as public, at /compromisos/<web name>",
    )


class SigobitoCompromiso(models.Model):
    """The public list of commitments, by place (R26).

    A citizen reads what was promised, where, by when and what became of it. Never a
    person's name, the request behind it, a note, a file or a message.
    """

    _inherit = "sigobito.compromiso"

    _publicos_idx = models.Index("(company_id, date_deadline) WHERE publico")

    @api.constrains("publico", "event_id")
    def _check_publico(self):
        for compromiso in self.filtered("publico"):
            # sudo: only to learn that it is reserved
            if compromiso.sudo().event_id.visibilidad == "reservada":
                raise ValidationError(
                    self.env._(
                        "“%s” was made in a reserved activity: it cannot be public.",
                        compromiso.name,
                    )
                )

    @api.model
    def _get_publicos_domain(self, company):
        """Hook: what anybody may read. Also what became reserved later stays out."""
        return (
            Domain("company_id", "=", company.id)
            & Domain("publico", "=", True)
            & Domain("active", "=", True)
            & Domain("anonimizado_el", "=", False)
            # Looked up among those of the municipality, not of the whole region.
            & Domain("event_id", "not any", self._get_reservadas_domain(company))
        )

    @api.model
    def _get_reservadas_domain(self, company):
        return Domain("company_id", "=", company.id) & (
            Domain("visibilidad", "=", "reservada") | Domain("privacy", "=", "private")
        )

    @api.model
    def _get_publico(self, company, lugar_id=None, estado=None, pagina=1):
        """A page of the public list, in plain values.

        A fixed number of queries, whatever is on it. The caller is an anonymous
        visitor.
        """
        # sudo: published by the municipality; only the fields of _prepare_publico
        Compromiso = self.sudo()
        todos = self._get_publicos_domain(company)
        lugares = self._get_publico_lugares(todos)
        domain = todos
        lugar = next((item for item in lugares if item["id"] == lugar_id), None)
        if lugar:
            domain &= Domain("lugar_ids", "child_of", lugar["id"])
        cuentas = dict.fromkeys(PUBLICO, 0)
        for state, n in Compromiso._read_group(domain, ["state"], ["__count"]):
            cuentas[self._get_estado_publico(state)] += n
        if estado in PUBLICO:
            domain &= Domain("state", "in", PUBLICO[estado])
        else:
            estado = None
        total = cuentas[estado] if estado else sum(cuentas.values())
        paginas = max(-(-total // POR_PAGINA), 1)
        pagina = min(max(pagina, 1), paginas)
        records = Compromiso.search(
            domain,
            order="date_deadline desc, id desc",
            limit=POR_PAGINA,
            offset=(pagina - 1) * POR_PAGINA,
        )
        return {
            "items": records._prepare_publico(company),
            "cuentas": cuentas,
            "lugares": lugares,
            "lugar": lugar,
            "estado": estado,
            "total": total,
            "pagina": pagina,
            "paginas": paginas,
        }

    @api.model
    def _get_publico_lugares(self, domain):
        """Places in which something public was promised."""
        # sudo: names of places that are on the public page anyway
        Compromiso = self.sudo()
        return sorted(
            (
                {"id": lugar.id, "nombre": lugar.name, "cantidad": n}
                for lugar, n in Compromiso._read_group(
                    domain & Domain("lugar_ids", "!=", False),
                    ["lugar_ids"],
                    ["__count"],
                )
                if lugar
            ),
            key=lambda item: item["nombre"],
        )

    @api.model
    def _get_estado_publico(self, state):
        return next(clave for clave, states in PUBLICO.items() if state in states)

    def _prepare_publico(self, company):
        """The only values that leave; texts are escaped by the page."""
        hoy = company._hoy()
        items = []
        for compromiso in self:
            estado = self._get_estado_publico(compromiso.state)
            vence = compromiso.date_deadline
            # An organisation may be named; a person, never.
            actor = compromiso.actor_id
            items.append(
                {
                    "nombre": compromiso.name,
                    "lugares": ", ".join(compromiso.lugar_ids.mapped("name")),
                    "con": actor.name if actor and actor.tipo != "individuo" else "",
                    "area": compromiso.area_id.name or "",
                    "estado": estado,
                    "verificado": compromiso.state == "verificado",
                    "atrasado": bool(estado == "en_curso" and vence and vence < hoy),
                    "avance": compromiso.avance,
                    "vence": self._formatear_publico(vence, company),
                    "cumplido": self._formatear_publico(
                        compromiso.fecha_cumplido, company
                    ),
                    "deslizamiento": max(compromiso.deslizamiento, 0),
                }
            )
        return items

    @api.model
    def _formatear_publico(self, dia, company):
        """Day with its year, in the language of the municipality."""
        if not dia:
            return ""
        locale = babel_locale_parse(company._get_lang_publico())
        formato = "d 'de' MMMM 'de' y" if locale.language == "es" else "long"
        return format_date(dia, formato, locale=locale)
