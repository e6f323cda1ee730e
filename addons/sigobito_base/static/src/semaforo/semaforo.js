import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A light is a colour, a shape and a word: never the colour alone. */
export const FORMAS = {
    gris: "fa-circle-o",
    verde: "fa-circle",
    amarillo: "fa-exclamation-triangle",
    rojo: "fa-times-circle",
    azul: "fa-check-circle",
};

export class Semaforo extends Component {
    static template = "sigobito_base.Semaforo";
    static props = {
        color: { type: [String, Boolean], optional: true },
        palabra: { type: String, optional: true },
        motivo: { type: [String, Boolean], optional: true },
    };

    get color() {
        return this.props.color || "gris";
    }

    get forma() {
        return FORMAS[this.color];
    }

    get ayuda() {
        return this.props.motivo || this.props.palabra || "";
    }
}

export class SemaforoField extends Component {
    static template = "sigobito_base.SemaforoField";
    static components = { Semaforo };
    static props = { ...standardFieldProps };

    get palabra() {
        const options = this.props.record.fields[this.props.name].selection || [];
        const option = options.find(([key]) => key === this.color);
        return option ? option[1] : "";
    }

    get color() {
        return this.props.record.data[this.props.name] || "gris";
    }

    get motivo() {
        return this.props.record.data.semaforo_motivo || "";
    }
}

export const semaforoField = {
    component: SemaforoField,
    displayName: _t("Traffic light"),
    supportedTypes: ["selection"],
    fieldDependencies: [{ name: "semaforo_motivo", type: "char", readonly: true }],
    isEmpty: () => false,
};

registry.category("fields").add("semaforo", semaforoField);
