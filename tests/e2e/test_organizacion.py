"""A municipality is born, copies a set-up and appoints; access follows the post while the
clock goes on (R1, R15, R16)."""

from datetime import date, timedelta

from persona import TELEFONO, persona
from playwright.sync_api import expect
from servidor import en_el_servidor

MODELO = "san-isidro-del-valle"
NUEVA = "Municipalidad de Río Claro"
ADMIN = "marta@rioclaro.test"
TITULAR = "elena@rioclaro.test"
JEFA = ("Berta Luján", "berta@rioclaro.test")
SUPLENTE = ("Carlos Vera", "carlos@rioclaro.test")
CARGO = "Gerencia de Obras Públicas"


def con_clave(server, *logins):
    """People get their password by mail; here they have the one of the demo."""
    en_el_servidor(
        server,
        f"for login in {logins!r}:\n"
        "    user = env['res.users'].search([('login', '=', login)])\n"
        "    user.password = f'demo-{login}'\n",
    )


def pasa_el_tiempo(server, dia):
    """It is that day, just after midnight in Lima: the hourly run goes by."""
    en_el_servidor(
        server,
        "from freezegun import freeze_time\n"
        f"with freeze_time('{dia} 05:30:00'):\n"
        "    env['sigobito.nombramiento']._cron_sincronizar_accesos()\n"
        "    env.flush_all()\n",
    )


def regional_crea(quien):
    """The wizard of a new municipality, and the set-up of a model."""
    page = quien.page
    modelo = quien.call("res.company", "search", [[("slug", "=", MODELO)]])[0]
    quien.record("municipios", modelo)
    # the demo region comes with it as its model
    expect(page.locator("button[name='action_quitar_modelo']")).to_be_visible()
    quien.open("/odoo/municipios")
    page.locator(".o_control_panel button.btn-primary:visible").first.click()
    for name, text in {
        "name": NUEVA,
        "titular_nombre": "Elena Ríos",
        "titular_correo": TITULAR,
        "admin_nombre": "Marta Soto",
        "admin_correo": ADMIN,
    }.items():
        quien.write(name, text)
    quien.pick("country_id", "Perú")
    quien.shot("municipio_nuevo")
    quien.press("action_create")
    page.locator(".o_form_view h1").get_by_text(NUEVA).wait_for()
    nueva = quien.call("res.company", "search", [[("name", "=", NUEVA)]])[0]
    # the first button of its page, the one expected next
    page.locator(".o_statusbar_buttons button.btn-primary").first.click()
    expect(quien.field("linea_ids")).to_be_visible()
    quien.shot("configuracion_copiar")
    quien.press("action_copiar_configuracion")
    page.wait_for_selector(".o_notification")
    return nueva


def admin_nombra(quien, desde, hasta):
    """Two colleagues, the holder of a post that came with the set-up, and a deputy."""
    page = quien.page
    for name, correo in (JEFA, SUPLENTE):
        quien.open("/odoo/personas")
        page.locator(".o_control_panel button.btn-primary:visible").first.click()
        quien.write("name", name)
        quien.write("correo", correo)
        quien.press("action_save")
        expect(page.locator(".modal")).to_have_count(0)
    quien.expect_text(SUPLENTE[0])
    cargo = quien.call("sigobito.cargo", "search", [[("name", "=", CARGO)]])
    assert len(cargo) == 1, "the post came with the set-up of the model"
    quien.record("cargos", cargo[0])
    quien.press("action_nombrar")
    quien.pick("user_id", JEFA[0])
    quien.press("action_save")
    expect(page.locator(".modal")).to_have_count(0)
    expect(quien.field("titular_actual_id")).to_contain_text(JEFA[0])
    # the dialog draws its dates again while one types: a machine fills it in by name
    suplente = quien.call("res.users", "search", [[("name", "=", SUPLENTE[0])]])[0]
    nombramiento = quien.call(
        "sigobito.nombramiento", "search", [[("cargo_id", "=", cargo[0])]]
    )[0]
    quien.call(
        "sigobito.nombramiento",
        "write",
        [
            [nombramiento],
            {
                "suplente_id": suplente,
                "suplente_desde": desde.isoformat(),
                "suplente_hasta": hasta.isoformat(),
                "suplente_motivo": "Vacaciones",
            },
        ],
    )
    quien.record("cargos", cargo[0])
    expect(quien.field("nombramiento_ids")).to_contain_text(SUPLENTE[0])
    quien.shot("cargo_historia")


def puede_crear(browser, server, user):
    """What the person sees of the access, coming in: the button of a new initiative."""
    boton = ".o_control_panel .o-kanban-button-new, .o_control_panel .o_list_button_add"
    with persona(browser, server, user=user) as quien:
        quien.open("/odoo/iniciativas")
        return quien.page.locator(boton).count() > 0


def test_access_follows_the_post(browser, demo_server, capturas):
    hoy = date.today()
    lunes = hoy + timedelta(days=7 - hoy.weekday())
    viernes = lunes + timedelta(days=4)
    with persona(browser, demo_server, user="regional", captura=capturas) as regional:
        nueva = regional_crea(regional)
        # who made it is not its staff
        assert not regional.call(
            "sigobito.cargo", "search_count", [[("company_id", "=", nueva)]]
        )
    con_clave(demo_server, ADMIN)
    with persona(browser, demo_server, user=ADMIN, captura=capturas) as admin:
        admin_nombra(admin, lunes, viernes)
        admin.open("/odoo/areas")
        admin.expect_text(JEFA[0])
        admin.shot("areas")
    con_clave(demo_server, JEFA[1], SUPLENTE[1])
    jefa, suplente = JEFA[1], SUPLENTE[1]
    assert puede_crear(browser, demo_server, jefa), "the holder has it at once"
    assert not puede_crear(browser, demo_server, suplente), "not yet"
    pasa_el_tiempo(demo_server, lunes)
    assert puede_crear(browser, demo_server, suplente), "on Monday he stands in"
    pasa_el_tiempo(demo_server, viernes)
    assert puede_crear(browser, demo_server, suplente), "until the last day"
    pasa_el_tiempo(demo_server, viernes + timedelta(days=1))
    assert not puede_crear(browser, demo_server, suplente), "gone at midnight"
    assert puede_crear(browser, demo_server, jefa), "the holder keeps it"
    with persona(
        browser, demo_server, user=ADMIN, viewport=TELEFONO, captura=capturas
    ) as admin:
        admin.open("/odoo/accesos-por-cargo")
        admin.expect_text(JEFA[0])
        admin.expect_no_text(SUPLENTE[0])
        admin.open("/odoo/personas")
        admin.expect_text(SUPLENTE[0])
        admin.shot("personas")
