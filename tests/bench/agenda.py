"""Week of the agenda and kanban of requests, against Odoo's own on as many rows.

Two databases: ours, a region of a thousand municipalities with 1,000,000 activities and
300,000 requests; and Odoo's, without our addons, where a thousand companies have as many
meetings and tasks. On both, what the web client asks for when somebody opens the view is
asked for in turns, so that a busy machine slows both alike. Prints the medians and the
ratio of server time.
"""

import statistics
import time
from contextlib import ExitStack
from datetime import datetime, timedelta

from lxml import etree
from region import (
    MUNICIPIOS,
    Copiadora,
    construir,
    db_call,
    environment,
    llenar_usuarios,
    region,
    run,
    sin_llaves,
    template,
)

from odoo import Command
from odoo.api import Environment
from odoo.tools import SQL

VECES = 25
ACTIVIDADES, SOLICITUDES = 1_000_000, 300_000
SECRETARIA = "despacho.valle"
#: Rows of the model company of the database without our addons.
REUNIONES, TAREAS = 27, 23


# ----------------------------------------------------------------- databases
def repetir(cr, table, veces, cambios):
    """Insert each row of a table ``veces`` times more; ``n`` counts the copies."""
    cr.execute(
        """
        SELECT attname FROM pg_attribute
         WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
           AND attgenerated = '' AND attname <> 'id'
        """,
        [table],
    )
    names = [name for (name,) in cr.fetchall()]
    values = [cambios.get(name, f't."{name}"') for name in names]
    columns = ", ".join(f'"{name}"' for name in names)
    with sin_llaves(cr, [table]):
        cr.execute(
            f'INSERT INTO "{table}" ({columns}) SELECT {", ".join(values)} '
            f'FROM "{table}" t, generate_series(1, %s) n',
            [veces],
        )


def contar(cr, table):
    cr.execute(SQL("SELECT count(*) FROM %s", SQL.identifier(table)))
    return cr.fetchone()[0]


def llenar_agenda(cr):
    """More weeks before and after, each like the one that is there, with its guest."""
    veces = round(ACTIVIDADES * MUNICIPIOS / 1_000 / contar(cr, "calendar_event"))
    # never zero: that week is there already
    ida = veces // 2
    semanas = f"make_interval(weeks => n - {ida} - (n <= {ida})::int)"
    cambios = {"start": f"t.start + {semanas}", "stop": f"t.stop + {semanas}"}
    for name in ("start_date", "stop_date"):
        cambios[name] = f"(t.{name} + {semanas})::date"
    cambios["access_token"] = "NULL"
    cr.execute("DELETE FROM calendar_event_res_partner_rel")
    cr.execute("DELETE FROM calendar_attendee")
    repetir(cr, "calendar_event", veces - 1, cambios)
    with sin_llaves(cr, ["calendar_event_res_partner_rel", "calendar_attendee"]):
        cr.execute(
            """
            INSERT INTO calendar_event_res_partner_rel
                   (calendar_event_id, res_partner_id)
            SELECT e.id, u.partner_id
              FROM calendar_event e JOIN res_users u ON u.id = e.user_id
            """
        )
        cr.execute(
            """
            INSERT INTO calendar_attendee (event_id, partner_id, state, availability)
            SELECT calendar_event_id, res_partner_id, 'accepted', 'busy'
              FROM calendar_event_res_partner_rel
            """
        )


def llenar_nuestra(cr):
    llenar_agenda(cr)
    table = "sigobito_solicitud"
    veces = round(SOLICITUDES * MUNICIPIOS / 1_000 / contar(cr, table))
    marcas = {name: f"t.{name} || '/' || n" for name in ("folio", "codigo")}
    repetir(cr, table, veces - 1, marcas)


