"""Shapes of places as GeoJSON (RFC 7946): what is valid, where it is.

Plain values only; nothing here looks at a database or a map.
"""

import json
import math
from collections.abc import Iterator

#: Characters of a shape: the outline of a district needs far fewer.
MAXIMO = 300_000
#: kind → how many lists its coordinates are nested in
PROFUNDIDAD = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
Punto = tuple[float, float]


def leer(texto: str) -> dict | None:
    """The shape written in ``texto``, or nothing when it is not a shape.

    >>> leer('{"type": "Point", "coordinates": [-76.3, -13.07]}')["type"]
    'Point'
    >>> leer('{"type": "Point", "coordinates": [-13.07]}') is None
    True
    >>> leer('{"type": "Circle"}') is None, leer("no") is None, leer("[]") is None
    (True, True, True)
    """
    if not texto or len(texto) > MAXIMO:
        return None
    try:
        forma = json.loads(texto)
        return forma if any(True for _ in puntos(forma)) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def puntos(forma: dict) -> Iterator[Punto]:
    """Every point of a shape, as (longitude, latitude); raises when it is none.

    >>> list(puntos({"type": "Polygon",
    ...     "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 0]]]}))[:2]
    [(0.0, 0.0), (2.0, 0.0)]
    >>> list(puntos({"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2]]]}))
    Traceback (most recent call last):
    ValueError: a ring must end where it starts
    >>> list(puntos({"type": "Point", "coordinates": [200, 0]}))
    Traceback (most recent call last):
    ValueError: out of the world
    """
    clase = forma["type"]
    if clase == "FeatureCollection":
        for parte in forma["features"]:
            yield from puntos(parte)
    elif clase == "Feature":
        yield from puntos(forma["geometry"])
    elif clase == "GeometryCollection":
        for parte in forma["geometries"]:
            yield from puntos(parte)
    else:
        if clase not in PROFUNDIDAD:
            raise ValueError("unknown kind of shape")
        yield from _recorrer(forma["coordinates"], PROFUNDIDAD[clase], "Poly" in clase)


def _recorrer(nodo: list, nivel: int, cerrado: bool) -> Iterator[Punto]:
    if not isinstance(nodo, list):
        raise ValueError("coordinates must be lists")
    if nivel:
        if cerrado and nivel == 1 and (len(nodo) < 4 or nodo[0] != nodo[-1]):
            raise ValueError("a ring must end where it starts")
        for hijo in nodo:
            yield from _recorrer(hijo, nivel - 1, cerrado)
        return
    longitud, latitud = (float(valor) for valor in nodo[:2])
    if not (math.isfinite(longitud) and math.isfinite(latitud)):
        raise ValueError("out of the world")
    if abs(longitud) > 180 or abs(latitud) > 90:
        raise ValueError("out of the world")
    yield longitud, latitud


def centro(forma: dict) -> Punto:
    """Middle of the box around a shape, as (latitude, longitude).

    >>> centro({"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 2], [0, 0]]]})
    (1.0, 2.0)
    """
    longitudes, latitudes = zip(*puntos(forma), strict=True)
    return (
        round((min(latitudes) + max(latitudes)) / 2, 6),
        round((min(longitudes) + max(longitudes)) / 2, 6),
    )
