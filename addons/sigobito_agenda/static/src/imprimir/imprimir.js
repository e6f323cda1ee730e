import { serializeDate } from "@web/core/l10n/dates";
import { patch } from "@web/core/utils/patch";
import { CalendarController } from "@web/views/calendar/calendar_controller";

/** The agenda prints what it shows: the day, or else the week. */
patch(CalendarController.prototype, {
    get imprimeAgenda() {
        return (
            this.props.resModel === "calendar.event" &&
            Boolean(this.props.context.sigobito_agenda)
        );
    },

    async onImprimirAgenda(papel) {
        const accion = await this.orm.call(
            "sigobito.informe",
            "action_imprimir_agenda",
            [
                serializeDate(this.model.date),
                this.model.scale === "day" ? "dia" : "semana",
                papel,
                this.props.context.default_agenda_id || false,
            ],
        );
        await this.action.doAction(accion);
    },
});
