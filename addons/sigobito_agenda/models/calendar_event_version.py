from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CalendarEvent(models.Model):
    """Two people change one activity at once: the second is told (R20)."""

    _inherit = "calendar.event"

    version = fields.Char(
        compute="_compute_version",
        help="Sent back when it is saved, to know whether somebody else changed it",
    )

    @api.depends("write_date")
    def _compute_version(self):
        for event in self:
            # To the microsecond: two people are quicker than the second of the screen.
            moment = event._origin.write_date
            event.version = moment.isoformat() if moment else False

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [
            {name: value for name, value in vals.items() if name != "version"}
            for vals in vals_list
        ]
        return super().create(vals_list)

    def write(self, vals):
        if "version" not in vals:
            return super().write(vals)
        vals = dict(vals)
        version = vals.pop("version")
        if version and len(self) == 1:
            self._check_version(version)
        return super().write(vals) if vals else True

    def _check_version(self, version):
        """Refuse to write over what the user has not seen.

        Whoever comes at the very same moment is made to wait by the database, tried
        again with what is there by then, and told as well.
        """
        self.flush_recordset()
        [(escrito, quien)] = self.env.execute_query(
            SQL(
                "SELECT write_date, write_uid FROM calendar_event WHERE id = %s",
                self.id,
            )
        ) or [(None, None)]
        if not escrito or escrito.isoformat() == version:
            return
        if self._check_private_event_conditions():
            return  # the rules refuse it anyway, and nothing is told
        # sudo: the name of who works on the same activity
        user = self.env["res.users"].sudo().browse(quien)
        company = self.company_id
        cuando = self.start if self.allday else company._a_local(self.start)
        raise UserError(
            self.env._(
                "%(user)s changed “%(name)s” at %(time)s, while you had it open. It is "
                "now on %(when)s. Nothing was overwritten: discard, look at what it "
                "says, and make your change again if it still holds.",
                user=user.name,
                name=self.name,
                time=company._a_local(escrito).strftime("%H:%M"),
                when=cuando.strftime("%d/%m/%Y")
                if self.allday
                else cuando.strftime("%d/%m/%Y, %H:%M"),
            )
        )
