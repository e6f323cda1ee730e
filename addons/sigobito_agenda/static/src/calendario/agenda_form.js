import { CalendarFormController } from "@calendar/views/calendar_form/calendar_form_controller";
import { CalendarFormView } from "@calendar/views/calendar_form/calendar_form_view";
import { registry } from "@web/core/registry";

/** The activity is saved over what the user has seen, and over nothing else. */
export class AgendaFormController extends CalendarFormController {
    async onWillSaveRecord(record, changes) {
        const result = await super.onWillSaveRecord(...arguments);
        if (record.resId && record.data.version) {
            changes.version = record.data.version;
        }
        return result;
    }
}

registry.category("views").add("agenda_form", {
    ...CalendarFormView,
    Controller: AgendaFormController,
});
