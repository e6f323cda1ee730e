"""Time of what runs at night, with a thousand municipalities in the database.

Runs every scheduled action of our addons on a copy of the region, as two mornings would:
the first finds everything to do (no finding, no access given, a digest due for all), the
second is the day after, when nobody has done anything in between. Beside the seconds, how
many records the action answers for, and the seconds for each 10,000 of them.
"""

import time
from datetime import date, datetime, timedelta

from freezegun import freeze_time
from region import copia_de_region, environment

from odoo.tools import SQL

#: What each action answers for: models, or a mixin and so all that inherit it.
DE_QUE = {
    "refresh_semaforo": ["sigobito.semaforo.mixin"],
    "relojes": ["sigobito.reloj.mixin"],
    "purgar": ["sigobito.privacidad.mixin"],
    "resumen": ["res.users"],
    "rutinas": ["sigobito.rutina", "sigobito.rutina.sesion"],
    "sincronizar_accesos": ["sigobito.nombramiento"],
    "actualizar_proximidad": ["sigobito.actor", "sigobito.lugar", "sigobito.tema"],
    "medir_implementacion": ["sigobito.implementacion.paso"],
    "prever_hitos": ["sigobito.hito"],
    "actualizar_fichas": ["sigobito.iniciativa"],
}
#: Emptied first: the night has to make it.
VACIAR = "sigobito_calidad_hallazgo", "sigobito_calidad_conteo", "sigobito_acceso"


def crons(env):
    """Short external id → scheduled action, of our addons."""
    data = env["ir.model.data"].search(
        [("model", "=", "ir.cron"), ("module", "=like", "sigobito%")], order="id"
    )
    return {
        d.name.removeprefix("ir_cron_"): env["ir.cron"].browse(d.res_id) for d in data
    }


def contar(env, name):
    """Records an action answers for; of the quality, what its rules looked at."""
    if name == "evaluar_calidad":
        return env["sigobito.calidad.conteo"]._read_group([], [], ["revisados:sum"])[0][
            0
        ]
    total = 0
    for modelo in DE_QUE.get(name, ()):
        hijos = [modelo]
        if env[modelo]._abstract:
            hijos = env.registry.descendants([modelo], "_inherit")
        for hijo in hijos:
            if not env[hijo]._abstract:
                tabla = SQL.identifier(env[hijo]._table)
                total += env.execute_query(SQL("SELECT count(*) FROM %s", tabla))[0][0]
    return total


def proximo_martes():
    """A Tuesday, when the digest of the week is due everywhere, after the demo data."""
    hoy = date.today() + timedelta(days=2)
    return datetime.combine(
        hoy + timedelta(days=(1 - hoy.weekday()) % 7), datetime.min.time()
    ).replace(hour=12)


def main():
    martes = proximo_martes()
    with copia_de_region() as db, environment(db) as env:
        for tabla in VACIAR:
            env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(tabla)))
        env.cr.execute("ANALYZE")
        print(f"{'action':<24}{'records':>10}{'first s':>9}{'next s':>8}  s per 10,000")
        for name, cron in crons(env).items():
            taken = []
            for dia in range(2):
                env.cr.commit()
                env.invalidate_all()
                start = time.perf_counter()
                with freeze_time(martes + timedelta(days=dia), ignore=["time"]):
                    cron.method_direct_trigger()
                taken.append(time.perf_counter() - start)
            row = f"{name:<24}{contar(env, name):>10,}{taken[0]:>9.2f}{taken[1]:>8.2f}"
            if records := contar(env, name):
                tasas = [f"{seconds / records * 10_000:.2f}" for seconds in taken]
                row += f"  {' / '.join(tasas)}"
            print(row, flush=True)


if __name__ == "__main__":
    main()
