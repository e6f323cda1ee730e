"""For `odoo shell`: compile the bundles that pages load, once for all copies of a template.

Without this, each browser test (whose transaction is rolled back) and the first visitor of a
new database wait 10 to 20 seconds for it.
"""

import os
from pathlib import Path

BUNDLES = [
    "web.assets_web",
    "web.assets_web_print",
    "web.assets_frontend",
    "web.assets_frontend_lazy",
    "web.assets_frontend_minimal",
    "web.assets_tests",
    "web.report_assets_common",
]
addons = Path(os.environ["ROOT"]) / "addons"
if any(addons.glob("*/static/tests/**/*.test.js")):
    BUNDLES += ["web.assets_unit_tests_setup", "web.assets_unit_tests"]

for name in BUNDLES:
    bundle = env["ir.qweb"]._get_asset_bundle(name, css=True, js=True)  # noqa: F821
    bundle.css()
    if not name.endswith("_print"):
        bundle.js()
env.cr.commit()  # noqa: F821
print("done: build_assets")
