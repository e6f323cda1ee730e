from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from .res_users_cargo import POR_CARGO

#: Municipalities that one batch of the hourly run takes. Each write of roles makes Odoo
#: look at all the users of the platform, so the batches are few.
LOTE = 250
GRUPO_ADMIN = "sigobito_base.group_admin_municipal"


class SigobitoNombramiento(models.Model):
    """Access follows the post: what each appointment gives and takes (R15).

    What should be open today, by the local date of each municipality, is compared with
    the open rows of ``sigobito.acceso`` in one query; only the difference is touched.
    A role that its owner also has by hand is never taken. Groups are of the whole
    platform, so a role goes only when no post of any municipality gives it any more.
    """

    _inherit = "sigobito.nombramiento"

    @api.model
    def _cron_sincronizar_accesos(self):
        """Every hour, so that it is midnight in each time zone for some run."""
        abrir, cerrar = self._get_accesos_desfasados()
        ids = {row[4] for row in abrir} | {row[1] for row in cerrar}
        companies = self.env["res.company"].browse(sorted(ids))
        restantes = len(companies)
        self.env["ir.cron"]._commit_progress(remaining=restantes)
        for inicio in range(0, len(companies), LOTE):
            lote = companies[inicio : inicio + LOTE]
            self._sincronizar_accesos(lote, de_noche=True)
            if not self.env["ir.cron"]._commit_progress(len(lote)):
                break

    @api.model
    def _sincronizar_accesos(self, companies=None, de_noche=False):
        """Give and take the roles that the posts of these municipalities ask for today.

        :param companies: all the municipalities, if not given
        :param de_noche: nobody is there to read an error: the last administrator of a
            municipality keeps the role and a warning is left
        :return: numbers of accesses opened and closed
        """
        abrir, cerrar = self._get_accesos_desfasados(companies)
        if not abrir and not cerrar:
            return 0, 0
        # sudo: roles are given and taken by the platform, whoever appoints
        Acceso = self.env["sigobito.acceso"].sudo()
        a_mano = self._get_pares_a_mano({(row[1], row[2]) for row in abrir})
        nuevos = Acceso.create(
            [
                {
                    "nombramiento_id": nombramiento_id,
                    "user_id": user_id,
                    "group_id": group_id,
                    "como": como,
                    "company_id": company_id,
                    "cargo_id": cargo_id,
                    "previo": (user_id, group_id) in a_mano,
                }
                for nombramiento_id, user_id, group_id, como, company_id, cargo_id in (
                    abrir
                )
            ]
        )
        cerrados = Acceso.browse([row[0] for row in cerrar])
        perdidos = cerrados._get_roles_perdidos()
        ganados = {(a.user_id.id, a.group_id.id) for a in nuevos}
        guardados = self._guardar_ultimo_administrador(perdidos, ganados, de_noche)
        if guardados:
            cerrados -= cerrados.filtered(
                lambda a: (a.user_id.id, a.group_id.id) in guardados
            )
        cerrados.fecha_baja = fields.Datetime.now()
        self._escribir_roles(ganados, perdidos - guardados)
        return len(nuevos), len(cerrados)

    @api.model
    def _get_accesos_desfasados(self, companies=None):
        """What is missing and what is too much, in one query for all municipalities.

        :return: ``[(nombramiento, user, group, como, company, cargo)]`` to open and
            ``[(acceso, company)]`` to close
        """
        for name in ("sigobito.nombramiento", "sigobito.cargo", "sigobito.acceso"):
            self.env[name].flush_model()
        self.env["res.users"].flush_model(["company_ids"])
        self.env["res.company"].flush_model(["tz"])
        rel = self.env["sigobito.cargo"]._fields["group_ids"]
        solo = SQL()
        if companies is not None:
            if not companies:
                return [], []
            solo = SQL("AND company_id IN %s", tuple(companies.ids))
        rows = self.env.execute_query(
            SQL(
                """
                WITH hoy (tz, dia) AS (VALUES %(hoy)s),
                corresponde AS (
                    SELECT n.id AS nombramiento_id, p.user_id, r.group_id, p.como,
                           n.company_id, n.cargo_id
                      FROM sigobito_nombramiento n
                      JOIN res_company empresa ON empresa.id = n.company_id
                      JOIN hoy ON hoy.tz = empresa.tz
                      JOIN sigobito_cargo cargo ON cargo.id = n.cargo_id
                       AND cargo.active
                      JOIN (SELECT %(rel_cargo)s AS cargo_id, %(rel_group)s AS group_id
                              FROM %(rel)s) r ON r.cargo_id = n.cargo_id
                CROSS JOIN LATERAL (VALUES
                               (n.user_id, 'titular', n.date_start, n.date_end),
                               (n.suplente_id, 'suplente',
                                GREATEST(n.date_start, n.suplente_desde),
                                LEAST(n.date_end, n.suplente_hasta))
                           ) p (user_id, como, desde, hasta)
                      JOIN res_company_users_rel m ON m.user_id = p.user_id
                       AND m.cid = n.company_id
                     WHERE p.desde <= hoy.dia
                       AND (p.hasta IS NULL OR p.hasta >= hoy.dia)
                ),
                debe AS (SELECT * FROM corresponde WHERE TRUE %(solo)s),
                hay AS (
                    SELECT id, nombramiento_id, user_id, group_id, como, company_id
                      FROM sigobito_acceso
                     WHERE fecha_baja IS NULL %(solo)s
                )
                SELECT hay.id, nombramiento_id, user_id, group_id, como,
                       COALESCE(debe.company_id, hay.company_id), debe.cargo_id
                  FROM debe
             FULL JOIN hay USING (nombramiento_id, user_id, group_id, como)
                 WHERE hay.id IS NULL OR debe.nombramiento_id IS NULL
              ORDER BY 6, 1, 2, 3, 4
                """,
                hoy=SQL(", ").join(
                    SQL("(%s, %s::date)", tz, dia)
                    for tz, dia in self._get_fechas_locales()
                ),
                rel=SQL.identifier(rel.relation),
                rel_cargo=SQL.identifier(rel.column1),
                rel_group=SQL.identifier(rel.column2),
                solo=solo,
            )
        )
        abrir = [tuple(row[1:]) for row in rows if row[0] is None]
        cerrar = [(row[0], row[5]) for row in rows if row[0] is not None]
        return abrir, cerrar

    @api.model
    def _get_fechas_locales(self):
        """Today in each time zone in which there is a company."""
        # sudo: the clock of all the municipalities, nothing else of them
        Company = self.env["res.company"].sudo().with_context(active_test=False)
        zonas = Company._read_group([], ["tz"], ["id:min"])
        return [(tz, Company.browse(company_id)._hoy()) for tz, company_id in zonas]

    @api.model
    def _get_pares_a_mano(self, pares):
        """Of these (user, group), those that the user has without owing it to a post."""
        if not pares:
            return set()
        self.env["res.users"].flush_model(["group_ids"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT rel.uid, rel.gid
                  FROM res_groups_users_rel rel
                 WHERE (rel.uid, rel.gid) IN %s
                   AND NOT EXISTS (
                           SELECT 1
                             FROM sigobito_acceso a
                            WHERE a.user_id = rel.uid AND a.group_id = rel.gid
                              AND a.fecha_baja IS NULL AND NOT a.previo
                       )
                """,
                tuple(pares),
            )
        )
        return set(rows)

    @api.model
    def _escribir_roles(self, dar, quitar):
        """One write per role for all the people who win or lose it."""
        # sudo: a municipal administrator has no rights on users; these are only roles
        # that a post may give, and the key tells them from those given by hand
        Users = (
            self.env["res.users"]
            .sudo()
            .with_context(active_test=False, sigobito_acceso=POR_CARGO)
        )
        quitar -= dar
        for pares, command in ((dar, Command.link), (quitar, Command.unlink)):
            por_rol = {}
            for user_id, group_id in pares:
                por_rol.setdefault(group_id, set()).add(user_id)
            for group_id, user_ids in sorted(por_rol.items()):
                users = Users.browse(sorted(user_ids))
                if command == Command.unlink:
                    users = users._asegurar_personal(group_id)
                users.write({"group_ids": [command(group_id)]})

    # THE LAST ADMINISTRATOR

    @api.model
    def _guardar_ultimo_administrador(self, perdidos, ganados, de_noche):
        """Of the roles about to be lost, those that would leave nobody in charge."""
        admin = self.env.ref(GRUPO_ADMIN)
        de_admin = {par for par in perdidos - ganados if par[1] == admin.id}
        if not de_admin:
            return set()
        # sudo: people of the municipality, to count who is left
        Users = self.env["res.users"].sudo()
        users = Users.browse(sorted(user_id for user_id, _group in de_admin))
        nuevos = Users.browse([uid for uid, gid in ganados if gid == admin.id])
        guardados = set()
        for company in users.company_ids.filtered("es_municipio"):
            llegan = nuevos.filtered(
                lambda u, c=company: u.active and c in u.company_ids
            )
            if llegan or self._get_administradores(company) - users:
                continue
            if not de_noche:
                raise UserError(
                    self.env._(
                        "%s would be left without a municipal administrator. Give "
                        "somebody else that role first.",
                        company.name,
                    )
                )
            quedan = users.filtered(
                lambda u, c=company: c in u.company_ids and u.active
            )
            guardados |= {(user.id, admin.id) for user in quedan}
            self._avisar_ultimo_administrador(company, quedan)
        return guardados

    @api.model
    def _get_administradores(self, company):
        """Who can administer that municipality."""
        # sudo: groups of users are for administrators only
        return (
            self.env["res.users"]
            .sudo()
            .search(
                Domain("company_ids", "in", company.ids)
                & Domain("group_ids", "in", self.env.ref(GRUPO_ADMIN).ids)
            )
        )

    @api.model
    def _avisar_ultimo_administrador(self, company, users):
        """Leave one activity to whoever can name another; not one every hour."""
        admin = self.env.ref(GRUPO_ADMIN)
        acceso = (
            self.env["sigobito.acceso"]
            .sudo()
            .search(
                Domain("company_id", "=", company.id)
                & Domain("user_id", "in", users.ids)
                & Domain("group_id", "=", admin.id)
                & Domain("fecha_baja", "=", False)
                & Domain("nombramiento_id", "!=", False),
                limit=1,
            )
        )
        nombramiento = acceso.nombramiento_id
        if not nombramiento or nombramiento.activity_ids:
            return
        responsable = company.titular_id or users[:1]
        nombramiento.with_context(mail_activity_quick_update=True).activity_schedule(
            "mail.mail_activity_data_warning",
            user_id=responsable.id,
            date_deadline=company._hoy(),
            summary=self.env._("The municipality needs an administrator"),
            note=self.env._(
                "The appointment of %(user)s has ended, but nobody else administers "
                "%(company)s: the role stays until somebody else has it.",
                user=users[:1].name,
                company=company.name,
            ),
        )

    def _check_queda_administrador(self, date_end):
        """An appointment that gives the administration does not end without another."""
        admin = self.env.ref(GRUPO_ADMIN)
        # sudo: groups and companies of the people involved
        for record in self.sudo():
            if admin not in record.cargo_id.group_ids or record.state != "vigente":
                continue
            user = record.user_id
            otros = self._get_administradores(record.company_id) - user
            debe = user.sigobito_acceso_ids.filtered(
                lambda a: a.group_id == admin and not a.fecha_baja and not a.previo
            )
            sigue = admin in user.group_ids and debe.nombramiento_id != record
            viene = self.sudo().search_count(
                Domain("company_id", "=", record.company_id.id)
                & Domain("cargo_id.group_ids", "in", admin.ids)
                & Domain("id", "!=", record.id)
                & Domain("date_start", "<=", fields.Date.add(date_end, days=1))
                & (Domain("date_end", "=", False) | Domain("date_end", ">", date_end)),
                limit=1,
            )
            if not (otros or sigue or viene):
                raise UserError(
                    self.env._(
                        "%(user)s is the only administrator of %(company)s. Appoint "
                        "or add another one before this appointment ends.",
                        user=record.user_id.name,
                        company=record.company_id.name,
                    )
                )

    # OTHER MUNICIPALITIES

    def _check_de_otras_municipalidades(self):
        """Roles are of the whole platform: nobody raises a person elsewhere too.

        Who also works for a municipality that is not of the one who appoints may only
        be given posts whose roles he already has.
        """
        if self.env.su or self.env.user._is_system():
            return
        propias = self.env.user.company_ids
        for record in self:
            for user in record.user_id | record.suplente_id:
                # sudo: companies and groups of a user are for administrators only
                user = user.sudo()
                if user.company_ids - propias and (
                    record.cargo_id.group_ids - user.all_group_ids
                ):
                    raise ValidationError(
                        self.env._(
                            "%s also works elsewhere: ask the platform administrator.",
                            user.name,
                        )
                    )
