import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** One participant's marks: a card by candidate, a row of 1 to 5 by criterion. */
export class Puntuar extends Component {
    static template = "sigobito_base.Puntuar";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.valores = [1, 2, 3, 4, 5];
        this.id =
            this.props.action.params?.priorizacion_id ||
            this.props.action.context?.active_id;
        this.state = useState({
            name: "",
            puedo: false,
            criterios: [],
            candidatas: [],
            puntajes: {},
            guardando: {},
        });
        onWillStart(() => this.load());
    }

    async load() {
        if (this.id) {
            Object.assign(
                this.state,
                await this.orm.call("sigobito.priorizacion", "get_hoja", [[this.id]]),
            );
        }
    }

    clave(candidata, criterio) {
        return `${candidata.id}-${criterio.id}`;
    }

    marca(candidata, criterio) {
        return this.state.puntajes[this.clave(candidata, criterio)] || 0;
    }

    get dados() {
        return Object.values(this.state.puntajes).filter(Boolean).length;
    }

    get esperados() {
        return this.state.candidatas.length * this.state.criterios.length;
    }

    /** The same mark again takes it back; a mark that was not kept goes back to what it was. */
    async dar(candidata, criterio, valor) {
        const clave = this.clave(candidata, criterio);
        const antes = this.state.puntajes[clave] || 0;
        const nuevo = antes === valor ? 0 : valor;
        this.state.puntajes[clave] = nuevo;
        this.state.guardando[clave] = true;
        try {
            await this.orm.call("sigobito.priorizacion.candidata", "puntuar", [
                [candidata.id],
                criterio.id,
                nuevo,
            ]);
        } catch (error) {
            this.state.puntajes[clave] = antes;
            throw error;
        } finally {
            this.state.guardando[clave] = false;
        }
    }

    volver() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "sigobito.priorizacion",
            res_id: this.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("sigobito_base.puntuar", Puntuar);
