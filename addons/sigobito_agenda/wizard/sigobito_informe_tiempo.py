"""Where the time of the head of government goes, against the plan (R28)."""

from odoo import models
from odoo.fields import Domain

from ..tools import informes


class SigobitoInforme(models.TransientModel):
    _inherit = "sigobito.informe"

    def _get_informe_tiempo(self):
        eventos = self._get_eventos()
        ocultas = eventos._get_ocupadas(eventos.ids)
        propias, horas, delegadas, copia_reservada = [], {}, 0, False
        for evento in eventos:
            oculta = evento in ocultas
            if not self._cuenta_su_tiempo(evento, oculta):
                delegadas += not oculta and evento.estado == "delegada"
                continue
            copia_reservada |= evento.visibilidad == "reservada" and not oculta
            propias.append(evento)
            inicio, fin = self._get_tramo(evento)
            horas[evento] = informes.horas(
                inicio, fin, self.date_start, self.date_end, evento.allday
            )
        visibles = [evento for evento in propias if evento not in ocultas]
        reservado = sum(horas[evento] for evento in propias if evento in ocultas)
        total = sum(horas.values())
        return {
            "cifras": [
                (self.env._("Hours"), total),
                (self.env._("Activities"), len(propias)),
                (self.env._("Hours a week"), total / self._get_semanas()),
                (self.env._("Delegated activities"), delegadas),
            ],
            "tablas": [
                self._get_tabla_plan(visibles, horas),
                *self._get_tablas_tiempo(visibles, horas, reservado, total),
            ],
            "avisos": [
                self.env._(
                    "Confirmed and held activities. A whole day counts %(hours)s hours; "
                    "one with several places or stakeholders is shared out among them.",
                    hours=int(informes.HORAS_DIA),
                ),
                *self._get_avisos_agenda(copia_reservada),
            ],
            "hojas": [self._get_hoja_tiempo(propias, horas, ocultas)],
        }

    def _cuenta_su_tiempo(self, evento, oculta):
        """An activity that the titular himself attends."""
        if oculta:
            return evento.show_as != "free"
        return evento.estado in ("confirmada", "realizada")

    def _get_semanas(self):
        return ((self.date_end - self.date_start).days + 1) / 7

    def _get_tabla_plan(self, visibles, horas):
        """Each axis of the plan in force with its hours."""
        Tema = self.env["sigobito.tema"]
        del_plan = Tema.search_fetch(
            Domain("company_id", "=", self.company_id.id)
            & Domain("plan_id.state", "=", "open")
            & Domain("parent_id", "=", False),
            ["name", "peso_plan"],
        )
        usados = Tema.union(*(evento.tema_id for evento in visibles))
        raices = {t: Tema.browse(int(t.parent_path.split("/")[0])) for t in usados}
        tiempo = {}
        for evento in visibles:
            if evento.tema_id:
                raiz = raices[evento.tema_id]
                tiempo[raiz] = tiempo.get(raiz, 0.0) + horas[evento]
        pesos = {tema: tema.peso_plan for tema in del_plan}
        return self._get_tabla(
            self.env._("Against the plan"),
            [
                self.env._("Axis"),
                self.env._("Hours"),
                self.env._("Of the time (%)"),
                self.env._("Of the plan (%)"),
                self.env._("Difference"),
            ],
            [
                [tema.name, *valores]
                for tema, *valores in informes.frente_al_plan(tiempo, pesos)
            ],
            nota=self.env._(
                "Shares of the hours given to the axes of the plan; the axis most "
                "behind its weight comes first."
            ),
        )

    def _get_tablas_tiempo(self, visibles, horas, reservado, total):
        Actor = self.env["sigobito.actor"]
        clases = dict(Actor._fields["tipo"]._description_selection(self.env))
        cortes = [
            (
                self.env._("Theme"),
                self.env._("No theme"),
                lambda e: e.tema_id.mapped("name"),
            ),
            (
                self.env._("Place"),
                self.env._("No place"),
                lambda e: e.lugar_ids.mapped("name"),
            ),
            (
                self.env._("Kind of activity"),
                self.env._("No kind"),
                lambda e: e.actividad_tipo_id.mapped("name"),
            ),
            (
                self.env._("Kind of stakeholder"),
                self.env._("No stakeholder"),
                lambda e: [clases[tipo] for tipo in e.actor_ids.mapped("tipo")],
            ),
        ]
        tablas = []
        for titulo, resto, claves in cortes:
            reparto = informes.repartir_horas(
                ((horas[e], claves(e)) for e in visibles), resto
            )
            filas = sorted(reparto.items(), key=lambda fila: (-fila[1], fila[0]))
            if reservado:
                filas.append((self.env._("Reserved activities"), reservado))
            tablas.append(
                self._get_tabla(
                    self.env._("By %s", titulo.lower()),
                    [titulo, self.env._("Hours"), self.env._("Of the time (%)")],
                    [
                        [nombre, suma, informes.porcentaje(suma, total)]
                        for nombre, suma in filas
                    ],
                    [self.env._("Total"), total, informes.porcentaje(total, total)],
                )
            )
        return tablas

    def _get_hoja_tiempo(self, propias, horas, ocultas):
        filas = []
        for evento in propias:
            oculta = evento in ocultas
            inicio = self._get_tramo(evento)[0]
            vacia = [self.env._("Busy"), "", "", "", ""]
            filas.append(
                [
                    inicio.date(),
                    *(
                        vacia
                        if oculta
                        else [
                            evento.name or "",
                            evento.actividad_tipo_id.name or "",
                            evento.tema_id.name or "",
                            ", ".join(evento.lugar_ids.mapped("name")),
                            ", ".join(evento.actor_ids.mapped("name")),
                        ]
                    ),
                    horas[evento],
                ]
            )
        return {
            "titulo": self.env._("Activities"),
            "columnas": [
                self.env._("Date"),
                self.env._("Activity"),
                self.env._("Kind"),
                self.env._("Theme"),
                self.env._("Places"),
                self.env._("Stakeholders"),
                self.env._("Hours"),
            ],
            "filas": filas,
        }
