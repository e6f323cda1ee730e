import { onMounted } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { FormController } from "@web/views/form/form_controller";

/** Name of the page of the form that holds a field, if it is in one. */
function paginaDe(xmlDoc, campo) {
    const nodo = xmlDoc.querySelector(`field[name="${campo}"]`);
    return nodo?.closest("page")?.getAttribute("name") || "";
}

/** A form opened to mend a finding shows the field, and tells when it is mended. */
patch(FormController.prototype, {
    setup() {
        super.setup(...arguments);
        const { sigobito_hallazgo_id: id, sigobito_campo: campo } =
            this.props.context || {};
        this.sigobitoHallazgoId = this.props.resId && id;
        if (this.sigobitoHallazgoId) {
            onMounted(() => this.sigobitoEnfocar(campo));
        }
    },

    sigobitoEnfocar(campo) {
        const mensaje = this.props.context.sigobito_mensaje;
        if (mensaje) {
            this.env.services.notification.add(mensaje, {
                title: _t("To mend"),
                type: "warning",
            });
        }
        const form = this.rootRef.el;
        if (!campo || !form) {
            return;
        }
        const buscar = () =>
            form.querySelector(`.o_field_widget[name="${CSS.escape(campo)}"]`);
        const mostrar = () => {
            const widget = buscar();
            if (!widget) {
                return;
            }
            widget.dataset.sigobitoPorCorregir = "1";
            widget.scrollIntoView({ block: "center" });
            widget.querySelector("input, textarea, select, button, a")?.focus();
        };
        const pagina = !buscar() && paginaDe(this.archInfo.xmlDoc, campo);
        if (pagina) {
            form.querySelector(`.o_notebook [name="${CSS.escape(pagina)}"]`)?.click();
        }
        // The page and the other fields take the focus first.
        setTimeout(mostrar, 100);
    },

    async onRecordSaved(record, changes) {
        const result = await super.onRecordSaved(record, changes);
        if (this.sigobitoHallazgoId && record.resId === this.props.resId) {
            const cerrados = await this.orm.call(
                "sigobito.calidad.hallazgo",
                "verificar",
                [[this.sigobitoHallazgoId]],
            );
            if (cerrados.length) {
                this.sigobitoHallazgoId = false;
                this.rootRef.el
                    ?.querySelector("[data-sigobito-por-corregir]")
                    ?.removeAttribute("data-sigobito-por-corregir");
                this.env.services.notification.add(_t("Mended. Thank you."), {
                    type: "success",
                });
            }
        }
        return result;
    },
});
