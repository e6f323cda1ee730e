"""Steps that more than one walk takes: a citizen asks, the office looks, the mayor decides."""

from playwright.sync_api import expect

MUNICIPIO = "san-isidro-del-valle"
RELATO = (
    "De noche el parque queda a oscuras y ya hubo tres robos. Pedimos que la alcaldesa "
    "nos reciba para ver cuándo abre la caseta de serenazgo."
)


def ciudadana_envia(quien, asunto):
    """Public form to tracking code."""
    page = quien.page
    quien.open(f"/solicitudes/{MUNICIPIO}")
    page.locator("label[for='tipo_audiencia']").click()
    page.fill("[name=name]", asunto)
    page.fill("[name=description]", RELATO)
    page.fill("[name=solicitante]", "Juana Mamani")
    page.fill("[name=phone]", "+51 987 654 321")
    page.fill("[name=email]", "juana.mamani@ejemplo.test")
    quien.shot("solicitud_publica")
    # People take longer than a robot to fill it: the form minds the difference.
    page.wait_for_timeout(3500)
    page.locator("form.o_solicitud_formulario button[type=submit]").click()
    code = page.locator(".o_solicitud_codigo_valor").inner_text().strip()
    assert len(code) >= 8, code
    quien.shot("solicitud_enviada")
    return code


def despacho_recomienda(quien, asunto):
    """The office looks into it and recommends to accept."""
    found = quien.call("sigobito.solicitud", "search", [[("name", "=", asunto)]])
    assert len(found) == 1
    quien.open("/odoo/solicitudes-recibidas")
    quien.expect_text(asunto)
    quien.shot("solicitudes")
    quien.record("solicitudes-recibidas", found[0])
    quien.press("action_analizar")
    quien.expect_state("analisis")
    quien.tab("analisis")
    quien.choose("recomendacion", "aceptar")
    quien.write(
        "recomendacion_nota", "Reunión corta en el despacho, con Desarrollo Social."
    )
    quien.shot("solicitud_recomendacion")
    quien.press("action_recomendar")
    quien.expect_state("recomendada")
    return found[0]


def titular_decide(quien, asunto):
    """With the thumb, from her home."""
    quien.shot("inicio_titular")
    quien.open("/odoo/decisiones")
    card = quien.page.locator(".o_kanban_record").filter(has_text=asunto)
    expect(card).to_have_count(1)
    quien.shot("decisiones")
    card.locator("button[name='action_aprobar'], a[name='action_aprobar']").click()
    expect(card).to_have_count(0)
