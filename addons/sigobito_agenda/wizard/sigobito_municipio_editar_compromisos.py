from odoo import api, fields, models


class SigobitoMunicipioEditar(models.TransientModel):
    """The ladder of late commitments and what citizens are told (R26)."""

    _inherit = "sigobito.municipio.editar"

    escala_area = fields.Integer(
        string="Tell the head of the area after", help="Working days overdue; 0 never"
    )
    escala_despacho = fields.Integer(
        string="Tell the cabinet office after", help="Working days overdue; 0 never"
    )
    escala_titular = fields.Integer(
        string="Tell the head of government after",
        help="Working days overdue; 0 never",
    )
    aviso_beneficiario = fields.Selection(
        selection=lambda self: (
            self.env["res.company"]
            ._fields["aviso_beneficiario"]
            ._description_selection(self.env)
        ),
        string="Tell the beneficiary of a commitment",
        help="By mail if there is an address; else the cabinet office gets the text",
    )
    compromiso_publico = fields.Boolean(
        string="Publish the commitments",
        help="Those marked as public, at /compromisos/<web name>",
    )

    @api.model
    def _get_campos(self):
        return super()._get_campos() + [
            "escala_area",
            "escala_despacho",
            "escala_titular",
            "aviso_beneficiario",
            "compromiso_publico",
        ]
