import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** Minutes after which the page asks again what the day is like. */
const REFRESCO = 5;

/** Today and tomorrow on the phone, the next act first. */
export class MiDia extends Component {
    static template = "sigobito_agenda.MiDia";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.state = useState({ datos: null, sinConexion: false });
        onWillStart(() => this.cargar());
        const reloj = setInterval(() => this.cargar(), REFRESCO * 60000);
        onWillUnmount(() => clearInterval(reloj));
        this.env.config.setDisplayName?.(_t("My day"));
    }

    async cargar() {
        try {
            this.state.datos = await this.orm.silent.call(
                "calendar.event",
                "get_mi_dia",
                [],
            );
            this.state.sinConexion = false;
        } catch (error) {
            if (!this.state.datos) {
                throw error;
            }
            // On the road the line comes and goes: what was read stays.
            this.state.sinConexion = true;
        }
    }

    get siguiente() {
        const { items, siguiente } = this.state.datos;
        return items.find((item) => item.clave === siguiente);
    }

    get dias() {
        const { items, hoy, manana, siguiente, ahora } = this.state.datos;
        return [
            { clave: "hoy", titulo: _t("Today"), dia: hoy },
            { clave: "manana", titulo: _t("Tomorrow"), dia: manana },
        ].map(({ clave, titulo, dia }) => {
            const suyas = items.filter((item) => item.dia === dia);
            const porVenir = suyas.filter(
                (item) =>
                    item.clave !== siguiente && (item.todo_el_dia || item.fin > ahora),
            );
            return {
                clave,
                titulo,
                fecha: deserializeDate(dia).toLocaleString({
                    weekday: "long",
                    day: "numeric",
                    month: "long",
                }),
                vacio: !suyas.length,
                porVenir,
                pasadas: suyas.filter((item) => !item.todo_el_dia && item.fin <= ahora),
            };
        });
    }

    /** “in 25 min”, “now”: how long until the next act. */
    get falta() {
        const item = this.siguiente;
        const momento = (texto) => luxon.DateTime.fromSQL(texto);
        const minutos = Math.round(
            momento(item.inicio).diff(momento(this.state.datos.ahora), "minutes")
                .minutes,
        );
        if (minutos <= 0) {
            return _t("Now");
        }
        if (minutos < 60) {
            return _t("In %s min", minutos);
        }
        if (item.dia !== this.state.datos.hoy) {
            return _t("Tomorrow");
        }
        return _t("In %(hours)s h %(minutes)s min", {
            hours: Math.floor(minutos / 60),
            minutes: minutos % 60,
        });
    }

    yaPasaron(cuantas) {
        return _t("Already over (%s)", cuantas);
    }

    abrir(item) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "calendar.event",
            res_id: item.id,
            views: [[false, "form"]],
        });
    }

    async cerrar(item) {
        const accion = await this.orm.call("calendar.event", "action_cerrar", [
            [item.id],
        ]);
        return this.action.doAction(accion, { onClose: () => this.cargar() });
    }

    abrirAgenda() {
        return this.action.doAction("sigobito_agenda.calendar_event_action");
    }
}

registry.category("actions").add("sigobito_agenda.mi_dia", MiDia);
