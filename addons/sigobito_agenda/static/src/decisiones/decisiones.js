import { Component, onWillStart, useState } from "@odoo/owl";
import { Semaforo } from "@sigobito_base/semaforo/semaforo";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** What waits for the titular's decision, decided with the thumb and sent at once. */
export class Decisiones extends Component {
    static template = "sigobito_agenda.Decisiones";
    static components = { Semaforo };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.state = useState({
            tarjetas: [],
            elegidas: {},
            errores: {},
            abiertas: {},
            hechas: [],
            manana: "",
            semana: "",
            puede: true,
            mas: false,
            enviando: false,
        });
        onWillStart(() => this.load());
    }

    async load() {
        const pagina = await this.orm.call("sigobito.solicitud", "get_decisiones", []);
        Object.assign(this.state, pagina, { elegidas: {} });
    }

    get cuenta() {
        return Object.keys(this.state.elegidas).length;
    }

    get textoBoton() {
        return this.cuenta === 1
            ? _t("Confirm 1 decision")
            : _t("Confirm %s decisions", this.cuenta);
    }

    elegir(tarjeta, decision) {
        const { elegidas, errores } = this.state;
        delete errores[tarjeta.id];
        if (elegidas[tarjeta.id]?.decision === decision) {
            delete elegidas[tarjeta.id];
        } else {
            const nota = elegidas[tarjeta.id]?.nota || "";
            elegidas[tarjeta.id] = { decision, nota, hasta: this.state.semana };
        }
    }

    elegida(tarjeta) {
        return this.state.elegidas[tarjeta.id] || {};
    }

    aprobarTodas() {
        for (const tarjeta of this.state.tarjetas) {
            if (tarjeta.recomendacion && !this.state.elegidas[tarjeta.id]) {
                this.elegir(tarjeta, "aprobar");
            }
        }
    }

    async enviar() {
        const decisiones = Object.entries(this.state.elegidas).map(([id, elegida]) => ({
            id: Number(id),
            ...elegida,
        }));
        this.state.enviando = true;
        try {
            const resultados = await this.orm.call(
                "sigobito.solicitud",
                "decidir_lote",
                [decisiones],
            );
            this.recibir(resultados);
        } finally {
            this.state.enviando = false;
        }
    }

    recibir(resultados) {
        const hechas = [];
        for (const { id, ok, mensaje } of resultados) {
            if (ok) {
                hechas.push(id);
                delete this.state.elegidas[id];
                delete this.state.errores[id];
            } else {
                this.state.errores[id] = mensaje;
            }
        }
        this.state.tarjetas = this.state.tarjetas.filter((t) => !hechas.includes(t.id));
        if (hechas.length) {
            this.state.hechas = hechas;
        }
    }

    async deshacer() {
        const hechas = this.state.hechas;
        this.state.hechas = [];
        await this.orm.call("sigobito.solicitud", "action_deshacer_decision", [hechas]);
        this.notification.add(_t("They wait for your decision again."), {
            type: "info",
        });
        const elegidas = this.state.elegidas;
        await this.load();
        this.state.elegidas = elegidas;
    }

    abrir(tarjeta) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "sigobito.solicitud",
            res_id: tarjeta.id,
            views: [[false, "form"]],
        });
    }

    enLista() {
        return this.action.doAction(
            "sigobito_agenda.sigobito_solicitud_action_decision",
        );
    }
}

registry.category("actions").add("sigobito_agenda.decisiones", Decisiones);
