"""The thread, walked whole by those who make it: from a citizen's request to a page that
tells what was achieved (R4, R24, R26, R30, R36-R38, R53)."""

import pytest
from pasos import (
    MUNICIPIO,
    RELATO,
    ciudadana_envia,
    despacho_recomienda,
    titular_decide,
)
from persona import ESCRITORIO, TELEFONO, persona

ASUNTO = "Caseta de serenazgo para el parque de Los Olivos"
PROMESA = "Abrir la caseta de serenazgo de Los Olivos antes de fin de año"
INICIATIVA = "Los Olivos seguro"
HITO = "Caseta de serenazgo en servicio"
PIEZA = "Los Olivos ya tiene su caseta de serenazgo"
COLUMNAS = [
    "sigobito.solicitud",
    "calendar.event",
    "sigobito.compromiso",
    "sigobito.iniciativa",
    "sigobito.hito",
    "sigobito.accion.comunicacional",
    "sigobito.pieza",
    "sigobito.ficha",
]


def despacho_agenda(quien, solicitud_id):
    """The accepted request becomes an activity; it is held and a promise comes out."""
    quien.record("solicitudes-recibidas", solicitud_id)
    quien.press("action_agendar")
    # It was held yesterday: an activity that has not begun cannot be closed.
    quien.write("start", "-1d")
    quien.save()
    quien.shot("actividad")
    quien.press("action_cerrar")
    quien.write("resultado", "Se acordó abrir la caseta con dos serenos por turno.")
    lineas = quien.field("linea_ids")
    lineas.locator(".o_field_x2many_list_row_add a").click()
    quien.write("name", PROMESA)
    quien.pick("responsable_id", "Martín Salazar")
    quien.shot("actividad_cierre")
    quien.press("action_cerrar")
    quien.expect_state("realizada")
    [event_id] = quien.call(
        "calendar.event", "search", [[("solicitud_id", "=", solicitud_id)]]
    )
    return event_id


def gestor_cumple(quien):
    """The promise serves an initiative, whose milestone is then reached."""
    [compromiso_id] = quien.call(
        "sigobito.compromiso", "search", [[("name", "=", PROMESA)]]
    )
    quien.record("compromisos", compromiso_id)
    quien.pick("iniciativa_id", INICIATIVA)
    quien.save()
    quien.shot("compromiso")
    [hito_id] = quien.call("sigobito.hito", "search", [[("name", "=", HITO)]])
    quien.record("hitos", hito_id)
    quien.press("action_lograr")
    quien.write("evidencia", "Acta de apertura firmada con la junta vecinal.")
    quien.shot("hito_logrado")
    quien.press("action_confirmar")
    quien.expect_state("done")
    return compromiso_id, hito_id


def gestor_alinea(quien):
    """One more target of the Sustainable Development Goals for the initiative."""
    [iniciativa_id] = quien.call(
        "sigobito.iniciativa", "search", [[("name", "like", INICIATIVA)]]
    )
    quien.record("iniciativas", iniciativa_id)
    quien.shot("iniciativa")
    quien.tab("ods")
    quien.field("alineacion_ids").locator(".o_field_x2many_list_row_add a").click()
    quien.pick("meta_id", "16.6")
    quien.save()
    quien.shot("iniciativa_ods")
    return iniciativa_id


def comunicacion_prepara(quien, hito_id):
    """The proposal that the milestone made becomes a piece for the web."""
    [accion_id] = quien.call(
        "sigobito.accion.comunicacional", "search", [[("hito_id", "=", hito_id)]]
    )
    quien.shot("inicio_comunicacion")
    quien.record("acciones-comunicacionales", accion_id)
    quien.press("action_preparar")
    quien.write("titulo", PIEZA)
    quien.write(
        "texto",
        "Desde hoy dos serenos por turno cuidan el parque de Los Olivos. La caseta se "
        "abrió con la junta vecinal.",
    )
    quien.shot("pieza")
    quien.press("action_enviar_revision")
    quien.expect_state("revision")
    [pieza_id] = quien.call("sigobito.pieza", "search", [[("titulo", "=", PIEZA)]])
    return accion_id, pieza_id


