from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: Rows of the list of the home, and the days ahead it shows.
MAXIMO = 6
DIAS = 7
#: Days back in which a gap still calls for something.
DIAS_HUECO = 30


class SigobitoTablero(models.AbstractModel):
    """The routines on the home of those who hold them (R3, R41)."""

    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas(self):
        tarjetas = super()._get_tarjetas()
        user = self.env.user
        if not user.has_group("sigobito_base.group_funcionario"):
            return tarjetas
        hoy = self.env.company._hoy()
        propia = Domain("company_id", "=", self.env.company.id)
        seccion = self.env._("Routines")
        accion = "sigobito_base.sigobito_rutina_sesion_action"
        por_registrar = self._tarjeta(
            "sesiones_por_registrar",
            "sigobito.rutina.sesion",
            propia
            & Domain("state", "=", "programada")
            & Domain("date", "<=", fields.Date.to_string(hoy))
            & Domain("responsable_id", "=", user.id),
            title=self.env._("Sessions to record"),
            subtitle=self.env._("Was it held? What was agreed?"),
            icon="fa-pencil-square-o",
            color="amarillo",
            sequence=60,
            section=seccion,
            action=accion,
        )
        if por_registrar["value"]:
            tarjetas.append(por_registrar)
        if user.has_group("sigobito_base.group_titular") or user.has_group(
            "sigobito_base.group_despacho"
        ):
            tarjetas.append(
                self._tarjeta(
                    "sesiones_omitidas",
                    "sigobito.rutina.sesion",
                    propia
                    & Domain("state", "=", "omitida")
                    & Domain(
                        "date",
                        ">=",
                        fields.Date.to_string(hoy - timedelta(days=DIAS_HUECO)),
                    ),
                    title=self.env._("Sessions not held"),
                    subtitle=self.env._("In the last 30 days"),
                    icon="fa-calendar-times-o",
                    color="rojo",
                    sequence=61,
                    section=seccion,
                    action=accion,
                )
            )
        return tarjetas

    @api.model
    def _get_listas(self):
        listas = super()._get_listas()
        if not self.env.user.has_group("sigobito_base.group_funcionario"):
            return listas
        lista = self._get_lista_rutinas()
        return [*listas, lista] if lista["items"] else listas

    @api.model
    def _get_lista_rutinas(self):
        """Sessions to which the user is called, overdue ones first."""
        company = self.env.company
        uid = self.env.uid
        hasta = company._hoy() + timedelta(days=DIAS)
        sesiones = self.env["sigobito.rutina.sesion"].search_fetch(
            Domain("company_id", "=", company.id)
            & Domain("state", "=", "programada")
            & Domain("date", "<=", hasta)
            & (
                Domain("responsable_id", "=", uid)
                | Domain("asistencia_ids.user_id", "=", uid)
            ),
            ["name", "date", "hora", "sitio", "state"],
            order="date, hora, id",
            limit=MAXIMO,
        )
        return {
            "key": "rutinas",
            "title": self.env._("My routines"),
            "icon": "fa-refresh",
            "sequence": 60,
            "action": "sigobito_base.sigobito_rutina_sesion_action",
            "empty": self.env._("No session in the coming days."),
            "items": [
                self._item(
                    sesion,
                    title=sesion.name,
                    subtitle=" · ".join(
                        parte
                        for parte in (self._get_hora_texto(sesion.hora), sesion.sitio)
                        if parte
                    ),
                    date=sesion.date,
                )
                for sesion in sesiones
            ],
        }

    @api.model
    def _get_hora_texto(self, hora):
        minutos = round((hora or 0.0) * 60)
        return f"{minutos // 60:02d}:{minutos % 60:02d}" if minutos else ""
