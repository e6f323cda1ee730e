import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { Avisos } from "../avisos/avisos";

/** What a move clashes with: leave it, take a free time, or move it and say why. */
export class MoverDialogo extends Component {
    static template = "sigobito_agenda.MoverDialogo";
    static components = { Dialog, Avisos };
    static props = {
        close: Function,
        nombre: String,
        avisos: Array,
        alternativas: Array,
        pideMotivo: Boolean,
        onResolver: Function,
    };

    setup() {
        this.state = useState({ motivo: "", falta: false });
    }

    resolver(respuesta) {
        this.props.onResolver(respuesta);
        this.props.close();
    }

    mover() {
        const motivo = this.state.motivo.trim();
        if (this.props.pideMotivo && !motivo) {
            this.state.falta = true;
            return;
        }
        this.resolver({ motivo });
    }
}
