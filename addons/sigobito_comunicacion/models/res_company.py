from odoo import api, models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _sigobito_post_create(self):
        result = super()._sigobito_post_create()
        self._sigobito_create_canales()
        return result

    def _sigobito_create_canales(self):
        """Blog, web channel and a first assisted channel of each municipality.

        Repeatable: what a municipality already has is left alone.
        """
        # sudo: runs for whoever creates a municipality; blogs belong to the web editors
        Canal = self.env["sigobito.canal"].sudo()
        con_web = Canal.with_context(active_test=False).search(
            [("company_id", "in", self.ids), ("tipo", "=", "web")]
        )
        nuevas = self - con_web.company_id
        if not nuevas:
            return Canal
        blogs = (
            self.env["blog.blog"]
            .sudo()
            .with_context(mail_create_nosubscribe=True, lang="en_US")
            .create([company._prepare_blog_vals() for company in nuevas])
        )
        vals_list = []
        for company, blog in zip(nuevas, blogs, strict=True):
            vals_list.append(company._prepare_canal_web_vals(blog))
            vals_list.append(company._prepare_canal_asistido_vals())
        return Canal.create(vals_list)

    def _prepare_blog_vals(self):
        return {"name": self.name, "company_id": self.id}

    def _prepare_canal_web_vals(self, blog):
        return {
            "name": self.env._("Municipal web page"),
            "tipo": "web",
            "modo": "automatico",
            "blog_id": blog.id,
            "company_id": self.id,
            "sequence": 10,
        }

    def _prepare_canal_asistido_vals(self):
        return {
            "name": self.env._("WhatsApp of the neighbours"),
            "tipo": "otro",
            "modo": "asistido",
            "company_id": self.id,
            "sequence": 20,
            "largo_maximo": 1000,
        }

    @api.model
    def _sigobito_create_canales_faltantes(self):
        # sudo: set-up of all municipalities, at installation
        self.sudo().search([("es_municipio", "=", True)])._sigobito_create_canales()

    def write(self, vals):
        """The blog keeps the name of its municipality."""
        anteriores = {company.id: company.name for company in self}
        result = super().write(vals)
        if vals.get("name"):
            # sudo: whoever may rename the municipality need not be a web editor
            blogs = (
                self.env["blog.blog"].sudo().search([("company_id", "in", self.ids)])
            )
            for blog in blogs:
                if blog.name == anteriores[blog.company_id.id]:
                    blog.name = vals["name"]
        return result
