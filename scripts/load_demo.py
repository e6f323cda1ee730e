"""For `odoo shell`: load the demo data of our own addons, in the order of installation.

Odoo's `force_demo` does the same for every addon, its own sample companies included.
"""

from odoo.modules.loading import load_demo
from odoo.modules.module_graph import ModuleGraph

cr = env.cr  # noqa: F821  (the shell provides env)
cr.execute("SELECT name FROM ir_module_module WHERE state = 'installed'")
graph = ModuleGraph(cr, mode="load")
graph.extend([name for (name,) in cr.fetchall()])
for package in graph:
    if not package.name.startswith("sigobito_"):
        continue
    if not load_demo(env, package, {}, "init"):  # noqa: F821
        if package.manifest.get("demo"):
            raise SystemExit(f"{package.name}: demo data failed")
    cr.execute(
        "UPDATE ir_module_module SET demo = true WHERE name = %s", [package.name]
    )
env.invalidate_all()  # noqa: F821
cr.commit()
print("done: load_demo")
