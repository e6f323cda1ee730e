"""When two requests may be the same one: same person, same subject, same date (R24)."""

import re
import unicodedata

#: From here on they are shown to the office as possibly the same.
PROPONER = 60
#: How alike two texts must be to count, from 0 to 1.
NOMBRE_PARECIDO, ASUNTO_PARECIDO = 0.6, 0.3
#: Digits of a phone that are its own: prefixes of country and city come and go.
DIGITOS = 8
_VACIAS = frozenset(
    "a al con de del el en la las lo los para por que se su sus un una y solicito "
    "solicitud pedido pido audiencia invitacion requerimiento sobre".split()
)


def clave_texto(texto: object) -> str:
    """Words of a subject that say something: no accents, no courtesies.

    >>> clave_texto("Solicito  AUDIENCIA sobre la construcción del Puente N.º 3")
    'construccion puente n 3'
    >>> clave_texto(None), clave_texto("de la")
    ('', 'de la')
    """
    sin_ordinales = re.sub("[º°ª]", "", str(texto or "").lower())
    plano = unicodedata.normalize("NFKD", sin_ordinales)
    plano = "".join(c for c in plano if not unicodedata.combining(c))
    palabras = re.findall(r"[a-z0-9]+", plano)
    return " ".join([p for p in palabras if p not in _VACIAS] or palabras)[:200]


def clave_nombre(texto: object) -> str:
    """A name in any order.

    >>> clave_nombre("TORRES Peña, Ana"), clave_nombre("Sra. Ana Torres Peña")
    ('ana pena torres', 'ana pena torres')
    """
    titulos = {"sr", "sra", "srta", "don", "dona", "dr", "dra", "ing", "lic", "prof"}
    palabras = set(clave_texto(texto).split())
    return " ".join(sorted(palabras - titulos or palabras))[:120]


def clave_telefono(texto: object) -> str:
    """
    >>> clave_telefono("+51 999 111-222"), clave_telefono("(01) 999111222 anexo")
    ('99111222', '99111222')
    >>> clave_telefono("123"), clave_telefono(False)
    ('', '')
    """
    digitos = re.sub(r"\D", "", str(texto or ""))
    return digitos[-DIGITOS:] if len(digitos) >= 7 else ""


def clave_correo(texto: object) -> str:
    """
    >>> clave_correo(" Ana.Torres@Example.COM "), clave_correo("no es")
    ('ana.torres@example.com', '')
    """
    hallado = re.search(r"[^\s<>\"']+@[^\s<>\"']+", str(texto or ""))
    return hallado[0].lower() if hallado else ""


def puntaje(
    misma_persona: bool,
    nombre: float,
    asunto: float,
    misma_fecha: bool,
    dias: int,
) -> tuple[int, list[str]]:
    """How much two requests look like one (0 to 100), and in what.

    :param misma_persona: same phone, e-mail, document or stakeholder
    :param nombre: likeness of the names, from 0 to 1
    :param asunto: likeness of the subjects, from 0 to 1
    :param misma_fecha: both propose the same day
    :param dias: between one reception and the other

    >>> puntaje(True, 1, 0.4, False, 2)
    (66, ['persona', 'asunto'])
    >>> puntaje(True, 1, 0.1, False, 2)                  # the same neighbour, another thing
    (50, ['persona'])
    >>> puntaje(False, 0.1, 1, True, 3)                  # two invite to the same act
    (60, ['asunto', 'fecha'])
    >>> puntaje(False, 0.8, 0.9, False, 1)
    (68, ['nombre', 'asunto'])
    >>> puntaje(True, 1, 0.4, False, 50)                 # long ago: it may have come back
    (56, ['persona', 'asunto'])
    """
    puntos, motivos = 0.0, []
    if misma_persona:
        puntos += 50
        motivos.append("persona")
    elif nombre >= NOMBRE_PARECIDO:
        puntos += 40 * nombre
        motivos.append("nombre")
    if asunto >= ASUNTO_PARECIDO:
        puntos += 40 * asunto
        motivos.append("asunto")
    if misma_fecha:
        puntos += 20
        motivos.append("fecha")
    if dias > 30:
        puntos -= 10
    return max(0, min(100, round(puntos))), motivos
