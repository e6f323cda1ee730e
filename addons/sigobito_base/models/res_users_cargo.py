from odoo import Command, api, fields, models
from odoo.fields import Domain

#: Who sees the roles of his colleagues.
GRUPOS_PERSONAL = (
    "sigobito_base.group_admin_municipal,sigobito_base.group_titular,"
    "base.group_erp_manager"
)

#: Key of the context that nobody outside can forge: a post gives or takes the role.
POR_CARGO = object()


class ResUsers(models.Model):
    """The posts of a person, the roles they give and those given by hand (R15)."""

    _inherit = "res.users"

    sigobito_nombramiento_ids = fields.One2many(
        "sigobito.nombramiento",
        "user_id",
        string="Appointments",
        groups="sigobito_base.group_funcionario",
    )
    sigobito_suplencia_ids = fields.One2many(
        "sigobito.nombramiento",
        "suplente_id",
        string="Times as deputy",
        groups="sigobito_base.group_funcionario",
    )
    sigobito_acceso_ids = fields.One2many(
        "sigobito.acceso",
        "user_id",
        string="Access given by posts",
        groups="sigobito_base.group_admin_municipal,sigobito_base.group_titular",
    )
    cargo_vigente_ids = fields.Many2many(
        "sigobito.cargo",
        string="Posts",
        compute="_compute_cargo_vigente_ids",
        groups="sigobito_base.group_funcionario",
    )
    cargo_suplente_ids = fields.Many2many(
        "sigobito.cargo",
        string="Stands in at",
        compute="_compute_cargo_vigente_ids",
        groups="sigobito_base.group_funcionario",
    )
    tiene_cargo = fields.Boolean(
        string="Has a post",
        compute="_compute_cargo_vigente_ids",
        search="_search_tiene_cargo",
        groups="sigobito_base.group_funcionario",
    )
    roles_sigobito = fields.Char(
        string="Roles",
        compute="_compute_roles_sigobito",
        compute_sudo=True,
        groups=GRUPOS_PERSONAL,
    )

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends(
        "sigobito_nombramiento_ids.date_start",
        "sigobito_nombramiento_ids.date_end",
        "sigobito_suplencia_ids.suplente_desde",
        "sigobito_suplencia_ids.suplente_hasta",
    )
    def _compute_cargo_vigente_ids(self):
        Nombramiento = self.env["sigobito.nombramiento"]
        vigentes = Nombramiento.search_fetch(
            Nombramiento._get_vigente_domain() & Domain("user_id", "in", self.ids),
            ["cargo_id", "user_id"],
        )
        suplencias = Nombramiento.search_fetch(
            Nombramiento._get_suplencia_domain()
            & Domain("suplente_id", "in", self.ids),
            ["cargo_id", "suplente_id"],
        )
        # An x2many looks at each of its records by itself: have them read together.
        (vigentes | suplencias).cargo_id.mapped("sequence")
        titulares = vigentes.grouped("user_id")
        suplentes = suplencias.grouped("suplente_id")
        for user in self:
            user.cargo_vigente_ids = titulares.get(user, Nombramiento).cargo_id
            user.cargo_suplente_ids = suplentes.get(user, Nombramiento).cargo_id
            user.tiene_cargo = bool(user.cargo_vigente_ids)

    @api.model
    def _search_tiene_cargo(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        vigente = self.env["sigobito.nombramiento"]._get_vigente_domain()
        return Domain("sigobito_nombramiento_ids", "any", vigente)

    @api.depends("group_ids", "sigobito_acceso_ids.fecha_baja")
    def _compute_roles_sigobito(self):
        roles = self._get_roles_sigobito()
        funcionario = roles.pop("funcionario")
        for user in self:
            suyos = [group.name for group in roles.values() if group in user.group_ids]
            if not suyos and funcionario in user.all_group_ids:
                suyos = [funcionario.name]
            user.roles_sigobito = " · ".join(suyos)

    def write(self, vals):
        por_cargo = self.env.context.get("sigobito_acceso") is POR_CARGO
        vigilar = "group_ids" in vals and not por_cargo
        antes = {user: user.group_ids for user in self.sudo()} if vigilar else {}
        result = super().write(vals)
        if vigilar:
            self._recordar_a_mano(antes, vals["group_ids"])
        if "company_ids" in vals:
            self._sincronizar_mis_accesos()
        return result

    def _sincronizar_mis_accesos(self):
        """Who no longer works for a municipality loses at once what its posts gave."""
        # sudo: posts of the person in every municipality
        Nombramiento = self.env["sigobito.nombramiento"].sudo()
        nombramientos = Nombramiento.search(
            Domain("user_id", "in", self.ids) | Domain("suplente_id", "in", self.ids)
        )
        Nombramiento._sincronizar_accesos(nombramientos.company_id)

    def _recordar_a_mano(self, antes, commands):
        """What is given or taken by hand while a post gives it, is remembered as such."""
        # sudo: the log of accesses is written by nobody
        abiertos = (
            self.env["sigobito.acceso"]
            .sudo()
            .search(
                Domain("user_id", "in", self.ids) & Domain("fecha_baja", "=", False)
            )
        )
        if not abiertos:
            return
        dados = {
            command[1]
            for command in commands or ()
            if isinstance(command, list | tuple) and command[0] == Command.LINK
        }
        a_mano = abiertos.filtered(lambda a: a.group_id.id in dados)
        a_mano.write({"previo": True, "revocado": False})
        quitados = abiertos.filtered(
            lambda a: (
                a.group_id in antes.get(a.user_id, a.group_id.browse())
                and a.group_id not in a.user_id.group_ids
            )
        )
        quitados.write({"previo": False, "revocado": True})

    def _get_accesos_abiertos(self):
        """What posts give these people today."""
        # sudo: the accesses of a colleague, to tell them from those given by hand
        return self.sudo().sigobito_acceso_ids.filtered(
            lambda a: not a.fecha_baja and not a.revocado
        )

    def _get_roles_del_cargo(self):
        """Roles that the person owes to a post and to nothing else."""
        self.ensure_one()
        return self._get_accesos_abiertos().filtered(lambda a: not a.previo).group_id

    def _get_roles_a_mano(self):
        """Municipal roles that were given to the person by hand."""
        self.ensure_one()
        # sudo: groups of a colleague are for administrators only
        return self.sudo().group_ids - self._get_roles_del_cargo()

    def _soltar_a_mano(self, groups):
        """From now on these roles are only those of the post."""
        accesos = self._get_accesos_abiertos().filtered(lambda a: a.group_id in groups)
        accesos.previo = False

    def _asegurar_personal(self, group_id):
        """Whoever loses that role stays a member of staff.

        People were created with one role that implied the rest; without any they could
        not even log in.

        :return: the people from whom the role may be taken
        """
        group = self.env["res.groups"].browse(group_id)
        interno = self.env.ref("base.group_user")
        quedan_fuera = self.filtered(
            lambda u: interno not in (u.group_ids - group).all_implied_ids
        )
        funcionario = self.env.ref("sigobito_base.group_funcionario")
        if group == funcionario:
            return self - quedan_fuera
        if quedan_fuera:
            quedan_fuera.write({"group_ids": [Command.link(funcionario.id)]})
        return self
