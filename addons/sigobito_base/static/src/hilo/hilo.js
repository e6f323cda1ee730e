import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { fechaCorta } from "../campos/fecha";
import { Semaforo } from "../semaforo/semaforo";

/** The chain of a record: its causes to the left, its consequences to the right. */
export class Hilo extends Component {
    static template = "sigobito_base.Hilo";
    static components = { Layout, Semaforo };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.state = useState({ columnas: [], truncated: false, error: "" });
        const { params = {}, context = {} } = this.props.action;
        this.resModel = params.res_model || context.active_model;
        this.resId = params.res_id || context.active_id;
        onWillStart(() => this.load());
    }

    async load() {
        if (!this.resModel || !this.resId) {
            this.state.error = _t("Open the thread from a record.");
            return;
        }
        const hilo = await this.orm.call(this.resModel, "get_hilo", [[this.resId]]);
        const columnas = new Map();
        for (const node of hilo.nodes) {
            if (!columnas.has(node.order)) {
                columnas.set(node.order, {
                    order: node.order,
                    kind: node.kind,
                    nodes: [],
                });
            }
            columnas.get(node.order).nodes.push(node);
        }
        this.state.columnas = [...columnas.values()];
        this.state.truncated = hilo.truncated;
    }

    fecha(node) {
        return fechaCorta(node.date);
    }

    get estaSolo() {
        return (
            this.state.columnas.length === 1 &&
            this.state.columnas[0].nodes.length === 1
        );
    }

    open(node) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: node.model,
            res_id: node.res_id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("sigobito_base.hilo", Hilo);
