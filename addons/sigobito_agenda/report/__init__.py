from . import sigobito_informe_report, sigobito_rezago_report
