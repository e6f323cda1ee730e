import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";

const PAUSA = 2000;

/** Progress of an import in the background: asks until it ends, then reloads. */
export class ImportacionAvance extends Component {
    static template = "sigobito_base.ImportacionAvance";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ valor: null, texto: null });
        this.activo = true;
        onMounted(() => this.programar());
        onWillUnmount(() => {
            this.activo = false;
            clearTimeout(this.reloj);
        });
    }

    get valor() {
        return this.state.valor ?? this.props.record.data[this.props.name];
    }

    get texto() {
        return this.state.texto ?? this.props.record.data.progreso_texto ?? "";
    }

    get etiqueta() {
        return _t("Import progress");
    }

    programar() {
        if (this.activo && this.props.record.data.state === "pending") {
            this.reloj = setTimeout(() => this.preguntar(), PAUSA);
        }
    }

    async preguntar() {
        const { record } = this.props;
        let datos = null;
        try {
            [datos] = await this.orm.silent.read(
                record.resModel,
                [record.resId],
                ["progreso", "progreso_texto", "state"],
            );
        } catch {
            // no connection just now: ask again later
        }
        if (!this.activo) {
            return;
        }
        if (datos && datos.state !== "pending") {
            await record.load();
            return;
        }
        if (datos) {
            this.state.valor = datos.progreso;
            this.state.texto = datos.progreso_texto || "";
        }
        this.programar();
    }
}

registry.category("fields").add("importacion_avance", {
    component: ImportacionAvance,
    supportedTypes: ["integer"],
    fieldDependencies: [
        { name: "progreso_texto", type: "char" },
        { name: "state", type: "selection" },
    ],
});