def titular_da_visto_bueno(quien, pieza_id):
    quien.open("/odoo/visto-bueno")
    quien.expect_text(PIEZA)
    quien.shot("visto_bueno")
    quien.record("visto-bueno", pieza_id)
    quien.press("action_aprobar")
    quien.open("/odoo/visto-bueno")
    quien.expect_no_text(PIEZA)


def comunicacion_publica(quien, pieza_id):
    quien.record("piezas", pieza_id)
    quien.press("action_publicar")
    quien.expect_state("publicada")


def titular_ve_el_hilo(quien, records):
    """The whole chain, from whichever of its links she opens it."""
    for model, res_id in records.items():
        hilo = quien.call(model, "get_hilo", [[res_id]])
        shown = {node["model"] for node in hilo["nodes"]}
        assert set(COLUMNAS) <= shown, (model, set(COLUMNAS) - shown)
        linked = {end for edge in hilo["edges"] for end in edge}
        assert linked == {node["id"] for node in hilo["nodes"]}, model
    quien.record("piezas", records["sigobito.pieza"])
    quien.press("action_open_hilo")
    quien.page.wait_for_selector(".o_hilo_tarjeta")
    quien.expect_text(ASUNTO)
    quien.shot("hilo")


@pytest.fixture(scope="module")
def hilo(browser, demo_server, capturas):
    """Walk the thread once; the records it left: ``{model: id}``, and the code."""

    def as_user(user, viewport=None):
        return persona(
            browser, demo_server, user=user, viewport=viewport, captura=capturas
        )

    with as_user(None) as vecina:
        codigo = ciudadana_envia(vecina, ASUNTO)
    with as_user("despacho.valle") as despacho:
        despacho.shot("inicio_despacho")
        solicitud_id = despacho_recomienda(despacho, ASUNTO)
    with as_user("alcaldesa.valle", TELEFONO) as titular:
        titular_decide(titular, ASUNTO)
    with as_user("despacho.valle") as despacho:
        event_id = despacho_agenda(despacho, solicitud_id)
    with as_user("gestor.valle") as gestor:
        compromiso_id, hito_id = gestor_cumple(gestor)
        iniciativa_id = gestor_alinea(gestor)
    with as_user("comunicacion.valle") as prensa:
        accion_id, pieza_id = comunicacion_prepara(prensa, hito_id)
    with as_user("alcaldesa.valle", TELEFONO) as titular:
        titular_da_visto_bueno(titular, pieza_id)
    with as_user("comunicacion.valle") as prensa:
        comunicacion_publica(prensa, pieza_id)
    records = {
        "sigobito.solicitud": solicitud_id,
        "calendar.event": event_id,
        "sigobito.compromiso": compromiso_id,
        "sigobito.iniciativa": iniciativa_id,
        "sigobito.hito": hito_id,
        "sigobito.accion.comunicacional": accion_id,
        "sigobito.pieza": pieza_id,
    }
    return records, codigo


@pytest.mark.parametrize("viewport", [ESCRITORIO, TELEFONO], ids=["1280", "390"])
def test_the_head_of_government_sees_the_whole_chain(
    hilo, viewport, browser, demo_server, capturas
):
    with persona(
        browser,
        demo_server,
        user="alcaldesa.valle",
        viewport=viewport,
        captura=capturas,
    ) as titular:
        titular.shot("inicio_titular")
        titular_ve_el_hilo(titular, hilo[0])


