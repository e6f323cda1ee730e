import { askRecurrenceUpdatePolicy } from "@calendar/views/ask_recurrence_update_policy_hook";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { CalendarCommonRenderer } from "@web/views/calendar/calendar_common/calendar_common_renderer";
import { CalendarController } from "@web/views/calendar/calendar_controller";
import { CalendarModel } from "@web/views/calendar/calendar_model";
import { CalendarRenderer } from "@web/views/calendar/calendar_renderer";
import { calendarView } from "@web/views/calendar/calendar_view";
import { MoverDialogo } from "./mover_dialogo";

/** First hour that is shown when nobody has said when the day starts. */
const PRIMERA_HORA = "07:00:00";

export class AgendaCalendarModel extends CalendarModel {
    static services = [...CalendarModel.services, "dialog"];

    setup(params, services) {
        this.dialog = services.dialog;
        super.setup(...arguments);
        this.jornada = [];
    }

    /** A phone shows the day, and remembers what was chosen on the phone. */
    get storageKey() {
        return this.env.isSmall ? `${super.storageKey}-phone` : super.storageKey;
    }

    getLocalStorageScale() {
        const scale = super.getLocalStorageScale();
        const chosen = browser.localStorage.getItem(this.storageKey);
        return this.env.isSmall && !chosen ? "day" : scale;
    }

    async load() {
        if (!this._jornada) {
            this._jornada = this.orm.call(this.resModel, "get_jornada", []);
            this.jornada = await this._jornada;
        }
        return super.load(...arguments);
    }

    normalizeRecord(rawRecord) {
        const record = super.normalizeRecord(rawRecord);
        return {
            ...record,
            isHatched: rawRecord.estado === "tentativa",
            isStriked: rawRecord.estado === "cancelada",
            esDelegada: rawRecord.estado === "delegada",
            esReservada: rawRecord.visibilidad === "reservada",
            tieneAviso: rawRecord.tiene_conflicto,
        };
    }

    /** Moved by hand: ask about the series, tell what it clashes with, then write. */
    async updateRecord(record, options = {}) {
        const visto = this.records[record.id].rawRecord;
        const cambios = this.buildRawRecord(record, options);
        delete cambios.name;
        cambios.version = visto.version;
        if (visto.recurrency) {
            const alcance = await askRecurrenceUpdatePolicy(this.dialog);
            if (!alcance) {
                this.notify();
                return;
            }
            cambios.recurrence_update = alcance;
        }
        const respuesta = await this.preguntar(record.id, visto, cambios);
        if (!respuesta) {
            this.notify();
            return;
        }
        if (respuesta.libre) {
            cambios.start = respuesta.libre.start;
            cambios.stop = respuesta.libre.stop;
        }
        if (respuesta.motivo) {
            cambios.conflicto_motivo = respuesta.motivo;
        }
        try {
            await this.orm.write(this.resModel, [record.id], cambios, {
                context: this.meta.context,
            });
        } finally {
            await this.load();
        }
    }

    async preguntar(id, visto, cambios) {
        const { avisos, alternativas, pide_motivo } = await this.orm.call(
            this.resModel,
            "get_avisos",
            [
                [id],
                { start: cambios.start, stop: cambios.stop, allday: cambios.allday },
            ],
            { context: this.meta.context },
        );
        if (!avisos.length) {
            return {};
        }
        return new Promise((resolve) => {
            this.dialog.add(
                MoverDialogo,
                {
                    nombre: visto.display_name,
                    avisos,
                    alternativas,
                    pideMotivo: pide_motivo,
                    onResolver: resolve,
                },
                { onClose: () => resolve(false) },
            );
        });
    }
}

export class AgendaCalendarController extends CalendarController {
    get editRecordDefaultDisplayText() {
        return _t("New activity");
    }

    getQuickCreateFormViewProps(record) {
        return {
            ...super.getQuickCreateFormViewProps(record),
            title: _t("New activity"),
            size: "md",
        };
    }
}

export class AgendaCommonRenderer extends CalendarCommonRenderer {
    static eventTemplate = "sigobito_agenda.CalendarioActividad";

    get options() {
        const jornada = this.props.model.jornada;
        const inicios = jornada.map((dia) => dia.startTime).sort();
        return {
            ...super.options,
            businessHours: jornada.length ? jornada : false,
            scrollTime: inicios[0] || PRIMERA_HORA,
            scrollTimeReset: false,
            slotDuration: { minutes: 30 },
            slotEventOverlap: false,
        };
    }

    convertRecordToEvent(record) {
        return {
            ...super.convertRecordToEvent(record),
            editable: Boolean(record.rawRecord.user_can_edit),
        };
    }

    eventClassNames({ event }) {
        const classes = super.eventClassNames(...arguments);
        const record = this.props.model.records[event.id];
        if (record?.isHatched) {
            classes.push("o_agenda_tentativa");
        }
        return classes;
    }
}

export class AgendaCalendarRenderer extends CalendarRenderer {
    static components = {
        ...CalendarRenderer.components,
        day: AgendaCommonRenderer,
        week: AgendaCommonRenderer,
        month: AgendaCommonRenderer,
    };
}

registry.category("views").add("agenda_calendar", {
    ...calendarView,
    Controller: AgendaCalendarController,
    Model: AgendaCalendarModel,
    Renderer: AgendaCalendarRenderer,
});
