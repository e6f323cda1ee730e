{
    "name": "SIGOBito Comunidad",
    "summary": "Municipalities that learn from each other: initiatives aligned with the "
    "SDGs, seen as one network",
    "version": "19.0.1.0.0",
    "category": "Government",
    "author": "SIGOBito",
    "license": "AGPL-3",
    "depends": ["sigobito_comunicacion"],
    "data": [
        "security/sigobito_comunidad_groups.xml",
        "security/ir.model.access.csv",
        "security/sigobito_comunidad_security.xml",
        "data/sigobito.ods.csv",
        "data/sigobito.ods.meta.csv",
        "data/ir_config_parameter_data.xml",
        "data/ir_cron_data.xml",
        "data/sigobito_calidad_regla_data.xml",
        "wizard/sigobito_ods_importar_views.xml",
        "views/sigobito_ods_views.xml",
        "views/sigobito_ods_meta_views.xml",
        "views/sigobito_ods_alineacion_views.xml",
        "views/sigobito_ficha_views.xml",
        "views/sigobito_iniciativa_views.xml",
        "views/sigobito_comunidad_menus.xml",
    ],
    "demo": [
        "demo/res_users_demo.xml",
        "demo/sigobito_ods_alineacion_demo.xml",
        "demo/sigobito_calidad_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "sigobito_comunidad/static/src/ods/*",
        ],
    },
    "post_init_hook": "post_init_hook",
}
