import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";
import { TextField, textField } from "@web/views/fields/text/text_field";
import { useState } from "@odoo/owl";

/** Characters as a person counts them: same rule as tools/texto.py. */
export function largo(texto) {
    return Array.from((texto || "").normalize("NFC").trim()).length;
}

/**
 * Text with a live counter. `options="{'maximo': 'largo_maximo'}"` names the field that
 * holds the limit of the channel (0: no limit).
 */
export class ContadorTextField extends TextField {
    static template = "sigobito_comunicacion.ContadorTextField";
    static props = { ...TextField.props, maximo: { type: String, optional: true } };

    setup() {
        super.setup();
        this.cuenta = useState({ escrito: null });
    }

    onInput(ev) {
        this.cuenta.escrito = ev.target.value;
    }

    async onBlur() {
        await super.onBlur();
        this.cuenta.escrito = null;
    }

    get largo() {
        const valor = this.cuenta.escrito ?? this.props.record.data[this.props.name];
        return largo(valor);
    }

    get maximo() {
        return (this.props.maximo && this.props.record.data[this.props.maximo]) || 0;
    }

    get sobra() {
        return this.maximo ? this.largo - this.maximo : 0;
    }

    get leyenda() {
        if (this.sobra > 0) {
            return _t("%(largo)s of %(maximo)s characters: %(sobra)s too many", {
                largo: this.largo,
                maximo: this.maximo,
                sobra: this.sobra,
            });
        }
        if (this.maximo) {
            return _t("%(largo)s of %(maximo)s characters", {
                largo: this.largo,
                maximo: this.maximo,
            });
        }
        return _t("%(largo)s characters", { largo: this.largo });
    }
}

export const contadorTextField = {
    ...textField,
    component: ContadorTextField,
    displayName: _t("Text with a counter"),
    supportedTypes: ["text"],
    extractProps: (fieldInfo) => ({
        ...textField.extractProps(fieldInfo),
        maximo: fieldInfo.options.maximo,
    }),
};

registry.category("fields").add("sigobito_contador", contadorTextField);
