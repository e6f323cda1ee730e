from collections import defaultdict

from odoo import api, fields, models

#: Cards of one thread; beyond this the screen stops being readable.
MAXIMO = 120


class SigobitoHiloMixin(models.AbstractModel):
    """The thread: from any record, what it comes from and what came of it (R4).

    A model declares its column (``_hilo_order``) and the names of its fields that lead
    to other models of the thread (``_hilo_fields``); an addon that adds such a field
    extends :meth:`_get_hilo_fields`. Links are read in both directions, so the column
    says which end is the cause: the walk goes only up, then only down, and never into
    the siblings of a cause.
    """

    _name = "sigobito.hilo.mixin"
    _description = "Part of a thread"

    _hilo_order = 0
    _hilo_fields = ()
    #: Goes wherever what it describes goes, also on the way up.
    _hilo_acompana = False

    @api.model
    def _get_hilo_fields(self):
        """Names of the fields that link to other models of the thread."""
        return list(self._hilo_fields)

    @api.model
    def _get_hilo_kind(self):
        """Word over the column of this model: its name, in the reader's language."""
        # sudo: a translated label, not data
        return self.env["ir.model"]._get(self._name).sudo().name

    def _get_hilo_card(self):
        """What the card of one record shows."""
        self.ensure_one()

        def value(name):
            return self[name] if name in self._fields else False

        state = ""
        for name in ("state", "estado"):
            if name in self._fields:
                selection = dict(self._fields[name]._description_selection(self.env))
                state = selection.get(self[name], "")
                break
        date = value("date_deadline") or value("start") or value("create_date")
        return {
            "title": self.display_name,
            "subtitle": "",
            "date": fields.Date.to_string(date) if date else False,
            "state": state,
            "semaforo": value("semaforo"),
        }

    def _get_hilo_neighbors(self, downward):
        """Records one step away, as ``{(model, id): [(model, id), …]}``.

        Works on a set of one model; only what the user may read is returned.
        """
        neighbors = defaultdict(list)
        for name in self._get_hilo_fields():
            field = self._fields.get(name)
            if field is None or (
                field.groups and not self._has_field_access_name(name)
            ):
                continue
            comodel = self.env[field.comodel_name]
            upward = comodel._hilo_order <= self._hilo_order
            if downward == upward and not comodel._hilo_acompana:
                continue
            if not comodel.has_access("read"):
                continue
            readable = self.mapped(name)._filtered_access("read")
            for record in self:
                for target in record[name] & readable:
                    neighbors[record._name, record.id].append((target._name, target.id))
        return neighbors

    def _has_field_access_name(self, name):
        return self._has_field_access(self._fields[name], "read")

    @api.readonly
    def get_hilo(self):
        """Thread of one record, for the screen.

        :return: ``{"nodes": [card, …], "edges": [[from id, to id], …],
            "truncated": bool}``; ids look like ``model,id`` and an edge goes from
            the cause to the consequence.
        """
        self.ensure_one()
        self.check_access("read")
        origin = (self._name, self.id)
        seen, edges, truncated = {origin: None}, {}, False
        for downward in (False, True):
            frontier = [origin]
            while frontier:
                found = []
                for batch in self._group_by_model(frontier):
                    for source, targets in batch._get_hilo_neighbors(downward).items():
                        for target in targets:
                            if len(seen) >= MAXIMO and target not in seen:
                                truncated = True
                                continue
                            edges[self._get_hilo_edge(source, target)] = None
                            if target not in seen:
                                seen[target] = None
                                found.append(target)
                frontier = found
        return {
            "nodes": self._get_hilo_nodes(seen, origin),
            "edges": [[self._hilo_key(a), self._hilo_key(b)] for a, b in edges],
            "truncated": truncated,
        }

    @api.model
    def _get_hilo_edge(self, one, other):
        """The pair in its order: the cause stands in the column before."""
        columns = {end: self.env[end[0]]._hilo_order for end in (one, other)}
        return tuple(sorted((one, other), key=columns.get))

    @api.model
    def _hilo_key(self, reference):
        return f"{reference[0]},{reference[1]}"

    @api.model
    def _group_by_model(self, references):
        ids_by_model = defaultdict(list)
        for model, res_id in references:
            ids_by_model[model].append(res_id)
        return [self.env[model].browse(ids) for model, ids in ids_by_model.items()]

    @api.model
    def _get_hilo_nodes(self, references, origin):
        nodes = []
        for records in self._group_by_model(references):
            kind = records._get_hilo_kind()
            for record in records:
                key = (record._name, record.id)
                nodes.append(
                    {
                        "id": self._hilo_key(key),
                        "model": record._name,
                        "res_id": record.id,
                        "order": record._hilo_order,
                        "kind": kind,
                        "es_origen": key == origin,
                        **record._get_hilo_card(),
                    }
                )
        return sorted(nodes, key=lambda n: (n["order"], n["date"] or "", n["res_id"]))

    def action_open_hilo(self):
        """Open the thread of this record."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "sigobito_base.hilo",
            "name": self.env._("Thread"),
            "params": {"res_model": self._name, "res_id": self.id},
        }
