"""A week of the method on the screens: where the mayor has not been, a session closed, what
is missing mended, how far the implementation went (R3, R6, R10, R13, R19)."""

import pytest
from persona import TELEFONO, persona
from playwright.sync_api import expect
from servidor import en_el_servidor

ACTOR = "Comité de Agua de Huayo"
LUGAR = "El Mirador"
RUTINA = "Mesa de agenda"
FALTA = "Anexo Los Sauces"


@pytest.fixture(scope="module")
def region(demo_server):
    """No map tiles from outside, and the session of the routine is today's."""
    en_el_servidor(
        demo_server,
        "env['ir.config_parameter'].set_param(\n"
        "    'leaflet.tile_url', '/sigobito_base/no/hay/{z}/{x}/{y}.png')\n"
        "env['sigobito.rutina.sesion'].search([\n"
        f"    ('name', '=', {RUTINA!r}), ('state', '=', 'programada'),\n"
        "    ('company_id.slug', '=', 'san-isidro-del-valle'),\n"
        "]).date = env.ref('sigobito_base.company_valle_demo')._hoy()\n",
    )
    return demo_server


def busca(quien, model, name):
    return quien.call(model, "search", [[("name", "=", name)]])[0]


def mira_el_mapa(quien):
    """The list always works; the points too, without a background."""
    quien.open("/odoo/mapa")
    quien.page.locator(".o_mapa_sin_fondo").click()
    expect(
        quien.page.locator(".o_mapa_lienzo .o_mapa_punto, .marker-cluster").first
    ).to_be_visible()
    quien.expect_text(LUGAR)
    quien.shot("mapa")


def mira_todo_de(quien, camino, record, nombre, foto):
    """The 360° page: counts, what comes, what went by."""
    quien.open(f"/odoo/{camino}/{record}/{foto.split('_')[1]}-360")
    expect(quien.page.locator(".o_mirada h1")).to_have_text(nombre)
    expect(quien.page.locator(".o_mirada_item").first).to_be_visible()
    quien.shot(foto)


def cierra_la_sesion(quien):
    """Who came, what was done of the checklist, and it was held."""
    page = quien.page
    quien.open("/odoo/sesiones")
    page.locator(".o_data_cell").get_by_text(RUTINA, exact=True).first.click()
    quien.settled()
    quien.press("action_todos_presentes")
    pasos = quien.field("paso_ids").locator(".o_data_row input[type=checkbox]")
    for paso in range(pasos.count()):
        pasos.nth(paso).click()
    quien.shot("sesion")
    quien.press("action_realizar")
    quien.expect_state("realizada")
    quien.open("/odoo/calendario-rutinas")
    quien.expect_text(RUTINA)
    quien.shot("rutinas_calendario")
    quien.open("/odoo/rutinas")
    quien.shot("rutinas")


def mide_y_corrige(quien):
    """From the score to the very field that lacks something."""
    page = quien.page
    quien.open("/odoo/calidad")
    quien.expect_text("Toda la municipalidad")
    quien.shot("calidad")
    quien.open("/odoo/por-corregir")
    quien.expect_text(FALTA)
    quien.shot("por_corregir")
    page.locator(".o_data_row").filter(has_text=FALTA).first.locator(
        "button[name='action_corregir']"
    ).click()
    quien.settled()
    expect(
        page.locator(".o_form_view .o_field_widget[name='name'] input")
    ).to_have_value(FALTA)


@pytest.mark.parametrize("viewport", [None, TELEFONO], ids=["desktop", "phone"])
def test_where_the_mayor_has_not_been(browser, region, capturas, viewport):
    with persona(
        browser,
        region,
        user="alcaldesa.valle",
        viewport=viewport,
        captura=capturas,
    ) as titular:
        mira_el_mapa(titular)
        actor = busca(titular, "sigobito.actor", ACTOR)
        lugar = busca(titular, "sigobito.lugar", LUGAR)
        mira_todo_de(titular, "actores", actor, ACTOR, "mirada_actor")
        mira_todo_de(titular, "lugares", lugar, LUGAR, "mirada_lugar")
        titular.open("/odoo/estrategia")
        titular.shot("estrategia")
    assert not titular.errors, titular.errors


def test_a_session_is_closed(browser, region, capturas):
    with persona(browser, region, user="despacho.valle", captura=capturas) as despacho:
        cierra_la_sesion(despacho)
    assert not despacho.errors, despacho.errors


def test_what_is_missing_and_how_far(browser, region, capturas):
    with persona(browser, region, user="admin.valle", captura=capturas) as admin:
        mide_y_corrige(admin)
        mia = admin.call("sigobito.implementacion", "search", [[]])[0]
        admin.record("implementaciones", mia)
        expect(admin.page.locator("body")).to_contain_text("7")
        admin.shot("implementacion")
        admin.open("/odoo/pasos")
        admin.shot("implementacion_pasos")
    assert not admin.errors, admin.errors
    with persona(
        browser, region, user="admin.valle", viewport=TELEFONO, captura=capturas
    ) as admin:
        admin.record("implementaciones", mia)
        admin.shot("implementacion")
