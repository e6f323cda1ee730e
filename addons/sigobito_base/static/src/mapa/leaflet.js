/** Where a map without any place starts: the middle of Latin America. */
const LEJOS = { centro: [-12, -70], zoom: 4 };
const ZOOM_LUGAR = 16;
/** Longest wait for the first tile, in milliseconds. */
const ESPERA = 8000;

/**
 * A Leaflet map over the tiles of the parameter; tells once when they do not come.
 *
 * The library is part of the backend's own files: nothing is asked of a third party
 * but the tiles, and those only when an address for them has been set.
 */
export function crearMapa(el, { tiles, copyright, centro, alFallar, alCargar }) {
    const mapa = L.map(el, { attributionControl: Boolean(tiles), maxZoom: 19 });
    if (centro) {
        mapa.setView(centro, 12);
    } else {
        mapa.setView(LEJOS.centro, LEJOS.zoom);
    }
    if (!tiles) {
        alFallar("sin_direccion");
        return mapa;
    }
    let cargado = false;
    const fallar = () => {
        if (!cargado) {
            alFallar("sin_respuesta");
        }
    };
    const espera = setTimeout(fallar, ESPERA);
    mapa.on("unload", () => clearTimeout(espera));
    L.tileLayer(tiles, { attribution: copyright, maxZoom: 19 })
        .on("tileload", () => {
            if (!cargado) {
                cargado = true;
                clearTimeout(espera);
                alCargar();
            }
        })
        .on("tileerror", fallar)
        .addTo(mapa);
    return mapa;
}

/** A point on the map: its look says what it is, also without colour. */
export function crearPunto(latlng, { prioritario = false, olvidado = false } = {}) {
    const clases = ["o_mapa_punto"];
    let forma = "fa-circle";
    if (prioritario) {
        clases.push("o_mapa_prioritario");
        forma = "fa-star";
    }
    if (olvidado) {
        clases.push("o_mapa_olvidado");
        forma = "fa-exclamation";
    }
    return L.marker(latlng, {
        icon: L.divIcon({
            className: clases.join(" "),
            html: `<i class="fa ${forma}"></i>`,
            iconSize: [30, 30],
        }),
    });
}

/** A group of points that comes apart when one looks closer. */
export function crearGrupo() {
    return L.markerClusterGroup({ showCoverageOnHover: false, maxClusterRadius: 45 });
}

/** The outline of a place; broken shapes draw nothing. */
export function crearForma(geojson, { olvidado = false } = {}) {
    try {
        return L.geoJSON(geojson, {
            style: {
                color: olvidado ? "#b3261e" : "#714b67",
                weight: 2,
                dashArray: olvidado ? "6 4" : null,
                fillOpacity: 0.12,
            },
            // The point of the place is drawn apart.
            pointToLayer: () => L.layerGroup(),
        });
    } catch {
        return L.layerGroup();
    }
}

/** Everything drawn fits in the map. */
export function encuadrar(mapa, capas) {
    const limites = L.latLngBounds([]);
    for (const capa of capas) {
        const propio = capa.getBounds ? capa.getBounds() : capa.getLatLng?.();
        if (propio && (!propio.isValid || propio.isValid())) {
            limites.extend(propio);
        }
    }
    if (limites.isValid()) {
        mapa.fitBounds(limites, {
            animate: false,
            maxZoom: ZOOM_LUGAR,
            padding: [24, 24],
        });
    }
}

export { ZOOM_LUGAR };
