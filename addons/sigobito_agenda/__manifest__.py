{
    "name": "SIGOBito Agenda",
    "summary": "Agenda of the head of government, requests of the citizens and "
    "commitments",
    "version": "19.0.1.0.0",
    "category": "Government",
    "author": "SIGOBito",
    "license": "AGPL-3",
    "depends": ["sigobito_base", "calendar"],
    "data": [
        "security/ir.model.access.csv",
        "security/sigobito_agenda_security.xml",
        "data/sigobito_actividad_tipo_data.xml",
        "data/mail_template_data.xml",
        "data/sigobito_calidad_regla_data.xml",
        "wizard/sigobito_agenda_wizard_views.xml",
        "wizard/sigobito_municipio_editar_views.xml",
        "views/sigobito_agenda_views.xml",
        "views/sigobito_actividad_tipo_views.xml",
        "views/calendar_event_views.xml",
        "views/sigobito_solicitud_rapida_views.xml",
        "views/sigobito_solicitud_views.xml",
        "views/sigobito_compromiso_views.xml",
        "views/res_company_views.xml",
        "views/sigobito_agenda_templates.xml",
        "views/sigobito_agenda_menus.xml",
        "report/sigobito_rezago_report_views.xml",
    ],
    "demo": [
        "demo/sigobito_agenda_demo.xml",
        "demo/sigobito_solicitud_demo.xml",
        "demo/calendar_event_demo.xml",
        "demo/sigobito_compromiso_demo.xml",
        "demo/sigobito_calidad_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "sigobito_agenda/static/src/decisiones/*.scss",
        ],
        "web.assets_frontend": [
            "sigobito_agenda/static/src/publico/*.scss",
        ],
        "web.assets_tests": [
            "sigobito_agenda/static/tests/tours/*.js",
        ],
    },
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}