def llenar_odoo(cr):
    """A thousand companies that only use Odoo's calendar and projects."""
    env = Environment(cr, 1, {"tracking_disable": True, "no_reset_password": True})
    company = env["res.company"].create({"name": "Modelo"})
    env = env(context={**env.context, "allowed_company_ids": company.ids})
    users = llenar_usuarios(env, company, [env.ref("base.group_user").id])
    # Odoo leaves people without a company: here each has his own, as in ours
    users.partner_id.company_id = company
    users[0].login, users[1].login = "titular.valle", SECRETARIA
    users[:2].group_ids = [Command.link(env.ref("project.group_project_user").id)]
    # the secretary has the calendar of the head beside her own
    env["calendar.filters"].create(
        {"user_id": users[1].id, "partner_id": users[0].partner_id.id}
    )
    hoy = datetime.combine(datetime.today(), datetime.min.time())
    visibilidades = "confidential", "public", "private"
    silencio = {
        "dont_notify": True,
        "mail_create_nolog": True,
        "no_mail_to_attendees": True,
    }
    env["calendar.event"].with_context(**silencio).create(
        [
            {
                "name": f"Meeting {n}",
                "user_id": users[0].id,
                "partner_ids": [Command.set(users[0].partner_id.ids)],
                "start": hoy + timedelta(days=n % 7 - 3, hours=13 + n % 4),
                "stop": hoy + timedelta(days=n % 7 - 3, hours=14 + n % 4),
                "privacy": visibilidades[n % 3 if n % 5 == 0 else 0],
                "location": "Town hall",
            }
            for n in range(REUNIONES)
        ]
    )
    stages = env["project.task.type"].create(
        [{"name": f"Stage {n}", "sequence": n} for n in range(6)]
    )
    project = env["project.project"].create(
        {
            "name": "Requests",
            "company_id": company.id,
            "privacy_visibility": "employees",
            "type_ids": [Command.set(stages.ids)],
        }
    )
    env["project.task"].create(
        [
            {
                "name": f"Task {n}",
                "project_id": project.id,
                "stage_id": stages[n % 4].id,
                "date_deadline": hoy + timedelta(days=n),
                "user_ids": [Command.set(users[2 + n].ids)],
                "state": "01_in_progress" if n % 5 else "1_done",
            }
            for n in range(TAREAS)
        ]
    )
    env.flush_all()
    suyos = f"SELECT id FROM res_users WHERE company_id = {company.id}"
    otras = {
        "calendar_event": f"user_id IN ({suyos})",
        "project_project": f"company_id = {company.id}",
        "project_task": f"company_id = {company.id}",
    }
    Copiadora(cr, company.id, MUNICIPIOS - 1, otras).copiar()
    llenar_agenda(cr)
    veces = round(SOLICITUDES * MUNICIPIOS / 1_000 / contar(cr, "project_task"))
    repetir(cr, "project_task", veces - 1, {"access_token": "NULL"})
    cr.execute(
        """
        INSERT INTO project_task_user_rel (task_id, user_id)
        SELECT t.id, u.user_id
          FROM project_task t
          JOIN (SELECT t.name, u.company_id, min(u.id) AS user_id
                  FROM project_task t JOIN res_users u USING (company_id)
              GROUP BY t.name, u.company_id) u USING (name, company_id)
         WHERE NOT EXISTS (SELECT FROM project_task_user_rel r WHERE r.task_id = t.id)
        """
    )


def bases():
    """Names of the two databases, built if they are not there."""
    existentes = db_call("sql", "SELECT datname FROM pg_database").split()
    nuestra = f"{region()}_agenda"
    if nuestra not in existentes:
        print(f"building {ACTIVIDADES:,} activities …", flush=True)
        construir(nuestra, region(), llenar_nuestra)
    core = template("core")
    # not a template: scripts/template.sh forgets those it does not know
    instalada = core.replace("_tpl_", "_odoo_")
    odoo = f"{instalada}_{MUNICIPIOS}"
    if odoo not in existentes:
        print("building as much without our addons …", flush=True)
        if instalada not in existentes:
            db_call("db_copy", core, instalada)
            modulos = "-i", "calendar,project", "--stop-after-init"
            run("bin/odoo", "-d", instalada, *modulos, timeout=3_600)
        construir(odoo, instalada, llenar_odoo)
    return nuestra, odoo


# -------------------------------------------------------------------- views
def campos(env, model, tipo, view_id=False):
    """Names of the fields a view reads, in its order, and the view."""
    arch = etree.fromstring(env[model].get_view(view_id, tipo)["arch"])
    names = dict.fromkeys(
        node.get("name")
        for node in arch.iter("field")
        if not any(padre.tag == "field" for padre in node.iterancestors())
    )
    return list(names), arch


def especificacion(env, model, names):
    """What the client asks of each field."""
    spec = {}
    for name in names:
        field = env[model]._fields[name]
        spec[name] = {"fields": {"display_name": {}}} if field.relational else {}
    return spec


