import {
    Component,
    onMounted,
    onWillStart,
    onWillUnmount,
    useRef,
    useState,
} from "@odoo/owl";
import { formatInteger } from "@web/views/fields/formatters";
import { Layout } from "@web/search/layout";
import { registry } from "@web/core/registry";
import { normalize } from "@web/core/l10n/utils/normalize";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import {
    ZOOM_LUGAR,
    crearForma,
    crearGrupo,
    crearMapa,
    crearPunto,
    encuadrar,
} from "./leaflet";

/** The places of the municipality on a map, and beside it as a list that always works. */
export class Mapa extends Component {
    static template = "sigobito_base.Mapa";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.el = useRef("mapa");
        this.state = useState({
            lugares: [],
            tipos: [],
            tipo: false,
            prioritarios: false,
            olvidados: false,
            texto: "",
            falla: "",
            sinFondo: false,
            elegido: false,
        });
        onWillStart(async () => {
            this.datos = await this.orm.call("sigobito.lugar", "get_mapa", []);
            this.state.lugares = this.datos.lugares;
            this.state.tipos = this.datos.tipos;
        });
        onMounted(() => this.dibujarMapa());
        onWillUnmount(() => {
            this.observador?.disconnect();
            this.mapa?.remove();
        });
    }

    // --------------------------------------------------------------------
    // Filters
    // --------------------------------------------------------------------

    get visibles() {
        const { tipo, prioritarios, olvidados, texto } = this.state;
        const buscado = normalize(texto.trim());
        return this.state.lugares.filter(
            (lugar) =>
                (!tipo || lugar.tipo_id === tipo) &&
                (!prioritarios || lugar.prioritario) &&
                (!olvidados || lugar.olvidado) &&
                (!buscado || normalize(lugar.ruta).includes(buscado)),
        );
    }

    get sinUbicar() {
        return this.state.lugares.filter((lugar) => !lugar.punto).length;
    }

    get avisoSinUbicar() {
        return this.sinUbicar === 1
            ? _t("One place is not on the map.")
            : _t("%s places are not on the map.", this.sinUbicar);
    }

    get hayOlvidados() {
        return this.state.lugares.some((lugar) => lugar.olvidado);
    }

    get mapaVisible() {
        return this.state.lugares.length && (!this.state.falla || this.state.sinFondo);
    }

    elegirTipo(tipo) {
        this.state.tipo = this.state.tipo === tipo ? false : tipo;
        this.dibujarLugares();
    }

    alternar(filtro) {
        this.state[filtro] = !this.state[filtro];
        this.dibujarLugares();
    }

    onTexto(ev) {
        this.state.texto = ev.target.value;
        this.dibujarLugares();
    }

    limpiar() {
        Object.assign(this.state, {
            tipo: false,
            prioritarios: false,
            olvidados: false,
            texto: "",
        });
        this.dibujarLugares();
    }

    // --------------------------------------------------------------------
    // Map
    // --------------------------------------------------------------------

    dibujarMapa() {
        if (!this.el.el) {
            return;
        }
        this.mapa = crearMapa(this.el.el, {
            ...this.datos,
            alFallar: (falla) => (this.state.falla = falla),
            alCargar: () => (this.state.falla = ""),
        });
        // Points are placed on what is seen: they wait until the canvas has a size.
        this.observador = new ResizeObserver(() => this.alCambiarTamano());
        this.observador.observe(this.el.el);
        this.dibujarLugares();
    }

    get lienzoVisible() {
        return Boolean(this.el.el?.offsetWidth && this.el.el.offsetHeight);
    }

    alCambiarTamano() {
        const visible = this.lienzoVisible;
        if (visible && !this.dibujado) {
            this.dibujarLugares();
        } else if (visible) {
            this.mapa.invalidateSize({ animate: false });
        } else {
            this.dibujado = false;
        }
    }

    mostrarSinFondo() {
        this.state.sinFondo = true;
    }

    dibujarLugares() {
        this.dibujado = Boolean(this.mapa) && this.lienzoVisible;
        if (!this.dibujado) {
            return;
        }
        this.formas?.remove();
        this.grupo?.remove();
        this.grupo = crearGrupo();
        this.puntos = new Map();
        this.capas = [];
        const formas = [];
        for (const lugar of this.visibles) {
            if (lugar.forma) {
                const forma = crearForma(lugar.forma, lugar);
                forma.bindPopup(() => this.crearGlobo(lugar));
                formas.push(forma);
                this.capas.push(forma);
            }
            if (lugar.punto) {
                const punto = crearPunto(lugar.punto, lugar);
                punto.options.title = lugar.name;
                punto.options.alt = lugar.name;
                punto.bindPopup(() => this.crearGlobo(lugar));
                punto.on("click", () => (this.state.elegido = lugar.id));
                this.puntos.set(lugar.id, punto);
                this.grupo.addLayer(punto);
                this.capas.push(punto);
            }
        }
        // First where to look, then what is there: the group draws only what is in view.
        this.mapa.invalidateSize({ animate: false });
        encuadrar(this.mapa, this.capas);
        this.formas = window.L.layerGroup(formas).addTo(this.mapa);
        this.mapa.addLayer(this.grupo);
    }

    /** What a point says; built from nodes, because names are not HTML. */
    crearGlobo(lugar) {
        const globo = document.createElement("div");
        globo.className = "o_mapa_globo";
        const titulo = document.createElement("strong");
        titulo.textContent = lugar.name;
        const nota = document.createElement("div");
        nota.textContent = this.nota(lugar);
        const boton = document.createElement("button");
        boton.type = "button";
        boton.className = "btn btn-primary btn-sm mt-2";
        boton.textContent = _t("360° view");
        boton.addEventListener("click", () => this.abrir(lugar));
        globo.append(titulo, nota, boton);
        return globo;
    }

    nota(lugar) {
        const partes = [lugar.tipo];
        if (lugar.poblacion) {
            partes.push(_t("%s inhabitants", formatInteger(lugar.poblacion)));
        }
        return partes.filter(Boolean).join(" · ");
    }

    contacto(lugar) {
        if (!this.datos.proximidad) {
            return "";
        }
        if (!lugar.contacto) {
            return _t("No contact yet");
        }
        if (lugar.dias === 0) {
            return _t("Contact today");
        }
        return lugar.dias === 1
            ? _t("1 day without contact")
            : _t("%s days without contact", lugar.dias);
    }

    // --------------------------------------------------------------------
    // Actions
    // --------------------------------------------------------------------

    elegir(lugar) {
        const punto = this.puntos?.get(lugar.id);
        if (!this.mapaVisible || !punto) {
            this.abrir(lugar);
            return;
        }
        this.state.elegido = lugar.id;
        this.el.el.scrollIntoView({ block: "nearest" });
        this.mapa.setView(lugar.punto, ZOOM_LUGAR, { animate: false });
        this.grupo.zoomToShowLayer(punto, () => punto.openPopup());
    }

    abrir(lugar) {
        return this.action.doAction("sigobito_base.mirada_lugar_action", {
            additionalContext: { active_id: lugar.id, active_model: "sigobito.lugar" },
        });
    }

    crear() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "sigobito.lugar",
            views: [[false, "form"]],
        });
    }

    ubicar() {
        return this.action.doAction("sigobito_base.sigobito_lugar_action", {
            additionalContext: { search_default_sin_ubicar: 1 },
        });
    }
}

registry.category("actions").add("sigobito_base.mapa", Mapa);
