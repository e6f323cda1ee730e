import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

/** Number of one goal on its colour. */
export class OdsNumero extends Component {
    static template = "sigobito_comunidad.OdsNumero";
    static props = { ...standardFieldProps };

    get estilo() {
        const { color_hex, color_texto } = this.props.record.data;
        return `background-color: ${color_hex}; color: ${color_texto}`;
    }
}

registry.category("fields").add("sigobito_ods_numero", {
    component: OdsNumero,
    supportedTypes: ["char"],
    fieldDependencies: [
        { name: "color_hex", type: "char" },
        { name: "color_texto", type: "char" },
    ],
});

/** Coloured tiles of the goals of a record: number, and name for whoever asks. */
export class OdsTiles extends Component {
    static template = "sigobito_comunidad.OdsTiles";
    static props = {
        ...standardFieldProps,
        nombres: { type: Boolean, optional: true },
    };

    get tiles() {
        return this.props.record.data[this.props.name].records.map(
            ({ resId, data }) => ({
                id: resId,
                code: data.code,
                name: data.display_name,
                corto: (data.display_name || "").replace(/^\d+\.\s*/, ""),
                estilo: `background-color: ${data.color_hex}; color: ${data.color_texto}`,
            }),
        );
    }
}

registry.category("fields").add("sigobito_ods_tiles", {
    component: OdsTiles,
    supportedTypes: ["many2many", "one2many"],
    relatedFields: [
        { name: "code", type: "char" },
        { name: "display_name", type: "char" },
        { name: "color_hex", type: "char" },
        { name: "color_texto", type: "char" },
    ],
    extractProps: ({ options }) => ({ nombres: Boolean(options.nombres) }),
});
