from odoo import api, models


class ReportCertificado(models.AbstractModel):
    """The certificate is printed only for who earned it, by whatever door."""

    _name = "report.sigobito_base.sigobito_capacitacion_certificado"
    _description = "Training certificate"

    @api.model
    def _get_report_values(self, docids, data=None):
        docs = self.env["sigobito.capacitacion.participante"].browse(docids)
        docs._check_certificado()
        return {
            "doc_ids": docids,
            "doc_model": docs._name,
            # sudo: session and names of one's own certificate, checked above
            "docs": docs.sudo(),
        }