def test_the_citizen_sees_what_came_of_it(hilo, browser, demo_server, capturas):
    with persona(browser, demo_server, viewport=TELEFONO, captura=capturas) as vecina:
        vecina.open(f"/logros/{MUNICIPIO}")
        vecina.expect_text(PIEZA)
        vecina.shot("logros")
        vecina.open(f"/solicitudes/seguimiento/{hilo[1]}")
        vecina.shot("solicitud_seguimiento")
        for private in (RELATO, "987 654 321", "juana.mamani@ejemplo.test"):
            vecina.expect_no_text(private)


def test_the_request_fits_a_phone(browser, demo_server, capturas):
    with persona(browser, demo_server, viewport=TELEFONO, captura=capturas) as vecina:
        ciudadana_envia(vecina, "Poda de los árboles de la plaza")


def test_the_regional_team_sees_the_sheet_and_nothing_private(
    hilo, browser, demo_server, capturas
):
    records, _codigo = hilo
    with persona(browser, demo_server, user="regional", captura=capturas) as regional:
        regional.shot("inicio_regional")
        regional.open("/odoo/fichas")
        regional.expect_text(INICIATIVA)
        regional.shot("fichas")
        for model in ("sigobito.solicitud", "calendar.event", "sigobito.compromiso"):
            res_id = records[model]
            assert not regional.call(model, "search", [[("id", "=", res_id)]]), model


NOMBRES = {
    "sigobito.solicitud": ASUNTO,
    "calendar.event": ASUNTO,
    "sigobito.compromiso": PROMESA,
    "sigobito.iniciativa": INICIATIVA,
    "sigobito.hito": HITO,
    "sigobito.accion.comunicacional": HITO,
    "sigobito.pieza": PIEZA,
}
ACCIONES = {
    "sigobito.solicitud": "solicitudes-recibidas",
    "calendar.event": "actividades",
    "sigobito.compromiso": "compromisos",
    "sigobito.iniciativa": "iniciativas",
    "sigobito.hito": "hitos",
    "sigobito.accion.comunicacional": "acciones-comunicacionales",
    "sigobito.pieza": "piezas",
}


@pytest.mark.parametrize(
    "user", ["despacho.puerto", "gestor.puerto", "comunicacion.puerto"]
)
def test_another_municipality_finds_nothing(hilo, user, browser, demo_server, api_key):
    records, _codigo = hilo
    key = api_key(user)
    with persona(browser, demo_server, user=user) as ajena:
        for model, res_id in records.items():
            only = [("id", "=", res_id)]
            assert not ajena.call(model, "search", [only]), model
            assert not ajena.call(model, "read", [[res_id], ["display_name"]]), model
            assert not ajena.call(model, "get_hilo", [[res_id]]), model
            found = ajena.call(model, "name_search", [NOMBRES[model]]) or []
            assert res_id not in [one for one, _name in found], model
            groups = ajena.call(
                model, "formatted_read_group", [only, ["company_id"], ["__count"]]
            )
            assert not groups, model
            exported = ajena.export(model, only)
            assert NOMBRES[model] not in exported, model
            for answer in (
                ajena.json2(key, model, "search_read", domain=only, fields=["id"]),
                ajena.json2(key, model, "read", ids=[res_id], fields=["display_name"]),
            ):
                assert NOMBRES[model] not in answer.text()
                assert not (answer.ok and answer.json()), model
        for model, path in ACCIONES.items():
            ajena.open(f"/odoo/{path}/{records[model]}")
            ajena.expect_no_text(NOMBRES[model])


def test_the_key_works_for_ones_own(hilo, browser, demo_server, api_key):
    """What the test above finds empty is not empty for the right person."""
    records, _codigo = hilo
    key = api_key("despacho.valle")
    with persona(browser, demo_server, user="despacho.valle") as despacho:
        only = [("id", "=", records["sigobito.solicitud"])]
        answer = despacho.json2(
            key, "sigobito.solicitud", "search_read", domain=only, fields=["name"]
        )
        assert answer.json()[0]["name"] == ASUNTO
        assert ASUNTO in despacho.export("sigobito.solicitud", only)
