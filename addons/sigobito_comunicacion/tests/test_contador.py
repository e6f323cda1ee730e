import json

from odoo.tests import HttpCase, tagged

from ..tools.texto import largo


@tagged("post_install", "-at_install")
class TestContador(HttpCase):
    def test_same_length_in_browser_and_server(self):
        """The counter on the screen and the check on the server count alike."""
        textos = [
            "ñandú áéíóú",
            "n\u0303andu\u0301",
            "  hola  ",
            "👍 listo",
            "a\nb",
            "",
        ]
        casos = json.dumps([[texto, largo(texto)] for texto in textos])
        code = (
            "const { largo } = odoo.loader.modules.get("
            '"@sigobito_comunicacion/contador/contador");'
            f"const malos = {casos}.filter(([t, n]) => largo(t) !== n);"
            "if (malos.length) { console.error(JSON.stringify(malos)); }"
            ' else { console.log("test successful"); }'
        )
        self.browser_js(
            "/odoo",
            code,
            "odoo.loader.modules.has('@sigobito_comunicacion/contador/contador')",
            login="admin",
        )
