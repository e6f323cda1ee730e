"""The mayor never loses a promise, and a citizen always gets an answer (R20-R28).

First the walk: a request comes in, is decided on the phone, is scheduled knowing that it
clashes, is briefed, held, and what was promised is extended, kept and told. Then the
doors of a reserved entry, for whoever may read it and for whoever may not.
"""

import io
from datetime import datetime, timedelta

import pytest
from pasos import ciudadana_envia, despacho_recomienda, titular_decide
from persona import TELEFONO, persona
from playwright.sync_api import expect
from pypdf import PdfReader

ASUNTO = "Semáforo frente a la escuela de Los Olivos"
CHOQUE = "Sesión con los alcaldes de la provincia"
MOTIVO = "La escuela solo puede ese día"
EN_DIEZ_DIAS = datetime.now() + timedelta(days=10)
PROMESAS = (
    f"Pintar el cruce escolar @martín {EN_DIEZ_DIAS:%d/%m/%Y}\n"
    "Pedir el semáforo a la provincia @jorge"
)
PROMESA = "Pintar el cruce escolar"
RESERVADA = "Negociación con el sindicato"


def dentro_de(**delta):
    """A moment from now, in UTC, as the server wants it."""
    momento = datetime.utcnow().replace(minute=0, second=0, microsecond=0)
    return f"{momento + timedelta(**delta):%Y-%m-%d %H:%M:%S}"


def leer_pdf(quien, informe, res_id):
    answer = quien.page.request.get(f"{quien.url}/report/pdf/{informe}/{res_id}")
    assert answer.ok, answer.status
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def despacho_agenda_con_choque(quien, solicitud_id):
    """What clashes is said while it is typed; it is saved for a reason."""
    [agenda_id] = quien.call(
        "sigobito.agenda", "search", [[("name", "ilike", "alcald")]], {"limit": 1}
    )
    quien.call(
        "calendar.event",
        "create",
        [
            {
                "name": CHOQUE,
                "agenda_id": agenda_id,
                "start": dentro_de(days=2, hours=-1),
                "stop": dentro_de(days=2, hours=2),
                "estado": "confirmada",
            }
        ],
    )
    quien.record("solicitudes-recibidas", solicitud_id)
    quien.press("action_agendar")
    quien.write("start", "+2d")
    quien.field("name").locator("input").click()  # leaves the picker of dates
    expect(quien.field("avisos")).to_contain_text(CHOQUE)
    quien.shot("actividad_choque")
    quien.save()
    # a hold may clash; who makes it firm says why
    quien.press("action_confirmar")
    quien.write("motivo", MOTIVO)
    quien.press("action_confirmar")
    quien.expect_state("confirmada")
    [event_id] = quien.call(
        "calendar.event", "search", [[("solicitud_id", "=", solicitud_id)]]
    )
    [event] = quien.call(
        "calendar.event",
        "read",
        [[event_id], ["conflicto_aceptado", "conflicto_motivo"]],
    )
    assert event["conflicto_aceptado"]
    assert event["conflicto_motivo"] == MOTIVO
    return event_id


def titular_lee_la_ficha(quien, event_id):
    """On the phone, and on paper."""
    quien.open(f"/sigobito/ficha/{event_id}")
    quien.expect_text(ASUNTO)
    quien.shot("ficha")
    texto = leer_pdf(quien, "sigobito_agenda.report_ficha", event_id)
    assert ASUNTO in texto
    assert "Juana Mamani" in texto


def titular_cierra(quien, event_id):
    """A day passes, and it was held: under a minute, with two promises."""
    quien.call(
        "calendar.event",
        "write",
        [[event_id], {"start": dentro_de(days=-1), "stop": dentro_de(hours=-23)}],
    )
    quien.open("/odoo/por-cerrar")
    card = quien.page.locator(".o_kanban_record").filter(has_text=ASUNTO)
    card.locator("button[name='action_cerrar']").click()
    quien.settled()
    quien.write("resultado", "La escuela, los padres y la municipalidad de acuerdo.")
    quien.write("promesas", PROMESAS)
    expect(quien.field("linea_ids")).to_contain_text(PROMESA)
    quien.shot("actividad_cierre_rapido")
    quien.press("action_cerrar")
    compromisos = quien.call(
        "sigobito.compromiso",
        "search_read",
        [[("event_id", "=", event_id)], ["name", "responsable_id"]],
    )
    responsables = {c["responsable_id"][1] for c in compromisos}
    assert responsables == {"Martín Salazar", "Jorge Medina"}, compromisos
    return next(c["id"] for c in compromisos if c["name"] == PROMESA)


