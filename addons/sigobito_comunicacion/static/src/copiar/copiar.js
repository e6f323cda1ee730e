import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";
import { browser } from "@web/core/browser/browser";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component } from "@odoo/owl";

/** Puts the text of a piece, with its link, on the clipboard. */
export class CopiarTexto extends Component {
    static template = "sigobito_comunicacion.CopiarTexto";
    static props = { ...standardWidgetProps };

    setup() {
        this.notification = useService("notification");
        this.orm = useService("orm");
    }

    async copiar() {
        const { record } = this.props;
        if (!(await record.save())) {
            return;
        }
        const texto = await this.orm.call("sigobito.pieza", "get_texto_para_copiar", [
            [record.resId],
        ]);
        try {
            await browser.navigator.clipboard.writeText(texto);
            this.notification.add(_t("Text copied: paste it in the channel."), {
                type: "success",
            });
        } catch {
            this.notification.add(
                _t("This browser does not let us copy: select the text by hand."),
                { type: "warning" },
            );
        }
    }
}

registry.category("view_widgets").add("sigobito_copiar_texto", {
    component: CopiarTexto,
});
