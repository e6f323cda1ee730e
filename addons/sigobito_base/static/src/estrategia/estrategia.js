import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** The way from the strategy to the operation: what is there, what is missing, where. */
export class Estrategia extends Component {
    static template = "sigobito_base.Estrategia";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({
            municipio: "",
            hechos: 0,
            total: 1,
            plan_id: false,
            pasos: [],
        });
        onWillStart(() => this.load());
    }

    async load() {
        Object.assign(
            this.state,
            await this.orm.call("sigobito.estrategia", "get_guia", []),
        );
    }

    get porcentaje() {
        return Math.round((this.state.hechos / (this.state.total || 1)) * 100);
    }

    get siguiente() {
        return this.state.pasos.find((paso) => !paso.hecho);
    }

    async abrir(paso) {
        const action = await this.action.loadAction(paso.action);
        return this.action.doAction(
            paso.domain ? { ...action, domain: paso.domain } : action,
        );
    }

    async agregar(paso) {
        const action = await this.action.loadAction(paso.action);
        return this.action.doAction(
            { ...action, views: action.views.filter((view) => view[1] === "form") },
            { props: { resId: false } },
        );
    }

    extra(otro) {
        return this.action.doAction(otro.action, { onClose: () => this.load() });
    }

    imprimir() {
        return this.action.doAction("sigobito_base.action_report_estrategia", {
            additionalContext: {
                active_ids: [this.state.plan_id],
                active_model: "sigobito.plan",
            },
        });
    }
}

registry.category("actions").add("sigobito_base.estrategia", Estrategia);
