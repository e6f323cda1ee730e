import { registry } from "@web/core/registry";

// The titular decides on his phone: one as recommended, another otherwise.
registry.category("web_tour.tours").add("sigobito_agenda_decision", {
    steps: () => [
        {
            content: "approve with one tap",
            trigger:
                ".o_kanban_record:contains(Inauguración de la escuela) button[name=action_aprobar]",
            run: "click",
        },
        {
            content: "it leaves the list",
            trigger: ".o_kanban_view:not(:contains(Inauguración de la escuela))",
        },
        {
            trigger:
                ".o_kanban_record:contains(Audiencia del comercio) button[name=action_decidir]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=decision] input[data-value=declinar]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=nota] textarea",
            run: "edit Ese día no estaré en la ciudad",
        },
        { trigger: ".modal button[name=action_decidir]", run: "click" },
        { trigger: ".o_view_nocontent" },
    ],
});
