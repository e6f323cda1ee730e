from . import sigobito_ficha_report, sigobito_informe_report, sigobito_rezago_report
