import re

from odoo import api, fields, models
from odoo.fields import Domain

COLOR = re.compile(r"#[0-9a-fA-F]{3,8}")


class BlogPost(models.Model):
    """A page of a municipality: made by a publication, found by theme and place."""

    _inherit = "blog.post"

    company_id = fields.Many2one(
        related="blog_id.company_id", store=True, index=True, string="Municipality"
    )
    sigobito_publicacion_id = fields.Many2one(
        "sigobito.publicacion",
        string="Publication",
        ondelete="restrict",
        copy=False,
        readonly=True,
    )
    sigobito_imagen_id = fields.Many2one(
        "ir.attachment", string="Cover picture", copy=False, readonly=True
    )
    imagen_alt = fields.Char(string="Description of the picture", copy=False)
    tema_id = fields.Many2one(
        "sigobito.tema", string="Theme", index="btree_not_null", copy=False
    )
    lugar_ids = fields.Many2many("sigobito.lugar", string="Places", copy=False)

    # Whatever goes wrong, a publication has one page.
    _sigobito_publicacion_uniq = models.UniqueIndex(
        "(sigobito_publicacion_id) WHERE sigobito_publicacion_id IS NOT NULL",
        "This publication already has its page.",
    )

    def write(self, vals):
        """Rules look at a page before it is written: look at where it goes, too."""
        if vals.get("blog_id"):
            self.env["blog.blog"].browse(vals["blog_id"]).check_access("write")
        return super().write(vals)

    @api.model
    def _get_logros_domain(self, company):
        """Pages of a municipality that a visitor may see.

        Explicit, although the rules of anonymous visitors say it too: staff who look at
        the public page see what the public sees.
        """
        return [
            ("company_id", "=", company.id),
            ("is_published", "=", True),
            ("post_date", "<=", fields.Datetime.now()),
        ]

    @api.model
    def _get_logros_page(self, company, tema_id, lugar_id, page, limit):
        """Values of one page of achievements: only plain data leaves this method.

        Pages are searched with the rights of the visitor. ``company`` is in sudo.
        """
        base = Domain(self._get_logros_domain(company))
        posts = self.search(base)
        # sudo: names of the themes and places of published pages, nothing else of them
        temas = posts.sudo().tema_id.sorted("name")
        lugares = posts.sudo().lugar_ids.sorted("name")
        domain = base
        if tema_id:
            domain &= Domain("tema_id", "=", tema_id)
        if lugar_id:
            domain &= Domain("lugar_ids", "in", [lugar_id])
        total = self.search_count(domain)
        pagina = self.search(
            domain,
            order="post_date desc, id desc",
            limit=limit,
            offset=(page - 1) * limit,
        )
        return {
            "municipio": self._prepare_municipio(company),
            "logros": [post._prepare_logro(company) for post in pagina],
            "total": total,
            "total_sin_filtro": len(posts),
            "temas": [{"id": t.id, "name": t.name} for t in temas],
            "lugares": [{"id": x.id, "name": x.name} for x in lugares],
            "tema_id": tema_id,
            "lugar_id": lugar_id,
        }

    def _prepare_logro(self, company):
        self.ensure_one()
        # sudo: names of the theme and places of a published page
        etiquetas = self.sudo()
        fecha = company._a_local(self.post_date).date()
        return {
            "titulo": self.name,
            "resumen": self.teaser_manual or self.subtitle or "",
            "url": self.website_url,
            "fecha": fecha,
            "imagen": f"/web/image/{self.sigobito_imagen_id.id}/640x360"
            if self.sigobito_imagen_id
            else "",
            "imagen_alt": self.imagen_alt or "",
            "tema": etiquetas.tema_id.name or "",
            "lugares": etiquetas.lugar_ids.mapped("name"),
        }

    @api.model
    def _prepare_municipio(self, company):
        """Identity of a municipality for its public pages."""
        color = company.primary_color or ""
        return {
            "name": company.name,
            "slug": company.slug or "",
            "inicial": (company.name or "").replace("Municipalidad de ", "")[:1],
            "logo": ""
            if company.uses_default_logo
            else f"/web/binary/company_logo?company={company.id}",
            "color": color if COLOR.fullmatch(color) else "",
        }

    def _get_municipio(self):
        self.ensure_one()
        # sudo: name, logo and colour of the municipality, which are public
        return self._prepare_municipio(self.sudo().company_id)
