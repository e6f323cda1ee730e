import argparse
import sys
from pathlib import Path

from odoo import api
from odoo.cli.command import Command
from odoo.modules.registry import Registry
from odoo.tools import config


class SigobitoImport(Command):
    """Load a municipality's data from a spreadsheet.

    Without --confirm it only says what it would do.
    """

    name = "sigobito_import"
    epilog = """
        Exit status: 0 all well, 1 the file has errors (nothing is written),
        2 the request itself is wrong.
    """

    def run(self, args):
        self.parser.add_argument("-c", "--config", help="configuration file")
        self.parser.add_argument("-d", "--database", required=True)
        self.parser.add_argument(
            "-m",
            "--municipio",
            required=True,
            help="web name (slug) or official code of the municipality",
        )
        self.parser.add_argument(
            "--hoja", help="sheet a CSV file is, if its header does not say it"
        )
        self.parser.add_argument(
            "--usuario",
            help="login with whose rights it is done (default: the platform's)",
        )
        self.parser.add_argument(
            "--confirm", action="store_true", help="write; without it, only look"
        )
        self.parser.add_argument(
            "--detalle",
            type=int,
            default=50,
            metavar="N",
            help="findings and changes to print of each kind (default %(default)s)",
        )
        self.parser.add_argument("archivo", type=Path)
        self.parser.formatter_class = argparse.RawDescriptionHelpFormatter
        options = self.parser.parse_args(args)
        arguments = ["-d", options.database, "--no-http", "--log-level=warn"]
        if options.config:
            arguments += ["-c", options.config]
        config.parse_config(arguments, setup_logging=True)
        if not options.archivo.is_file():
            self._salir(f"No existe el archivo {options.archivo}")
        with Registry(options.database).cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            if "sigobito.importacion" not in env:
                self._salir(f"SIGOBito no está instalado en {options.database}")
            estado, informe = env["sigobito.importacion"]._importar_desde_consola(
                options.archivo.name,
                options.archivo.read_bytes(),
                municipio=options.municipio,
                hoja=options.hoja,
                login=options.usuario,
                confirmar=options.confirm,
                detalle=options.detalle,
            )
            if estado or not options.confirm:
                cr.rollback()
        # the report is what the command is for
        # pylint: disable-next=print-used
        print("\n".join(informe))
        sys.exit(estado)

    @staticmethod
    def _salir(texto):
        # somebody at a terminal reads it, not the log
        # pylint: disable-next=print-used
        print(texto, file=sys.stderr)
        sys.exit(2)
