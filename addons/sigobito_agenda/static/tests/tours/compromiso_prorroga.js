import { registry } from "@web/core/registry";

// Whoever answers for it asks for more time, with the reason.
registry.category("web_tour.tours").add("sigobito_agenda_prorroga_pedir", {
    steps: () => [
        { trigger: "button[name=action_pedir_prorroga]", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=motivo] textarea",
            run: "edit El repuesto no llega",
        },
        {
            content: "without a date nothing is asked",
            trigger: ".modal button[name=action_pedir]",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=date_nueva].o_field_invalid" },
        {
            trigger:
                ".modal .o_field_widget[name=date_nueva] input, .modal .o_field_widget[name=date_nueva] button",
            run: "click",
        },
        {
            content: "the following month, a day that every month has",
            trigger: ".o_datetime_picker .o_next",
            run: "click",
        },
        {
            trigger:
                ".o_datetime_picker .o_date_item_cell:not(.o_out_of_range):contains(/^28$/)",
            run: "click",
        },
        { trigger: ".modal button[name=action_pedir]", run: "click" },
        {
            content: "it waits, and it may be withdrawn",
            trigger:
                ".alert-warning:contains(El repuesto no llega) button[name=action_retirar_prorroga]",
        },
        {
            trigger:
                "body:not(:has(.modal)):not(:has(button[name=action_pedir_prorroga]))",
        },
    ],
});

// The office grants it from its list.
registry.category("web_tour.tours").add("sigobito_agenda_prorroga_conceder", {
    steps: () => [
        {
            trigger:
                ".o_data_row:contains(El repuesto no llega) button[name=action_aprobar]",
            run: "click",
        },
        {
            content: "nothing else waits",
            trigger: ".o_view_nocontent",
        },
    ],
});

// Whoever answers says what proves it and marks it as kept.
registry.category("web_tour.tours").add("sigobito_agenda_compromiso_cumplir", {
    steps: () => [
        { trigger: "button[name=action_iniciar]", run: "click" },
        {
            trigger: ".o_field_widget[name=evidencia] textarea",
            run: "edit Acta de entrega firmada",
        },
        { trigger: "button[name=action_cumplir]:not(:disabled)", run: "click" },
        {
            content: "he does not verify his own work",
            trigger:
                "body:not(:has(button[name=action_verificar])):not(:has(button[name=action_cumplir]))",
        },
        {
            trigger:
                ".o_form_view:not(:has(.o_form_status_indicator_buttons:not(.invisible)))",
        },
    ],
});

// Another person verifies it, and the beneficiary is told.
registry.category("web_tour.tours").add("sigobito_agenda_compromiso_verificar", {
    steps: () => [
        { trigger: "button[name=action_verificar]", run: "click" },
        { trigger: "body:not(:has(button[name=action_verificar]))" },
        {
            content: "who has no address is told by hand",
            trigger: "button[name=action_avisar]",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=texto]:contains(Doña Rosa)" },
        { trigger: ".modal button[name=action_avisado]", run: "click" },
        { trigger: "body:not(:has(.modal)):not(:has(button[name=action_avisar]))" },
    ],
});
