import {
    Component,
    onMounted,
    onPatched,
    onWillStart,
    onWillUnmount,
    useRef,
    useState,
} from "@odoo/owl";
import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { ZOOM_LUGAR, crearForma, crearMapa, crearPunto, encuadrar } from "./leaflet";

/** Says where a place is by touching the map: its point, or its outline corner by corner. */
export class PuntoMapa extends Component {
    static template = "sigobito_base.PuntoMapa";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.el = useRef("mapa");
        this.state = useState({ falla: "", modo: "punto", esquinas: [] });
        onWillStart(async () => {
            this.datos = await this.orm.call("sigobito.lugar", "get_mapa_fondo", []);
        });
        onMounted(() => {
            this.mapa = crearMapa(this.el.el, {
                ...this.datos,
                alFallar: (falla) => (this.state.falla = falla),
                alCargar: () => (this.state.falla = ""),
            });
            this.mapa.on("click", (ev) => this.tocar(ev.latlng));
            this.dibujar(true);
        });
        onPatched(() => this.dibujar(false));
        onWillUnmount(() => this.mapa?.remove());
    }

    get datosLugar() {
        return this.props.record.data;
    }

    get punto() {
        const { latitud, longitud } = this.datosLugar;
        return latitud || longitud ? [latitud, longitud] : false;
    }

    dibujar(primera) {
        const clave = JSON.stringify([
            this.props.record.resId,
            this.punto,
            this.datosLugar.geojson,
            this.state.esquinas,
        ]);
        if (!this.mapa || clave === this.clave) {
            return;
        }
        this.clave = clave;
        this.capas?.remove();
        const capas = [];
        try {
            const forma = JSON.parse(this.datosLugar.geojson || "null");
            if (forma) {
                capas.push(crearForma(forma));
            }
        } catch {
            // Half typed: there is nothing to draw yet.
        }
        if (this.punto) {
            capas.push(crearPunto(this.punto, this.datosLugar));
        }
        if (this.state.esquinas.length) {
            capas.push(
                L.polyline(this.state.esquinas, { color: "#b3261e", dashArray: "4" }),
            );
            for (const esquina of this.state.esquinas) {
                capas.push(L.circleMarker(esquina, { radius: 5, color: "#b3261e" }));
            }
        }
        this.capas = L.layerGroup(capas).addTo(this.mapa);
        if (primera || this.resId !== this.props.record.resId) {
            this.resId = this.props.record.resId;
            encuadrar(this.mapa, capas);
        }
    }

    async tocar({ lat, lng }) {
        if (this.props.readonly) {
            return;
        }
        if (this.state.modo === "forma") {
            this.state.esquinas.push([lat, lng]);
            return;
        }
        await this.props.record.update({
            latitud: Number(lat.toFixed(6)),
            longitud: Number(lng.toFixed(6)),
        });
    }

    empezarForma() {
        this.state.modo = "forma";
        this.state.esquinas = [];
    }

    deshacer() {
        this.state.esquinas.pop();
    }

    cancelarForma() {
        this.state.modo = "punto";
        this.state.esquinas = [];
    }

    async terminarForma() {
        const anillo = this.state.esquinas.map(([lat, lng]) => [
            Number(lng.toFixed(6)),
            Number(lat.toFixed(6)),
        ]);
        anillo.push(anillo[0]);
        this.cancelarForma();
        await this.props.record.update({
            geojson: JSON.stringify({ type: "Polygon", coordinates: [anillo] }),
        });
    }

    async borrarForma() {
        await this.props.record.update({ geojson: false });
    }

    /** On the spot: the phone knows where it is. */
    aqui() {
        const avisar = () =>
            this.notification.add(
                _t(
                    "This device does not tell where it is. Touch the map or type the figures.",
                ),
                { type: "warning" },
            );
        if (!navigator.geolocation) {
            avisar();
            return;
        }
        navigator.geolocation.getCurrentPosition(
            ({ coords }) => {
                this.mapa.setView([coords.latitude, coords.longitude], ZOOM_LUGAR);
                this.state.modo = "punto";
                this.tocar({ lat: coords.latitude, lng: coords.longitude });
            },
            avisar,
            { enableHighAccuracy: true, timeout: 10000 },
        );
    }
}

export const puntoMapa = {
    component: PuntoMapa,
    fieldDependencies: [
        { name: "latitud", type: "float" },
        { name: "longitud", type: "float" },
        { name: "geojson", type: "text" },
        { name: "prioritario", type: "boolean" },
    ],
};
registry.category("view_widgets").add("sigobito_punto_mapa", puntoMapa);
