"""Commitments typed in one go: one a line, with who and by when if one wants."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

VINETA = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)])\s+")
FECHA = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/])")
PERSONA = re.compile(r"(?<!\S)@([^\W\d_][\w.]*)")


@dataclass(frozen=True)
class Promesa:
    """What was promised, the word after ``@`` and the date, as they were typed."""

    name: str
    quien: str = ""
    fecha: date | None = None


def leer_promesas(texto: str | None, hoy: date) -> list[Promesa]:
    """Promises of a text. Day before month; without a year, the next such day.

    >>> hoy = date(2026, 11, 22)
    >>> for p in leer_promesas('''- Repair the pump @jorge 15/12
    ...
    ... 2) Send the file 10/1''', hoy):
    ...     print(p.name, '|', p.quien, '|', p.fecha)
    Repair the pump | jorge | 2026-12-15
    Send the file |  | 2027-01-10
    >>> leer_promesas('Call 24/7 for 31/02', hoy)[0]
    Promesa(name='Call for 31/02', quien='', fecha=datetime.date(2027, 7, 24))
    >>> leer_promesas('Mail to ana@example.org', hoy)[0].quien
    ''
    >>> leer_promesas('Paint it 5/3/27, all of it', hoy)[0].name
    'Paint it, all of it'
    >>> leer_promesas(None, hoy), leer_promesas(' - ', hoy)
    ([], [])
    """
    promesas = []
    for linea in (texto or "").splitlines():
        linea = VINETA.sub("", f"{linea} ").strip()
        quien, fecha = "", None
        if hallada := PERSONA.search(linea):
            quien = hallada[1].rstrip(".")
            linea = linea[: hallada.start()] + linea[hallada.end() :]
        for hallada in FECHA.finditer(linea):
            fecha = _leer_fecha(hallada, hoy)
            if fecha:
                linea = linea[: hallada.start()] + linea[hallada.end() :]
                break
        name = re.sub(r"\s+([,.;:])", r"\1", " ".join(linea.split())).strip(" ,;:-")
        if name:
            promesas.append(Promesa(name, quien, fecha))
    return promesas


def _leer_fecha(hallada: re.Match, hoy: date) -> date | None:
    dia, mes, anio = hallada.groups()
    try:
        if anio:
            return date(int(anio) + (2000 if len(anio) == 2 else 0), int(mes), int(dia))
        fecha = date(hoy.year, int(mes), int(dia))
        return fecha if fecha >= hoy else fecha.replace(year=hoy.year + 1)
    except ValueError:
        return None


def llano(texto: str | None) -> str:
    """Lower case without accents.

    >>> llano('José ÑANDÚ')
    'jose nandu'
    """
    partes = unicodedata.normalize("NFKD", texto or "")
    return "".join(c for c in partes if not unicodedata.combining(c)).lower()


def elegir_persona(quien: str, personas: dict[int, str]) -> int | None:
    """Of the people (id → names and login), the only one meant by that word.

    >>> gente = {7: 'Jorge Medina funcionario.valle', 8: 'Rosa Jordán alcaldesa.valle'}
    >>> elegir_persona('jorge', gente), elegir_persona('Jordan', gente)
    (7, 8)
    >>> elegir_persona('jor', gente), elegir_persona('funcionario.valle', gente)
    (None, 7)
    """
    buscado = llano(quien)
    if not buscado:
        return None
    halladas = [
        persona_id
        for persona_id, nombres in personas.items()
        if any(palabra.startswith(buscado) for palabra in llano(nombres).split())
    ]
    return halladas[0] if len(halladas) == 1 else None
