import { Component, onWillStart, useState } from "@odoo/owl";
import { deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/views/fields/formatters";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { fechaCorta } from "../campos/fecha";
import { Semaforo } from "../semaforo/semaforo";

const { DateTime } = luxon;
const ACCIONES = {
    "sigobito.actor": "sigobito_base.mirada_actor_action",
    "sigobito.lugar": "sigobito_base.mirada_lugar_action",
    "sigobito.tema": "sigobito_base.mirada_tema_action",
};

/** Everything about one stakeholder, theme or place, the newest first. */
export class Mirada extends Component {
    static template = "sigobito_base.Mirada";
    static components = { Layout, Semaforo };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        const { params = {}, context = {}, res_model } = this.props.action;
        this.resModel = res_model || params.res_model || context.active_model;
        this.resId = Number(context.active_id || params.active_id || params.res_id);
        this.state = useState({
            pagina: null,
            items: [],
            hayMas: false,
            proximos: [],
            hayMasProximos: false,
            fuente: null,
            cargando: false,
        });
        onWillStart(() => this.load());
    }

    async load() {
        if (!this.resModel || !this.resId) {
            return;
        }
        const pagina = await this.llamar({});
        this.state.pagina = pagina;
        this.recibir(pagina);
        this.env.config.setDisplayName?.(_t("%s, 360°", pagina.nombre));
    }

    llamar(opciones) {
        return this.orm.call(this.resModel, "get_360", [[this.resId]], {
            fuente: this.state.fuente,
            ...opciones,
        });
    }

    async elegir(key) {
        this.state.fuente = this.state.fuente === key ? null : key;
        this.state.cargando = true;
        this.recibir(await this.llamar({}));
    }

    recibir(pagina) {
        Object.assign(this.state, {
            items: pagina.items,
            hayMas: pagina.hay_mas,
            proximos: pagina.proximos,
            hayMasProximos: pagina.hay_mas_proximos,
            cargando: false,
        });
    }

    async todosLosProximos() {
        this.recibir(await this.llamar({ proximos: 100 }));
    }

    async masAntiguos() {
        this.state.cargando = true;
        const { items, hay_mas } = await this.llamar({
            desde: this.state.items.length,
        });
        this.state.items.push(...items);
        Object.assign(this.state, { hayMas: hay_mas, cargando: false });
    }

    // --------------------------------------------------------------------
    // What is shown
    // --------------------------------------------------------------------

    /** Rows under the month they belong to; what is to come stands first. */
    get grupos() {
        const grupos = [];
        if (this.state.proximos.length) {
            grupos.push({
                nombre: _t("To come"),
                items: this.state.proximos,
                hayMas: this.state.hayMasProximos,
            });
        }
        for (const item of this.state.items) {
            const nombre = this.mes(item);
            if (grupos.at(-1)?.nombre !== nombre) {
                grupos.push({ nombre, items: [] });
            }
            grupos.at(-1).items.push(item);
        }
        return grupos;
    }

    mes(item) {
        if (!item.date) {
            return _t("Without date");
        }
        const mes = deserializeDate(item.date).toLocaleString({
            month: "long",
            year: "numeric",
        });
        return mes.charAt(0).toUpperCase() + mes.slice(1);
    }

    dia(item) {
        return [fechaCorta(item.date), item.hour].filter(Boolean).join(", ");
    }

    clase(item) {
        return this.state.pagina.cuentas.find((cuenta) => cuenta.key === item.key);
    }

    get contacto() {
        const { dias, ultimo_contacto } = this.state.pagina;
        if (!ultimo_contacto) {
            return { cifra: "—", texto: _t("No contact yet"), fecha: "" };
        }
        const fecha = deserializeDate(ultimo_contacto).toLocaleString(
            DateTime.DATE_MED,
        );
        if (dias === 0) {
            return { cifra: _t("Today"), texto: _t("Last contact"), fecha };
        }
        return {
            cifra: String(dias),
            texto:
                dias === 1
                    ? _t("day since the last contact")
                    : _t("days since the last contact"),
            fecha,
        };
    }

    get tiempo() {
        const proximidad = this.state.pagina.proximidad;
        if (!proximidad || !proximidad.horas) {
            return false;
        }
        const cifra = (valor) => formatFloat(valor, { digits: [5, 1] });
        return {
            cifra: `${cifra(proximidad.horas_pct)} %`,
            esperado: proximidad.peso_pct
                ? _t("expected: %s", `${cifra(proximidad.peso_pct)} %`)
                : "",
        };
    }

    // --------------------------------------------------------------------
    // Actions
    // --------------------------------------------------------------------

    open({ model, id }) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openFicha() {
        return this.open({ model: this.resModel, id: this.resId });
    }

    openVinculo({ model, id }) {
        return this.action.doAction(ACCIONES[model], {
            additionalContext: { active_id: id, active_model: model },
        });
    }

    async proponer() {
        const accion = await this.orm.call(this.resModel, "action_proponer_actividad", [
            [this.resId],
        ]);
        return this.action.doAction(accion);
    }
}

registry.category("actions").add("sigobito_base.mirada", Mirada);