def semana(env, domain, view_id=False):
    """The range of the week and the fields, as the calendar asks for them."""
    names, arch = campos(env, "calendar.event", "calendar", view_id)
    atributos = "date_start", "date_stop", "date_delay", "all_day", "color"
    names = ["display_name", *(arch.get(a) for a in atributos if arch.get(a)), *names]
    lunes = datetime.combine(datetime.today(), datetime.min.time())
    lunes -= timedelta(days=lunes.weekday())
    domain = [
        *domain,
        ("start", "<=", str(lunes + timedelta(days=7, hours=5))),
        ("stop", ">=", str(lunes + timedelta(hours=5))),
    ]
    return env["calendar.event"].search_read(domain, list(dict.fromkeys(names)))


def semana_nuestra(env):
    view = env.ref("sigobito_agenda.calendar_event_view_calendar")
    env = env(context={**env.context, "sigobito_agenda": True})
    rows = semana(env, [("agenda_id", "!=", False)], view.id)
    tipos = {row["actividad_tipo_id"][0] for row in rows if row["actividad_tipo_id"]}
    # the colours of the filters
    env["sigobito.actividad.tipo"].with_context(active_test=False).search_read(
        [("id", "in", list(tipos))], ["color"]
    )
    return len(rows)


def semana_odoo(env):
    filtros = env["calendar.filters"].search_read(
        [("user_id", "=", env.uid)], ["partner_id", "partner_checked"]
    )
    personas = [env.user.partner_id.id, *(f["partner_id"][0] for f in filtros)]
    rows = semana(env, [("partner_ids", "in", personas)])
    env["res.partner"].browse(personas).get_attendee_detail([r["id"] for r in rows])
    return len(rows)


def kanban(env, model, groupby, domain):
    names, arch = campos(env, model, "kanban")
    groups = (
        env[model]
        .with_context(read_group_expand=True)
        .web_read_group(
            domain,
            [groupby],
            [],
            auto_unfold=True,
            unfold_read_specification=especificacion(env, model, names),
            unfold_read_default_limit=80,
        )["groups"]
    )
    barra = arch.find("progressbar")
    if barra is not None:
        colores = {"colors": {}, "field": barra.get("field"), "help": ""}
        env[model].read_progress_bar(domain, groupby, colores)
    return sum(len(group.get("__records", ())) for group in groups)


def kanban_nuestro(env):
    abiertas = "recibida", "analisis", "recomendada", "decidida"
    env = env(context={**env.context, "sigobito_nombre_corto": True})
    return kanban(env, "sigobito.solicitud", "state", [("state", "in", abiertas)])


def kanban_odoo(env):
    project = env["project.project"].search([("name", "=", "Requests")], limit=1)
    domain = [("project_id", "=", project.id), ("is_closed", "=", False)]
    return kanban(env, "project.task", "stage_id", domain)


VISTAS = {
    "week of the agenda": (semana_nuestra, semana_odoo),
    "kanban of requests": (kanban_nuestro, kanban_odoo),
}


def main():
    with ExitStack() as stack:
        envs = [stack.enter_context(environment(db, SECRETARIA)) for db in bases()]
        for env, *tables in zip(
            envs,
            ("calendar_event", "calendar_event"),
            ("sigobito_solicitud", "project_task"),
            strict=True,
        ):
            print("rows:", ", ".join(f"{contar(env.cr, t):,} {t}" for t in tables))
        print(f"{'view':<22}{'ours':>12}{'Odoo':>12}{'rows':>12}{'queries':>12}  ratio")
        for name, lecturas in VISTAS.items():
            times, rows, queries = ([], []), [0, 0], [0, 0]
            for turn in range(VECES + 2):
                for i, (env, leer) in enumerate(zip(envs, lecturas, strict=True)):
                    env.invalidate_all()
                    before, start = env.cr.sql_log_count, time.perf_counter()
                    rows[i] = leer(env)
                    if turn >= 2:
                        times[i].append((time.perf_counter() - start) * 1000)
                    queries[i] = env.cr.sql_log_count - before
            ours, odoo = map(statistics.median, times)
            print(
                f"{name:<22}{ours:>9.1f} ms{odoo:>9.1f} ms"
                f"{'{}/{}'.format(*rows):>12}{'{}/{}'.format(*queries):>12}"
                f"  {ours / odoo:.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
