from . import sigobito_rezago_report
