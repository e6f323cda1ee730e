from odoo import fields, models


class BlogBlog(models.Model):
    """A blog may belong to a municipality: then only its people touch it."""

    _inherit = "blog.blog"

    company_id = fields.Many2one("res.company", string="Municipality", index=True)
