import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("sigobito_mapa_sin_fondo", {
    steps: () => [
        {
            content: "Without tiles the list takes the whole screen and says why",
            timeout: 40000,
            trigger: ".o_mapa_solo_lista .alert .o_mapa_sin_fondo",
        },
        {
            content: "Both places are in the list",
            timeout: 40000,
            trigger: ".o_mapa_lugar:contains(Ñahuimpuquio)",
        },
        {
            content: "The filter finds names without their accents",
            timeout: 40000,
            trigger: ".o_mapa_filtros input",
            run: "edit nahuim",
        },
        {
            timeout: 40000,
            trigger: ".o_mapa_lista:not(:has(.o_mapa_lugar:contains(Place A)))",
        },
        {
            timeout: 40000,
            trigger: ".o_mapa_filtros input",
            run: "clear",
        },
        {
            content: "The points may be seen without background",
            timeout: 40000,
            trigger: ".o_mapa_sin_fondo",
            run: "click",
        },
        {
            content: "… with the outline of the place",
            timeout: 40000,
            trigger: ".o_mapa_lienzo:visible path.leaflet-interactive",
        },
        {
            content: "… and the mark of the priority place, alone or in a group",
            timeout: 40000,
            trigger: ".o_mapa_punto.o_mapa_prioritario .fa-star, .marker-cluster",
        },
        {
            timeout: 40000,
            trigger: ".o_mapa_chips [data-filtro=prioritarios]",
            run: "click",
        },
        {
            timeout: 40000,
            trigger: ".o_mapa_lista:not(:has(.o_mapa_lugar:contains(Ñahuimpuquio)))",
        },
        {
            content: "Its page opens from the list",
            timeout: 40000,
            trigger: ".o_mapa_lugar:contains(Place A) .btn-link",
            run: "click",
        },
        {
            timeout: 40000,
            trigger: ".o_mirada h1:contains(Place A)",
        },
        {
            content: "… and its form from there, with a map to place it",
            timeout: 40000,
            trigger: ".o_control_panel .o_mirada_ficha",
            run: "click",
        },
        {
            timeout: 40000,
            trigger: ".o_notebook a[name=mapa]",
            run: "click",
        },
        {
            timeout: 40000,
            trigger: ".o_mapa_puntero .o_mapa_dibujar",
            run: "click",
        },
        {
            timeout: 40000,
            trigger: ".o_mapa_puntero .o_mapa_terminar:disabled",
        },
    ],
});
