{
    "name": "SIGOBito Comunicación",
    "summary": "From what was achieved to the piece that tells it, approved and "
    "published once",
    "version": "19.0.1.0.0",
    "category": "Government",
    "author": "SIGOBito",
    "license": "AGPL-3",
    "depends": ["sigobito_iniciativas", "website_blog"],
    "data": [
        "security/sigobito_comunicacion_groups.xml",
        "security/ir.model.access.csv",
        "security/sigobito_comunicacion_security.xml",
        "data/ir_cron_data.xml",
        "data/sigobito_calidad_regla_data.xml",
        "wizard/sigobito_actividad_cerrar_views.xml",
        "wizard/sigobito_comunicacion_motivo_views.xml",
        "wizard/sigobito_pieza_difundir_views.xml",
        "views/sigobito_canal_views.xml",
        "views/sigobito_publicacion_views.xml",
        "views/sigobito_pieza_views.xml",
        "views/sigobito_accion_comunicacional_views.xml",
        "views/calendar_event_views.xml",
        "views/sigobito_iniciativa_views.xml",
        "views/sigobito_aro_views.xml",
        "views/logros_templates.xml",
        "views/blog_templates.xml",
        "views/sigobito_comunicacion_menus.xml",
    ],
    "demo": [
        "demo/sigobito_canal_demo.xml",
        "demo/sigobito_accion_comunicacional_demo.xml",
        "demo/sigobito_pieza_demo.xml",
        "demo/sigobito_calidad_demo.xml",
        "demo/sigobito_proximidad_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "sigobito_comunicacion/static/src/contador/*",
            "sigobito_comunicacion/static/src/copiar/*",
        ],
        "web._assets_secondary_variables": [
            (
                "after",
                "website/static/src/scss/secondary_variables.scss",
                "sigobito_comunicacion/static/src/fuentes/*.scss",
            ),
        ],
        "web.assets_frontend": [
            "sigobito_comunicacion/static/src/publico/*.scss",
        ],
    },
    "post_init_hook": "post_init_hook",
}
