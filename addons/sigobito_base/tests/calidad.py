class CalidadReglasMixin:
    """Tests of the rules an addon ships: what each finds and what it leaves."""

    _addon = ""

    def _evaluar_regla(self, nombre, record):
        """Run one rule on the municipality of ``record``: its open finding."""
        regla = self.env.ref(f"{self._addon}.calidad_regla_{nombre}")
        self.env.flush_all()
        regla._evaluar(record.company_id)
        self.assertFalse(regla.rota, regla.error)
        return self.env["sigobito.calidad.hallazgo"].search(
            [
                ("regla_id", "=", regla.id),
                ("res_id", "=", record.id),
                ("state", "=", "abierto"),
            ]
        )

    def assertHallazgo(self, nombre, record, responsable=None):
        hallazgo = self._evaluar_regla(nombre, record)
        self.assertEqual(len(hallazgo), 1, f"{nombre} misses {record}")
        if responsable:
            self.assertEqual(hallazgo.responsable_id, responsable)
        return hallazgo

    def assertSinHallazgo(self, nombre, record):
        self.assertFalse(
            self._evaluar_regla(nombre, record), f"{nombre} blames {record}"
        )

    def _envejecer(self, record, dias):
        """As if nobody had touched it for so many days."""
        self.env.flush_all()
        self.env.cr.execute(
            f"UPDATE {record._table} SET "
            "write_date = write_date - %s * interval '1 day', "
            "create_date = create_date - %s * interval '1 day' WHERE id = %s",
            [dias, dias, record.id],
        )
        self.env.invalidate_all()
