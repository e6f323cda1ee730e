import { registry } from "@web/core/registry";

// A citizen sends a request, corrects a mistake and follows it with the code.
registry.category("web_tour.tours").add("sigobito_agenda_solicitud_publica", {
    steps: () => [
        {
            trigger: "label[for=tipo_audiencia]",
            run: "click",
        },
        {
            content: "fields of the other types stay out of the way",
            trigger:
                "#campo_acompanantes:visible, body:not(:has(#campo_lugar_propuesto:visible))",
        },
        { trigger: "#campo_name", run: "edit Camino de La Ribera" },
        {
            trigger: "#campo_description",
            run: "edit El camino no tiene afirmado desde enero.",
        },
        { trigger: "#campo_acompanantes", run: "edit Luis Rojas" },
        { trigger: "#campo_solicitante", run: "edit Ana Torres" },
        {
            content: "neither e-mail nor phone: the form says so",
            trigger: ".o_solicitud_formulario button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "#error_email" },
        {
            content: "nothing typed is lost",
            trigger: "#campo_name:value(Camino de La Ribera)",
        },
        { trigger: "#campo_phone", run: "edit 999 111 222" },
        {
            trigger: ".o_solicitud_formulario button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_solicitud_codigo_valor" },
        {
            trigger: "a.o_municipio_boton",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_solicitud_pasos li.o_hecho" },
    ],
});