def responsable_pide_mas_tiempo(quien, compromiso_id, nueva):
    quien.record("compromisos", compromiso_id)
    quien.press("action_aceptar")
    quien.press("action_pedir_prorroga")
    quien.write("date_nueva", nueva)
    quien.write("motivo", "La pintura llega la próxima semana.")
    quien.shot("compromiso_prorroga")
    quien.press("action_pedir")
    quien.expect_state("aceptado")


def titular_concede(quien, compromiso_id):
    [antes] = quien.call(
        "sigobito.compromiso", "read", [[compromiso_id], ["date_deadline"]]
    )
    quien.record("compromisos", compromiso_id)
    quien.press("action_aprobar_prorroga")
    [despues] = quien.call(
        "sigobito.compromiso",
        "read",
        [[compromiso_id], ["date_deadline", "date_original"]],
    )
    assert despues["date_deadline"] > antes["date_deadline"]
    assert despues["date_original"] == antes["date_deadline"]


def responsable_cumple(quien, compromiso_id):
    quien.record("compromisos", compromiso_id)
    quien.press("action_iniciar")
    quien.call(
        "sigobito.compromiso",
        "write",
        [[compromiso_id], {"evidencia": "Cruce pintado, foto del 23."}],
    )
    quien.page.reload()
    quien.settled()
    quien.press("action_cumplir")
    quien.expect_state("cumplido")


def despacho_verifica(quien, compromiso_id):
    """Another one than who kept it says so; then the citizen is told, once."""
    quien.record("compromisos", compromiso_id)
    quien.press("action_verificar")
    quien.expect_state("verificado")
    quien.shot("compromiso_verificado")
    [compromiso] = quien.call(
        "sigobito.compromiso", "read", [[compromiso_id], ["aviso_fecha", "aviso_medio"]]
    )
    assert compromiso["aviso_fecha"]
    assert compromiso["aviso_medio"] == "correo"


def test_a_promise_from_the_request_to_the_news(browser, demo_server, capturas):
    def as_user(user, viewport=None):
        return persona(
            browser, demo_server, user=user, viewport=viewport, captura=capturas
        )

    with as_user(None, TELEFONO) as vecina:
        ciudadana_envia(vecina, ASUNTO)
    with as_user("despacho.valle") as despacho:
        solicitud_id = despacho_recomienda(despacho, ASUNTO)
    with as_user("alcaldesa.valle", TELEFONO) as titular:
        titular_decide(titular, ASUNTO)
    with as_user("despacho.valle") as despacho:
        event_id = despacho_agenda_con_choque(despacho, solicitud_id)
    with as_user("alcaldesa.valle", TELEFONO) as titular:
        titular_lee_la_ficha(titular, event_id)
        compromiso_id = titular_cierra(titular, event_id)
    with as_user("gestor.valle", TELEFONO) as gestor:
        responsable_pide_mas_tiempo(gestor, compromiso_id, "+60d")
    with as_user("alcaldesa.valle", TELEFONO) as titular:
        titular_concede(titular, compromiso_id)
    with as_user("gestor.valle") as gestor:
        responsable_cumple(gestor, compromiso_id)
    with as_user("despacho.valle") as despacho:
        despacho_verifica(despacho, compromiso_id)
    with as_user(None) as admin:
        admin.login("admin", "admin")
        sent = admin.call(
            "mail.mail",
            "search_read",
            [[("email_to", "ilike", "juana.mamani@ejemplo.test")], ["body_html"]],
        )
        assert len([m for m in sent if PROMESA in m["body_html"]]) == 1


