import { Component } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The warnings of a date, and free times that are taken with one tap. */
export class Avisos extends Component {
    static template = "sigobito_agenda.Avisos";
    static props = {
        avisos: Array,
        alternativas: Array,
        onElegir: { type: Function, optional: true },
    };
}

export class AvisosField extends Component {
    static template = "sigobito_agenda.AvisosField";
    static components = { Avisos };
    static props = {
        ...standardFieldProps,
        inicio: { type: String, optional: true },
        fin: { type: String, optional: true },
    };

    get valor() {
        const valor = this.props.record.data[this.props.name] || {};
        return {
            avisos: valor.avisos || [],
            alternativas: this.props.inicio ? valor.alternativas || [] : [],
        };
    }

    elegir(libre) {
        const cambios = { [this.props.inicio]: deserializeDateTime(libre.start) };
        if (this.props.fin) {
            cambios[this.props.fin] = deserializeDateTime(libre.stop);
        }
        return this.props.record.update(cambios);
    }
}

registry.category("fields").add("avisos", {
    component: AvisosField,
    displayName: _t("Warnings of the agenda"),
    supportedTypes: ["json"],
    supportedOptions: [
        { label: _t("Start"), name: "inicio", type: "field" },
        { label: _t("End"), name: "fin", type: "field" },
    ],
    extractProps: ({ options }) => ({ inicio: options.inicio, fin: options.fin }),
    isEmpty: () => false,
});
