import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The seven stages in a row; each opens its steps. */
export class EtapasField extends Component {
    static template = "sigobito_base.Etapas";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get etapas() {
        return (this.props.record.data[this.props.name] || []).map((etapa) => ({
            ...etapa,
            completa: etapa.total > 0 && etapa.hechos === etapa.total,
            ayuda: _t("%(name)s: %(done)s of %(total)s steps", {
                name: etapa.name,
                done: etapa.hechos,
                total: etapa.total,
            }),
        }));
    }

    async open(etapa) {
        const record = this.props.record;
        const action = await this.orm.call(
            record.resModel,
            "action_open_pasos",
            [record.resId],
            { context: { ...record.context, sigobito_etapa_id: etapa.id } },
        );
        return this.action.doAction(action);
    }
}

registry.category("fields").add("sigobito_etapas", {
    component: EtapasField,
    displayName: _t("Stages"),
    supportedTypes: ["json"],
});

/** What is still to set up: a figure and, for whoever can mend it, the way there. */
export class CompletitudField extends Component {
    static template = "sigobito_base.Completitud";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get faltas() {
        return this.props.record.data[this.props.name] || [];
    }

    async open(falta) {
        if (!falta.domain) {
            return this.action.doAction(falta.action);
        }
        const descr = await this.action.loadAction(falta.action, {});
        return this.action.doAction({ ...descr, domain: falta.domain, context: {} });
    }
}

registry.category("fields").add("sigobito_completitud", {
    component: CompletitudField,
    displayName: _t("Still to set up"),
    supportedTypes: ["json"],
});