@pytest.fixture(scope="module")
def reservada(browser, demo_server):
    """A reserved entry of the mayor's agenda, as her secretary knows it."""
    with persona(browser, demo_server, user="despacho.valle") as despacho:
        [event] = despacho.call(
            "calendar.event",
            "search_read",
            [[("name", "=", RESERVADA)], ["display_name", "agenda_id", "attendee_ids"]],
        )
        assert event["display_name"] == RESERVADA
        texto = leer_pdf(despacho, "sigobito_agenda.report_ficha", event["id"])
        assert RESERVADA in texto
        despacho.open(f"/odoo/actividades/{event['id']}")
        expect(despacho.field("name").locator("input")).to_have_value(RESERVADA)
    return event


def puertas(quien, event, key):
    """Whatever each door answers about the entry, as text: ``{door: text}``."""
    event_id, only = event["id"], [("id", "=", event["id"])]
    named = [("name", "ilike", RESERVADA)]
    call = quien.call
    pdf = f"{quien.url}/report/pdf/sigobito_agenda.report_ficha/{event_id}"
    html = pdf.replace("/report/pdf/", "/report/html/")
    acta = html.replace("report_ficha", "report_acta")
    of_event = [("res_model", "=", "calendar.event"), ("res_id", "=", event_id)]
    return {
        "search by name": call("calendar.event", "search", [named]),
        "read": call(
            "calendar.event", "read", [[event_id], ["name", "description", "location"]]
        ),
        "search_read": call("calendar.event", "search_read", [only, ["name"]]),
        "group by": call(
            "calendar.event", "formatted_read_group", [only, ["name"], ["__count"]]
        ),
        "name search": call("calendar.event", "name_search", [RESERVADA]),
        "export": quien.export("calendar.event", only),
        "attendees": call(
            "calendar.attendee",
            "search_read",
            [[("event_id", "=", event_id)], ["email", "event_id"]],
        ),
        "messages": call(
            "mail.message",
            "search_read",
            [
                [("model", "=", "calendar.event"), ("res_id", "=", event_id)],
                ["body", "subject", "record_name"],
            ],
        ),
        "pending activities": call("mail.activity", "search_read", [of_event]),
        "files": call("ir.attachment", "search_read", [of_event, ["name"]]),
        "copy": call("calendar.event", "copy_data", [[event_id]]),
        "thread": call("calendar.event", "get_hilo", [[event_id]]),
        "briefing": quien.page.request.get(
            f"{quien.url}/sigobito/ficha/{event_id}"
        ).text(),
        "briefing on paper": quien.page.request.get(html).text(),
        "minutes": quien.page.request.get(acta).text(),
        "ics of the entry": quien.page.request.get(
            f"{quien.url}/calendar/ics/{event_id}.ics"
        ).text(),
        "public calendar": quien.page.request.get(
            f"{quien.url}/agenda/san-isidro-del-valle.ics"
        ).text(),
        "public data": quien.page.request.get(
            f"{quien.url}/agenda/san-isidro-del-valle.json"
        ).text(),
        "outside programs": quien.json2(
            key, "calendar.event", "search_read", domain=only, fields=["name"]
        ).text(),
        "outside programs, read": quien.json2(
            key, "calendar.event", "read", ids=[event_id], fields=["name"]
        ).text(),
    }


def test_a_colleague_sees_only_that_the_time_is_taken(
    reservada, browser, demo_server, api_key, capturas
):
    key = api_key("gestor.valle")
    with persona(browser, demo_server, user="gestor.valle", captura=capturas) as colega:
        answers = puertas(colega, reservada, key)
        for door, answer in answers.items():
            assert RESERVADA not in str(answer), door
        for door in ("search by name", "attendees", "messages", "files", "copy"):
            assert not answers[door], door
        assert answers["search_read"][0]["name"] == "Ocupado"


@pytest.mark.parametrize("user", ["despacho.puerto", "alcaldesa.puerto", "regional"])
def test_strangers_see_nothing_of_it(reservada, user, browser, demo_server, api_key):
    key = api_key(user)
    with persona(browser, demo_server, user=user) as ajena:
        answers = puertas(ajena, reservada, key)
        for door, answer in answers.items():
            assert RESERVADA not in str(answer), door
            if door in ("search by name", "read", "search_read", "attendees", "copy"):
                assert not answer, door
