from odoo import api, models


class SigobitoTablero(models.AbstractModel):
    """Home: what the implementation waits for, on each side."""

    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas(self):
        tarjetas = super()._get_tarjetas()
        user = self.env.user
        if user.has_group("sigobito_base.group_admin_municipal"):
            tarjetas += self._get_tarjetas_implementacion()
        if user.has_group("sigobito_base.group_regional"):
            tarjetas += self._get_tarjetas_acompanamiento()
        if user.has_group("sigobito_base.group_funcionario"):
            tarjetas += self._get_tarjetas_mis_pruebas()
        return tarjetas

    @api.model
    def _get_tarjetas_implementacion(self):
        company = self.env.company
        record = self.env["sigobito.implementacion"].search(
            [("company_id", "=", company.id)], limit=1
        )
        if not record or record.state == "done":
            return []
        section = self.env._("Implementation")
        propios = [
            ("company_id", "=", company.id),
            ("es_abierto", "=", True),
            ("lado", "in", ("municipio", "ambos")),
        ]
        return [
            self._tarjeta(
                "pasos_implementacion",
                "sigobito.implementacion.paso",
                propios,
                title=self.env._("Steps of the implementation"),
                subtitle=f"{record.avance:.0f} % · {record.etapa_id.name or ''}",
                icon="fa-road",
                sequence=84,
                section=section,
                action="sigobito_base.sigobito_implementacion_paso_action",
            ),
            self._tarjeta(
                "pasos_atrasados",
                "sigobito.implementacion.paso",
                [*propios, ("date_deadline", "<", str(company._hoy()))],
                title=self.env._("Late steps"),
                subtitle=self.env._("Of the side of the municipality"),
                icon="fa-clock-o",
                color="rojo",
                sequence=85,
                section=section,
                action="sigobito_base.sigobito_implementacion_paso_action",
            ),
            self._tarjeta(
                "pasos_por_aceptar",
                "sigobito.implementacion.paso",
                [
                    ("company_id", "=", company.id),
                    ("state", "=", "entregado"),
                    ("acepta_municipio_id", "=", False),
                ],
                title=self.env._("Steps to accept"),
                subtitle=self.env._("Delivered by the regional team"),
                icon="fa-check-square-o",
                color="amarillo",
                sequence=86,
                section=section,
                action="sigobito_base.sigobito_implementacion_paso_action",
            ),
        ]

    @api.model
    def _get_tarjetas_acompanamiento(self):
        section = self.env._("Accompaniment")
        hoy = str(self.env.company._hoy())
        return [
            self._tarjeta(
                "implementaciones_atrasadas",
                "sigobito.implementacion",
                [
                    (
                        "paso_ids",
                        "any",
                        [("es_abierto", "=", True), ("date_deadline", "<", hoy)],
                    )
                ],
                title=self.env._("Municipalities behind"),
                subtitle=self.env._("With late steps"),
                icon="fa-road",
                color="rojo",
                sequence=70,
                section=section,
                action="sigobito_base.sigobito_implementacion_action",
            ),
            self._tarjeta(
                "pasos_por_aceptar_regional",
                "sigobito.implementacion.paso",
                [("state", "=", "entregado"), ("acepta_regional_id", "=", False)],
                title=self.env._("Steps to accept"),
                subtitle=self.env._("Delivered by municipalities"),
                icon="fa-check-square-o",
                color="amarillo",
                sequence=71,
                section=section,
                action="sigobito_base.sigobito_implementacion_paso_action",
            ),
            self._tarjeta(
                "seguimientos",
                "sigobito.asistencia",
                [("fecha_seguimiento", "<=", hoy), ("seguimiento_hecho", "=", False)],
                title=self.env._("Follow-ups due"),
                subtitle=self.env._("Agreed in visits and calls"),
                icon="fa-handshake-o",
                color="amarillo",
                sequence=72,
                section=section,
                action="sigobito_base.sigobito_asistencia_action",
            ),
        ]

    @api.model
    def _get_tarjetas_mis_pruebas(self):
        tarjeta = self._tarjeta(
            "pruebas_pendientes",
            "sigobito.capacitacion.participante",
            [
                ("user_id", "=", self.env.uid),
                ("asistio", "=", True),
                ("sesion_state", "=", "realizada"),
                ("resultado", "=", "pendiente"),
            ],
            title=self.env._("Tests to take"),
            subtitle=self.env._("Of trainings you attended"),
            icon="fa-graduation-cap",
            sequence=88,
            section=self.env._("Training"),
            action="sigobito_base.sigobito_capacitacion_participante_mio_action",
        )
        return [tarjeta] if tarjeta["value"] else []
