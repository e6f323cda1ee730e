from odoo.tests import HttpCase, tagged

from ..tools.texto import largo


@tagged("post_install", "-at_install")
class TestContador(HttpCase):
    def test_same_length_in_browser_and_server(self):
        """The counter on the screen and the check on the server count alike."""
        textos = ["ñandú áéíóú", "n\u0303andu\u0301", "  hola  ", "👍 listo", "a\nb", ""]
        esperado = [largo(texto) for texto in textos]
        code = """
            const { largo } = odoo.loader.modules.get(
                "@sigobito_comunicacion/contador/contador"
            );
            const textos = %s;
            const esperado = %s;
            const real = textos.map(largo);
            if (JSON.stringify(real) === JSON.stringify(esperado)) {
                console.log("test successful");
            } else {
                console.error("got " + JSON.stringify(real));
            }
        """ % (
            ascii(textos).replace("\\U0001f44d", "👍"),
            esperado,
        )
        self.browser_js(
            "/odoo",
            code,
            "odoo.loader.modules.has('@sigobito_comunicacion/contador/contador')",
            login="admin",
        )
