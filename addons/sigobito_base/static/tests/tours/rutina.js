import { registry } from "@web/core/registry";

const ACUERDO = ".o_field_widget[name=acuerdo_ids] .o_selected_row";

registry.category("web_tour.tours").add("sigobito_rutina_sesion", {
    steps: () => [
        {
            content: "The session of today waits in the list",
            timeout: 40000,
            trigger: ".o_data_row .o_data_cell:contains(Agenda table)",
            run: "click",
        },
        {
            content: "Everybody came",
            timeout: 40000,
            trigger: ".o_form_view button[name=action_todos_presentes]",
            run: "click",
        },
        {
            timeout: 40000,
            trigger:
                ".o_field_widget[name=asistencia_ids]:not(:has(.o_data_row input[type=checkbox]:not(:checked)))",
        },
        {
            content: "The first step of the checklist is done",
            timeout: 40000,
            trigger:
                ".o_field_widget[name=paso_ids] .o_data_row:eq(0) .o_field_boolean_toggle input",
            run: "click",
        },
        {
            content: "Somebody has to do something by a day",
            timeout: 40000,
            trigger: ".o_field_widget[name=acuerdo_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            timeout: 40000,
            trigger: `${ACUERDO} .o_field_widget[name=name] input`,
            run: "edit Call the water board",
        },
        {
            timeout: 40000,
            trigger: `${ACUERDO} .o_field_widget[name=responsable_id] input`,
            run: "edit gestor",
        },
        {
            timeout: 40000,
            trigger:
                ".o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option):contains(gestor)",
            run: "click",
        },
        {
            timeout: 40000,
            trigger: `${ACUERDO} .o_field_widget[name=date_deadline] :is(input, button)`,
            run: "click",
        },
        {
            timeout: 40000,
            trigger: `${ACUERDO} .o_field_widget[name=date_deadline] input`,
            run: "edit 12/12/2040",
        },
        {
            content: "It was held: what is on the screen is its record",
            timeout: 40000,
            trigger: ".o_statusbar_buttons button[name=action_realizar]",
            run: "click",
        },
        {
            timeout: 40000,
            trigger:
                ".o_statusbar_status .o_arrow_button_current[data-value=realizada]",
        },
    ],
});
