import { registry } from "@web/core/registry";

// Two decided at once with the thumb, and one of them without its reason.
registry.category("web_tour.tours").add("sigobito_agenda_decisiones_lote", {
    steps: () => [
        {
            trigger:
                ".o_sigobito_lote_tarjeta:contains(Inauguración de la escuela) button:has(.fa-check)",
            run: "click",
        },
        {
            trigger:
                ".o_sigobito_lote_tarjeta:contains(Audiencia del comercio) button:has(.fa-times)",
            run: "click",
        },
        { trigger: ".o_sigobito_lote_pie button", run: "click" },
        {
            content: "what is missing is told and the rest is done",
            trigger:
                ".o_sigobito_lote_tarjeta:contains(Audiencia del comercio) .alert-danger",
        },
        {
            trigger:
                ".o_sigobito_lote_tarjeta:contains(Audiencia del comercio) input[type=text]",
            run: "edit Ese día no estaré en la ciudad",
        },
        { trigger: ".o_sigobito_lote_pie button", run: "click" },
        { trigger: ".o_sigobito_lote_vacia" },
        {
            content: "the last ones come back",
            trigger: ".o_sigobito_lote .alert-success button",
            run: "click",
        },
        { trigger: ".o_sigobito_lote_tarjeta:contains(Audiencia del comercio)" },
    ],
});
