"""Time of what runs at night, with a thousand municipalities in the database.

Runs every scheduled action of our addons once as Odoo would, on a copy of the region: the
first time there is everything to do, the second time nothing has changed.
"""

import time

from region import copia_de_region, environment


def crons(env):
    """External id → scheduled action, of our addons."""
    data = env["ir.model.data"].search(
        [("model", "=", "ir.cron"), ("module", "=like", "sigobito%")], order="id"
    )
    return {d.complete_name: env["ir.cron"].browse(d.res_id) for d in data}


def main():
    with copia_de_region() as db, environment(db) as env:
        print(f"{'scheduled action':<58}{'first s':>9}{'again s':>9}")
        for name, cron in crons(env).items():
            taken = []
            for _turn in range(2):
                env.cr.commit()
                env.invalidate_all()
                start = time.perf_counter()
                cron.method_direct_trigger()
                taken.append(time.perf_counter() - start)
            print(f"{name:<58}{taken[0]:>9.2f}{taken[1]:>9.2f}", flush=True)


if __name__ == "__main__":
    main()
