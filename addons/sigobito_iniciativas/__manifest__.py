{
    "name": "SIGOBito Initiatives",
    "summary": "Priority initiatives with weighted milestones, a traffic light in "
    "words, and alerts that the authority reads",
    "version": "19.0.1.0.0",
    "category": "Government",
    "author": "SIGOBito",
    "license": "AGPL-3",
    "depends": ["sigobito_agenda", "web_timeline"],
    "data": [
        "security/ir.model.access.csv",
        "security/sigobito_iniciativas_security.xml",
        "data/ir_cron_data.xml",
        "data/sigobito_calidad_regla_data.xml",
        "data/sigobito_implementacion_data.xml",
        "wizard/sigobito_hito_lograr_views.xml",
        "wizard/sigobito_hito_reprogramar_views.xml",
        "views/sigobito_hito_reprogramacion_views.xml",
        "views/sigobito_aro_views.xml",
        "views/sigobito_indicador_views.xml",
        "views/sigobito_hito_views.xml",
        "views/sigobito_iniciativa_views.xml",
        "views/sigobito_compromiso_views.xml",
        "views/calendar_event_views.xml",
        "views/sigobito_priorizacion_views.xml",
        "views/sigobito_iniciativas_templates.xml",
        "views/sigobito_iniciativas_menus.xml",
    ],
    "demo": [
        "demo/sigobito_iniciativa_demo.xml",
        "demo/sigobito_hito_demo.xml",
        "demo/sigobito_aro_demo.xml",
        "demo/sigobito_vinculos_demo.xml",
        "demo/sigobito_calidad_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "sigobito_iniciativas/static/src/backend/*.scss",
        ],
        "web.assets_frontend": [
            "sigobito_iniciativas/static/src/publico/*.scss",
        ],
    },
}
