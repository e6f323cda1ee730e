import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { fechaCorta } from "../campos/fecha";
import { Semaforo } from "../semaforo/semaforo";

const { DateTime } = luxon;

/** Home of the role: figures that open what is behind them, and what is next. */
export class Tablero extends Component {
    static template = "sigobito_base.Tablero";
    static components = { Semaforo };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({
            usuario: "",
            municipio: "",
            secciones: [],
            listas: [],
        });
        onWillStart(() => this.load());
    }

    async load() {
        const tablero = await this.orm.call("sigobito.tablero", "get_tablero", []);
        const secciones = new Map();
        for (const tarjeta of tablero.tarjetas) {
            if (!secciones.has(tarjeta.section)) {
                secciones.set(tarjeta.section, []);
            }
            secciones.get(tarjeta.section).push(tarjeta);
        }
        Object.assign(this.state, {
            usuario: tablero.usuario,
            municipio: tablero.municipio,
            secciones: [...secciones.entries()],
            listas: tablero.listas,
        });
    }

    get saludo() {
        const hora = DateTime.local().hour;
        if (hora < 12) {
            return _t("Good morning");
        }
        return hora < 19 ? _t("Good afternoon") : _t("Good evening");
    }

    get hoy() {
        return DateTime.local().toLocaleString({
            weekday: "long",
            day: "numeric",
            month: "long",
        });
    }

    fecha(item) {
        return fechaCorta(item.date);
    }

    openTarjeta(tarjeta) {
        return this.doAction(tarjeta);
    }

    doAction({ action, domain, context }) {
        const options = { additionalContext: context || {} };
        if (!domain) {
            return this.action.doAction(action, options);
        }
        return this.action.loadAction(action, context || {}).then((descr) =>
            // The figure and the list it opens must agree, so the list's own default
            // filters are left out.
            this.action.doAction({ ...descr, domain, context: context || {} }),
        );
    }

    openItem(item) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: item.model,
            res_id: item.res_id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("sigobito_base.tablero", Tablero);
