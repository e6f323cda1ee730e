from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

#: Rows of one page of what has been.
PAGINA = 20
#: Rows of what is to come, unless all of them are asked for.
PROXIMOS = 5
MAXIMO = 100
#: Linked people, themes and places named at the top.
MAXIMO_VINCULOS = 24


def _acotar(limite):
    return max(1, min(int(limite), MAXIMO))


class SigobitoMiradaMixin(models.AbstractModel):
    """The 360° page: everything linked to a stakeholder, a theme or a place (R7, R10).

    A later addon declares what it knows by extending :meth:`_get_360_fuentes` of this
    mixin. Everything is read with the rights of whoever looks, so two people may see
    different pages of the same place. What belongs to a place or a theme below counts
    for the one above.
    """

    _name = "sigobito.mirada.mixin"
    _description = "Seen from all sides"

    # ------------------------------------------------------------
    # HOOKS
    # ------------------------------------------------------------

    @api.model
    def _get_360_fuentes(self):
        """Kinds of records the page shows. Hook for later addons.

        Each is a dict:

        - ``key, model, title, icon, sequence``;
        - ``fecha``: stored date or datetime field it is ordered by;
        - ``estado``: selection field shown as its state (optional);
        - ``detalle``: field shown under the title (optional);
        - ``domain``: which records count (optional);
        - ``ruta``: many2one to the classified record, when the record itself is not
          classified (optional);
        - ``contacto``: domain of those that were a contact with the people
          (optional). Only past dates count.
        """
        return []

    def _get_360_datos(self):
        """Names of the fields that say who or what this is."""
        return []

    def _get_360_vinculos(self):
        """Linked stakeholders, themes and places: pairs of title and records."""
        return []

    def _get_360_propuesta(self):
        """Window action that proposes an activity about this record. Hook.

        :return: an action, or ``False`` when the reader proposes none
        """
        return False

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_360(self):
        """Open the page of this record."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            f"sigobito_base.mirada_{self._name.rpartition('.')[2]}_action"
        )
        return {
            **action,
            "name": self.name,
            "context": {"active_id": self.id, "active_model": self._name},
        }

    def action_proponer_actividad(self):
        """Propose an activity about this record; it is saved by whoever proposes it."""
        self.ensure_one()
        self.check_access("read")
        return self._get_360_propuesta()

    # ------------------------------------------------------------
    # THE PAGE
    # ------------------------------------------------------------

    @api.readonly
    def get_360(self, fuente=None, desde=0, limite=PAGINA, proximos=PROXIMOS):
        """The page of one record, in one call.

        What is to come stands apart, the nearest first: milestones of the next years
        would otherwise bury what has happened.

        :param fuente: key of the only kind to list; all of them by default
        :param desde: rows already shown: from the second page on only ``items`` and
            ``hay_mas`` come
        :param limite: rows of what has been, the newest first
        :param proximos: rows of what is to come
        """
        self.ensure_one()
        self.check_access("read")
        fuentes = self._get_360_visibles()
        desde = max(0, int(desde))
        elegidas = [f for f in fuentes if fuente in (None, f["key"])]
        items, hay_mas = self._get_360_items(elegidas, desde, _acotar(limite))
        if desde:
            return {"items": items, "hay_mas": hay_mas}
        futuro, hay_mas_proximos = self._get_360_items(
            elegidas, 0, _acotar(proximos), futuro=True
        )
        return {
            **self._get_360_cabecera(fuentes),
            "items": items,
            "hay_mas": hay_mas,
            "proximos": futuro,
            "hay_mas_proximos": hay_mas_proximos,
        }

    def _get_360_visibles(self):
        """Kinds the reader may see, each with the domain of what hangs on this."""
        ids = self.ids
        if self._parent_store:
            ids = self.search([("id", "child_of", self.ids)]).ids
        fuentes = []
        for fuente in self._get_360_fuentes():
            model = self.env[fuente["model"]]
            if not model.has_access("read"):
                continue
            campos = self._get_360_campos(model, fuente.get("ruta"))
            if not campos:
                continue
            domain = Domain.OR(Domain(campo, "in", ids) for campo in campos)
            domain &= Domain(fuente.get("domain") or Domain.TRUE)
            if "company_id" in model._fields:
                # No link leaves the municipality: said, it lets the database look at
                # the records of one instead of all.
                domain &= Domain("company_id", "=", self.company_id.id)
            fuentes.append({**fuente, "dominio": domain})
        return sorted(fuentes, key=lambda f: f["sequence"])

    @api.model
    def _get_360_campos(self, model, ruta=None):
        """Fields of ``model`` the reader may use that lead to a record like this."""
        if ruta and not model._has_field_access(model._fields[ruta], "read"):
            return []
        clasificado = self.env[model._fields[ruta].comodel_name] if ruta else model
        return [
            f"{ruta}.{name}" if ruta else name
            for name, field in clasificado._fields.items()
            if field.type in ("many2one", "many2many")
            and field.comodel_name == self._name
            and field.store
            and clasificado._has_field_access(field, "read")
        ]

    def _get_360_cabecera(self, fuentes):
        """What stands above the list: who it is, how many of each, since when."""
        hoy = self.company_id._hoy()
        cuentas, contactos = [], []
        if "ultimo_contacto" in self._fields and self.ultimo_contacto:
            contactos.append(self.ultimo_contacto)
        for fuente in fuentes:
            model = self.env[fuente["model"]]
            cuentas.append(
                {
                    "key": fuente["key"],
                    "title": fuente["title"],
                    "icon": fuente["icon"],
                    "count": model.search_count(fuente["dominio"]),
                }
            )
            if fuente.get("contacto") is not None:
                contactos.append(self._get_360_contacto(fuente, hoy))
        ultimo = max(filter(None, contactos), default=False)
        return {
            "model": self._name,
            "id": self.id,
            "titulo": self.display_name,
            "nombre": self.name,
            "clase": self.env["ir.model"]._get(self._name).sudo().name,
            "hoy": fields.Date.to_string(hoy),
            "datos": self._get_360_ficha(),
            "vinculos": [
                {
                    "title": titulo,
                    "items": [
                        {"model": r._name, "id": r.id, "name": r.name}
                        for r in records[:MAXIMO_VINCULOS]
                    ],
                    "mas": max(0, len(records) - MAXIMO_VINCULOS),
                }
                for titulo, records in self._get_360_vinculos()
                if records
            ],
            "cuentas": cuentas,
            "total": sum(cuenta["count"] for cuenta in cuentas),
            "ultimo_contacto": fields.Date.to_string(ultimo) if ultimo else False,
            "dias": (hoy - ultimo).days if ultimo else False,
            "proximidad": self._get_360_proximidad(),
            "propuesta": bool(self._get_360_propuesta()),
        }

    def _get_360_contacto(self, fuente, hoy):
        """Day of the last contact among the records of one kind."""
        model, fecha = self.env[fuente["model"]], fuente["fecha"]
        es_momento = model._fields[fecha].type == "datetime"
        ahora = fields.Datetime.now() if es_momento else hoy
        domain = fuente["dominio"] & Domain(fuente["contacto"])
        domain &= Domain(fecha, "<=", ahora)
        [(ultimo,)] = model._read_group(domain, [], [f"{fecha}:max"])
        if ultimo and es_momento:
            return self.company_id._a_local(ultimo).date()
        return ultimo

    def _get_360_ficha(self):
        """Labels and values of the fields that say who this is."""
        names = self._get_360_datos()
        ficha = []
        for name, info in self.fields_get(names, ["string", "type"]).items():
            value = self[name]
            if info["type"] == "selection":
                value = dict(self._fields[name]._description_selection(self.env)).get(
                    value
                )
            elif info["type"] == "many2one":
                value = value.display_name
            elif info["type"] == "date":
                value = value and format_date(self.env, value)
            elif info["type"] == "integer":
                value = value and self.env["ir.qweb.field.integer"].value_to_html(
                    value, {}
                )
            if value:
                ficha.append({"name": name, "label": info["string"], "value": value})
        return sorted(ficha, key=lambda dato: names.index(dato["name"]))

    def _get_360_proximidad(self):
        """Last night's figures, for those who may see them."""
        Proximidad = self.env["sigobito.proximidad"]
        if not Proximidad.has_access("read"):
            return False
        campo = f"{self._name.rpartition('.')[2]}_id"
        row = Proximidad.search_fetch(
            [(campo, "=", self.id)], ["horas", "horas_pct", "peso_pct"], limit=1
        )
        if not row:
            return False
        return {
            "horas": row.horas,
            "horas_pct": row.horas_pct,
            "peso_pct": row.peso_pct,
            "olvidado": row.olvidado,
        }

    def _get_360_items(self, fuentes, desde, limite, futuro=False):
        """One page of rows over all the kinds: newest first, or nearest first."""
        claves = []
        hasta = desde + limite + 1
        sentido = "asc" if futuro else "desc"
        for fuente in fuentes:
            fecha = fuente["fecha"]
            model = self.env[fuente["model"]]
            records = model.search_fetch(
                fuente["dominio"] & self._get_360_tiempo(model, fecha, futuro),
                [fecha],
                order=f"{fecha} {sentido} nulls last, id {sentido}",
                limit=hasta,
            )
            for record in records:
                dia, hora = self._get_360_fecha(record, fecha)
                claves.append((dia or "", hora or "", record.id, fuente, record))
        claves.sort(key=lambda clave: clave[:3], reverse=not futuro)
        pagina = claves[desde : desde + limite]
        items = [self._get_360_item(*clave) for clave in pagina]
        return items, len(claves) > desde + limite

    def _get_360_tiempo(self, model, fecha, futuro):
        """What is to come, or the rest: today and what has no date are of the past."""
        company = self.company_id
        limite = company._hoy() + timedelta(days=1)
        if model._fields[fecha].type == "datetime":
            limite = company._a_utc(datetime.combine(limite, time.min))
        if futuro:
            return Domain(fecha, ">=", limite)
        return Domain(fecha, "=", False) | Domain(fecha, "<", limite)

    def _get_360_fecha(self, record, campo):
        """Day and hour of a record in its municipality, as text."""
        value = record[campo]
        if not value:
            return False, False
        if record._fields[campo].type == "date":
            return fields.Date.to_string(value), False
        if "allday" in record._fields and record.allday:
            return fields.Date.to_string(value.date()), False
        local = self.company_id._a_local(value)
        return fields.Date.to_string(local.date()), local.strftime("%H:%M")

    def _get_360_item(self, dia, hora, res_id, fuente, record):
        def value(name):
            field = record._fields.get(name) if name else None
            if field is None or not record._has_field_access(field, "read"):
                return ""
            if field.type == "selection":
                labels = dict(field._description_selection(self.env))
                return labels.get(record[name], "")
            if field.relational:
                return ", ".join(record[name].mapped("display_name"))
            return record[name] or ""

        return {
            "model": record._name,
            "id": res_id,
            "key": fuente["key"],
            "title": record.display_name,
            "subtitle": value(fuente.get("detalle")),
            "state": value(fuente.get("estado")),
            "semaforo": record.semaforo if "semaforo" in record._fields else False,
            "date": dia or False,
            "hour": hora or False,
        }
