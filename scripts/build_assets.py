"""For `odoo shell`: compile the bundles that pages load, once for all copies of a template.

Without this, each browser test (whose transaction is rolled back) and the first visitor of a
new database wait 10 to 20 seconds for it.
"""

import os
from pathlib import Path

BUNDLES = [
    "web.assets_web",
    "web.assets_web_print",
    "bus.websocket_worker_assets",
    "web.assets_frontend",
    "web.assets_frontend_lazy",
    "web.assets_frontend_minimal",
    "web.assets_tests",
    "web.report_assets_common",
]
addons = Path(os.environ["ROOT"]) / "addons"
if any(addons.glob("*/static/tests/**/*.test.js")):
    BUNDLES += ["web.assets_unit_tests_setup", "web.assets_unit_tests"]

website = env.get("website")  # noqa: F821
if website is not None:
    website = website.search([], limit=1)

for name in BUNDLES:
    # a website has public bundles of its own
    params = {"website_id": website.id} if website and "frontend" in name else {}
    bundle = env["ir.qweb"]._get_asset_bundle(  # noqa: F821
        name, css=True, js=True, assets_params=params
    )
    bundle.css()
    if not name.endswith("_print"):
        bundle.js()
env.cr.commit()  # noqa: F821
print("done: build_assets")
