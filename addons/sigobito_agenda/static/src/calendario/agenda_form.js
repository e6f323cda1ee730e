import { CalendarFormController } from "@calendar/views/calendar_form/calendar_form_controller";
import { CalendarFormModel } from "@calendar/views/calendar_form/calendar_form_model";
import { CalendarFormView } from "@calendar/views/calendar_form/calendar_form_view";
import { registry } from "@web/core/registry";

/**
 * The activity is saved over what the user has seen, and over nothing else: also when
 * the page is left and Odoo saves by itself.
 */
class AgendaRecord extends CalendarFormModel.Record {
    _getChanges(changes, { withReadonly } = {}) {
        const result = super._getChanges(...arguments);
        const version = this.resId && !withReadonly && this.data.version;
        if (version && Object.keys(result).length) {
            result.version = version;
        }
        return result;
    }
}

export class AgendaFormModel extends CalendarFormModel {
    static Record = AgendaRecord;
}

export class AgendaFormController extends CalendarFormController {
    /** Whoever was told of a change by somebody else sees it after discarding. */
    async discard() {
        const { resId } = this.model.root;
        await super.discard(...arguments);
        if (resId && this.model.root.resId === resId) {
            await this.model.root.load();
        }
    }
}

registry.category("views").add("agenda_form", {
    ...CalendarFormView,
    Controller: AgendaFormController,
    Model: AgendaFormModel,
});
