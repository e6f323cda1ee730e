from . import sigobito_ods_importar
