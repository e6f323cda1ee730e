"""From the official name of a public project to a name people would use.

Official names come in capitals, without accents, with the whole territory at the end:
"MEJORAMIENTO DEL SERVICIO DE EDUCACION PRIMARIA EN LA I.E. N 31933, DEL CENTRO POBLADO
DE NUEVA ALEJANDRIA, DISTRITO DE…". The short name keeps what is done and where inside
the municipality; it is a proposal that somebody reads, so what is not known stays as it
was, and the caller keeps the official name elsewhere.

Nothing here knows a country's list of places: a word is taken for a name of its own
because of what stands before it ("distrito de…"), or because it is not one of the
common words of public works.
"""

import re

from .celdas import limpiar

LARGO = 110

#: Written as they are. Anything with inner dots (I.E., S.A.C.) is kept too.
SIGLAS = frozenset(
    """
    AIP ALC AMG BID CETPRO CIAM CITE COEL COER DEMUNA DIRESA EBA EBE EBR EESS EPS ESSALUD
    FONCODES GPS IE IEI IEP IES IESTP II III IPRESS ISTP IV IX JASS LED MYPE NTIC ODS ONG
    OPI PAMA PBI PEA PET PIP PNP PTAP PTAR PVC RENIEC SAC SAI SENASA SERNANP SIG SNIP SRL
    TIC UBS UCI UGEL UPSS USB VI VII VIII XI XII XIII XIV XV XX XXI CAR CEDIF CAM CEM
    RRSS APROPOLL HVCA EIRL
    """.split()
)

#: "AA.HH." and its kind, opened up where there is a plain word for it.
_ABREVIATURAS = (
    (
        r"\bEN\s+EL\s*\(\s*LA\s*\)\s+EE\.?\s?SS\.?(?!\w)\s*",
        "EN EL ESTABLECIMIENTO DE SALUD ",
    ),
    (r"\bEN\s+EL\s*\(\s*LA\s*\)\s+", "EN "),
    (r"[;,]\s+(?=EN\b)", " "),
    (r"\b(?:I\.?\s*E\.?\s*I\.?|IEI)\s*(?=(?:N[°º.]*\s*)?\d)", "I.E.I. "),
    (r"\bI\.\s*E\.?\s*(?=(?:N[°º.]*\s*)?\d)", "I.E. "),
    (r"\bAA\.?\s?HH\.?(?!\w)\s*|\bA\.H\.\s*", "ASENTAMIENTO HUMANO "),
    (r"\bCC\.?\s?PP\.?(?!\w)\s*", "CENTROS POBLADOS "),
    (r"\bC\.\s?P\.\s?M\.?(?!\w)\s*|\bC\.\s?P\.(?!\w)\s*", "CENTRO POBLADO "),
    (r"\bCC\.?\s?NN\.?(?!\w)\s*", "COMUNIDADES NATIVAS "),
    (r"\bEE\.?\s?SS\.?(?!\w)\s*", "ESTABLECIMIENTO DE SALUD "),
    (r"\bII\.?\s?EE\.?(?!\w)\s*", "INSTITUCIONES EDUCATIVAS "),
    (r"\bPROV\.\s*", "PROVINCIA "),
    (r"\bDIST\.\s*", "DISTRITO "),
    (r"\bDPTO\.?\s+", "DEPARTAMENTO "),
    (r"\bASOC\.\s*", "ASOCIACION "),
    (r"\bN(?:RO)?\s*[°º.]\s*(?=\d)|\bN\s?(?=\d)", "N.º "),
)

#: Where the territory begins: everything from here on is where the municipality is.
_TERRITORIO = re.compile(
    r"[\s,.;:-]*\b(?:EN |DE |DEL |DE LA |EN EL |EN LA |EN LOS |DE LOS |EN LAS |DE LAS |"
    r"Y )*(?:DISTRITOS?|PROVINCIAS?|REGION|DEPARTAMENTOS?)\b(?! (?:DE )?(?:SALUD|POLICIAL|"
    r"FISCAL|ELECTORAL|JUDICIAL|AGRARIA|EDUCA))",
)
#: What is left hanging once the territory is gone: "… PARA 4", "… DE LAS".
_COLA = re.compile(
    r"(?:\s+(?:EN|DE|DEL|EL|LA|LOS|LAS|Y|A|PARA|CON|ENTRE|POR|(?<=PARA )\d+|(?<=EN )\d+|"
    r"(?<=DE )\d+|IE|I\.E\.))+$"
)
#: Filler that says nothing to a neighbour.
_RELLENO = (
    r"[;,]?\s*(?:Y\s+)?ADEMAS DE OTROS ACTIVOS\b",
    r"[,\s]*\bCON (?:CODIGO )?(?:CUI|SNIP)\s*(?:N\.?º?)?\s*\d+",
)

#: Words after which a name of its own comes.
_ANUNCIAN = frozenset(
    """
    alameda anexo anexos asentamiento asociación asociaciones barrio barrios caserío
    caseríos ciudad comunidad comunidades
    cuenca departamento distrito distritos hacienda jirón laguna lagunas localidad
    localidades microcuenca nativa nativas campesina campesinas poblado poblados
    provincia provincias quebrada región río sector sectores urbanización valle villa
    avenida calle calles humano humanos puente hospital carretera tramo canal parque
    institución educativa
    """.split()
)
_ENLACES = frozenset(
    "a al ante bajo con contra de del desde e el en entre hacia hasta la las lo los mediante "
    "ni o para por según sin sobre tras u un una uno unos y".split()
)

#: Common words of public works, with the accents capitals lose.
_COMUNES = """
    abastecimiento abono abonos accesibilidad acceso accesos acondicionamiento actividad
    actividades activos acuícola acuicultura adecuada adecuado adecuados además adopción
    adulta adulto adultos aeropuerto afirmado agente agraria agrario agrarios agrícola
    agrícolas agro agroindustrial agropecuaria agropecuarias agropecuario agropecuarios
    agua aguas aire alcance alcantarillado alimentaria alimentos almacenamiento alpaca
    alpacas alta alternativa alto alumbrado ámbito ambientes ambiental ambientales ambiente
    ambulancia animal animales anuales años apícola aplicación apoyo aprendizaje áreas área
    aroma arroz artesanal artesanales artesanía artesanías artificial asfaltado asfáltica
    asistencia asociación asociaciones atención aulas auxiliares ave aves avícola bahía baja
    bajo banano barreras base básica básicas básico básicos beneficio bienes bienestar bloque
    bomba bomberos bombeo bosque bosques bovina bovino bovinos brecha buena buenas cabal
    cacao cadena cadenas café calidad calle calles cámara cámaras camelidos camélidos caminos
    camino campesina campesinas campesino campo canal canales cancha capacidad capacidades
    capacitación captación carga carne carrozable carretera carreteras carril casa casas
    caseríos caserío catastro cebolla cementerio central centrales centro centros
    cerco cerdos cereales chacra cicla ciclo ciclovía cielo científica ciencia ciudad ciudadana
    ciudadanas ciudadano ciudadanos clima climático clínica cobertura cocina colegio colector
    comedor comerciales comercial comercio comercialización comisaría comité comités
    competencia competencias competitividad complejo complementaria complementario
    complementarios compostaje computadora computadoras comunal comunales comunicación
    comunicaciones comunidad comunidades comunitario condiciones conectividad conexión
    conexiones conjunto conservación consolidación construcción consultorios contaminación
    contra control convencional coordinación cosecha costa creación creativa crédito crianza
    criadores crítica crítico cuenca cuencas cultivo cultivos cultura cultural culturales cunas
    curso cuy cuyes dañadas datos defensa delegación demanda departamental deporte deportiva
    deportivas deportivo deportivos derivados desagüe desarrollo descentralizada descolmatación
    desastre desastres desnutrición digital digitales dirección discapacidad disposición
    distribución distrital diversificada docente docentes doméstica domiciliaria drenaje
    económica económico ecosistema ecosistemas ecosistémicos edificación educación educativa
    educativas educativo educativos eje ejecución elaboración eléctrica eléctrico eléctricos
    electrificación electrógeno electromecánico elevado embarcadero emergencia emergencias
    emisor empresa empresarial empresariales empresas emprendedoras encauzamiento energía
    energías energética engorde enseñanza entorno entre equipamiento equipo equipos erosión
    escolar escolares escolarizada escuela escuelas espacios especial especializada
    especializado especie especies espigones esparcimiento estable establecimiento
    establecimientos estación estadio estrategia estrategias estratégico estratégica
    estratégicos estructura estructuras estudiante estudiantes estudio estudios etapa etapas
    evaluación evitamiento evento excretas existente expansión expediente explotación exposición
    externa extractiva extensión fabricación facultad familia familias familiar familiares
    faja fauna feria ferias fibra física fiscalización fitosanitaria flora fluvial
    forestación forestal forestales formación fortalecimiento fresca frontera fronterizo
    fruta frutales frutas frutícola fuente fuentes fuerte funcional futbol fútbol gabinete
    galpón ganadera ganadería ganadero ganaderos ganado gas generación generadora general
    generales género genético gerencia gestión gimnasio gobernabilidad gobierno gobiernos grado
    granja grano granos grass grupo grupos habilidades habilitación hectáreas helado
    herramientas hídrica hídrico hídricos hierbas histórico histórica hombre hogar hogares
    hortalizas hospital hospitalaria hospitalarios hospitalización hospitales humana humano
    humanos humedales iluminación implementación impresora impulso inalámbrica incendios
    incentivos inclusiva incremento industria industrial industriales infancia infantil
    influencia información informática infraestructura ingreso ingresos inicial inmobiliario
    innovación inseminación insumos instalación instalaciones institución institucional
    institucionales instituciones instituto institutos instrumentos integrada
    integrado integral integrales inteligente interconexión intermedia intermedias interna
    internet interno intervención introducción inundación inundaciones invernadero
    inversión investigación irrigación jardín jornada jóvenes joven judicial juvenil juzgado
    kilómetros kits km laboratorio laboratorios lácteos ladera lagunas lana lechera
    lechero leche ley limpieza línea líneas líquidos litoral local locales localidad
    localidades longitud losa lúdicos lugar madera madre maíz maderables mallas malecón manejo
    manos mantenimiento manzanas mapeo maquinaria maquinarias máquina maquina mar marco
    margen mayor mayores mecánica mediano mediana medianas medicina medicinal medicinales médica
    médico médicos mejora mejoramiento mejorada mejorado mejorados menor menores mercado
    mercados meseta metropolitano micro microcuenca miel migratorio minera minería mínima
    mirador mobiliario modalidad moderna modernización modelo módulo módulos monitoreo monofásico
    motocicletas motoniveladora mujer mujeres multifuncional multimedia múltiple múltiples
    multipropósito multiusos muro muros museo nacional nacionales nativa nativas nativo
    natural naturales naturaleza negocio negocios nivel niveles niña niñas niño niños norte
    normal nueva nuevas nuevo nuevos núcleo número nutrición nutricional obras obra oeste
    oferta oficial oficina oficinas olla operación operacional operacionales operativa
    operativas operativo operativos óptica óptima óptimas oportunidad ordenamiento
    orgánica orgánico orgánicos organización organizaciones oriental oriente orientación
    ornamental otras otros ovina ovino ovinos oxígeno paiche palta palto palma papa papas panel
    paneles parcial parcelas parque parques participación pasaje pasto pastos pastoreo pastizales
    patio patrimonio patrullero patrulleros paisajística pavimentación pavimento peatonal
    peatonales pecuaria pecuario pedagógica pedagógico peces pelo penal penitenciario pequeña
    pequeñas pequeño pequeños perimétrico periférica permanente persona personal personas
    pesca pesquera pesquero pesada piña pisicola piscícola piscina piscigranja pista pistas plan
    planta plantas plantación plantaciones planeamiento planificación plataforma plátano plaza
    plazas plazuela pluvial pluviales población poblaciones poblacional poblado poblados
    pobreza policial policiales política políticas ponderado portátil portuaria post posta
    potable potencial potenciamiento potencialidades pozo pozos práctica prácticas predial
    predios preinversión presa preservación prestación prestaciones prevención preventivo
    primaria primario primarios primer primera principal principales priorizadas priorizados
    privada problemas proceso procesos procesamiento producción productiva productivas
    productividad productivo productivos producto productora productoras productor productores
    productos profesional profesionales programa programas promoción promotoras propagación
    propiedad protección protegida provincial provinciales provisión próximo prueba pruebas
    público pública públicas públicos pueblos puente puentes puerto puertos puesto
    puestos punto puntos quinua radio ramal ranchos raza rayos real recojo recreación recreativa
    recreativo recreativos rectoría recuperación recurso recursos red redes reducción reforestación
    reforzamiento refuerzo región regional regionales registral registro regular regularización
    regulación regulado rehabilitación relleno remodelación rendimiento renovable renovables
    renovación reparación repoblamiento represa represamiento reproducción reproductiva reserva
    reservorio reservorios residuales residuo residuos resiliencia resolutiva respuesta
    restauración retención riego riesgo riesgos río ríos ribera riberas ribereña ribereñas
    rodillo ronda rosas rural rurales ruta rutas sala salas salud salida sanidad sanitaria
    sanitario sanitarias sanitarios saneamiento secado sección secundaria secundario
    secundarios sede seguimiento segundo seguridad selectiva selva semaforización semafórico
    semillas semillero señalización separación servicio servicios sesión siembra silvestre
    silvestres silvicultura simple síntesis sísmico sistema sistemas sitio sitios social sociales
    sociedad socioeconómica solar solares sólidos soporte sostenibilidad sostenible sostenibles
    sostenimiento sub subestación sucursal suelo suelos superficial superior sur sustentable
    suministro tallo tanque tara tarde taller talleres talud taxi teatro techado técnica técnicas
    técnico técnicos tecnificado tecnificación tecnología tecnologías tecnológica tecnológicas
    tecnológico tecnológicos teléfono tendales telesecundaria temperatura tendido terminal
    termal termales terrestre terreno territorial territorio textil textiles texto tierra
    tierras titulación tomógrafo toma total trabajo trabajos tramo tramos transferencia
    transformación transitabilidad transitable tránsito transmisión transporte trapiche tratamiento
    tratada tres trocha trochas tropicales trucha truchas tubérculos turismo turística
    turísticas turístico turísticos ubicada ubicado unidad unidades unión único universal
    universidad universitaria universitario universitarios urbana urbanas urbanización urbano
    urbanos uso usos usuarios utilización uva vacuno vacunos valor valores variedad
    variedades vecinal vecinales vecino vecinos vegetal vegetales vehicular vehículo vehículos
    venta vereda veredas verde verdes vertical vertiente veterinaria vía vial viales vías viario
    vicuña vicuñas vigilancia viguería violencia visitantes vitivinícola vivienda viviendas
    vivero viveros volquete vulnerable vulnerables zona zonas zoonosis tablet tabletas
    ampliar ascensor meses seca seco procesados pre edu héroes prolongación tópico muestras
    aspersión triaje corral virtual consultorio consorcio micropresa tomografía pedagógicos
    armas final video cuadra cuadras acogida víctimas pool biblioteca bibliotecas artesanas
    artesanos tejedoras jirón especial prócer municipales municipal sólido jirones regable
    dulce salada ladrillo
    sub subproductos criadero crianzas aguaymanto palto cuyes maca kiwicha tarwi anís orégano
    olivo vid mango mandarina naranja limón plátanos yuca camu ajo ají haba habas arveja
    frijol tuna granadilla chirimoya cochinilla alfalfa avena cebada trigo hojas pulpa
    axial computarizado digital multicorte prearmado raso azul intercultural
    bilingüe alternancia convivencia través través ferroviario metálico metálica acústica cama
    infusión rodable cargador frontal camioneta compactadora cisterna
"""


def _sin_acentos(palabra: str) -> str:
    return palabra.translate(str.maketrans("áéíóúü", "aeiouu"))


_LEXICO: dict[str, str] = {}
for _palabra in _COMUNES.split():
    _LEXICO.setdefault(_sin_acentos(_palabra), _palabra)
_ACENTOS_ENLACE = {"segun": "según"}
# Endings that always carry the accent, and endings that only common words have.
_SUFIJOS_ACENTO = (("cion", "ción"), ("sion", "sión"), ("xion", "xión"))
_SUFIJOS_COMUNES = (
    "miento", "mientos", "ciones", "siones", "dades", "idad", "mente", "ologia", "ologias",
    "ografia", "isticas", "ivo", "iva", "ivos", "ivas", "able", "ables", "ible", "ibles",
    "ado", "ada", "ados", "adas", "ador", "adora", "adores", "adoras", "icultores",
    "icultura", "encia", "encias", "ico", "ica", "icos", "icas", "ales", "arios", "arias",
    "ante", "antes", "ente", "entes", "ismo", "ista", "istas", "ores", "ura", "izar",
)  # fmt: skip
_SIGLA = re.compile(r"^(?:[A-ZÑ]{1,4}\.){2,}[A-ZÑ]{0,4}\.?$")
_PALABRA = re.compile(r"[A-ZÁÉÍÓÚÜÑ]+(?:'[A-ZÑ]+)?", re.IGNORECASE)


def esta_en_mayusculas(texto: str) -> bool:
    """
    >>> esta_en_mayusculas("CREACION DEL PARQUE N° 3"), esta_en_mayusculas("Parque")
    (True, False)
    """
    letras = [c for c in texto if c.isalpha()]
    return bool(letras) and sum(c.isupper() for c in letras) > 0.7 * len(letras)


def _comun(minuscula: str) -> str:
    """The common word a capitalised one stands for, with its accents; "" if unknown.

    >>> _comun("educacion"), _comun("tecnologicas"), _comun("pichanaqui")
    ('educación', 'tecnológicas', '')
    """
    simple = _sin_acentos(minuscula)
    if simple in _LEXICO:
        return _LEXICO[simple]
    for sufijo, acentuado in _SUFIJOS_ACENTO:
        if simple.endswith(sufijo) and len(simple) > len(sufijo) + 2:
            return minuscula[: -len(sufijo)] + acentuado
    if simple.endswith(_SUFIJOS_COMUNES) and len(simple) > 6:
        return minuscula
    return ""


def en_minusculas(texto: str) -> str:
    """A text in capitals, in sentence case: common words recover their accents, names
    of their own and acronyms keep their capitals.

    >>> en_minusculas("MEJORAMIENTO DE LA CARRETERA A TINGO MARIA")
    'Mejoramiento de la carretera a Tingo Maria'
    >>> en_minusculas("CREACION DE LA PTAR EN EL BARRIO NUEVA ESPERANZA")
    'Creación de la PTAR en el barrio Nueva Esperanza'
    >>> en_minusculas("REPARACION DE LA I.E.P. SAN JUAN DE DIOS S.A.C.")
    'Reparación de la I.E.P. San Juan de Dios S.A.C.'
    >>> en_minusculas("Ya está bien escrito")
    'Ya está bien escrito'
    """
    if not esta_en_mayusculas(texto):
        return texto
    salida = []
    nombre = False  # inside a name of its own
    for trozo in re.split(r"(\s+|[,;:()\"“”]|(?<!\w)-|-(?!\w))", texto):
        if not trozo or trozo.isspace():
            salida.append(trozo)
        elif trozo in ',;:()"“”-':
            salida.append(trozo)
            nombre = nombre and trozo in "-,"
        else:
            escrito, nombre = _escribir(trozo, nombre)
            salida.append(escrito)
    return _oracion("".join(salida))


def _escribir(trozo: str, nombre: bool) -> tuple[str, bool]:
    """A word as it should be written, and whether a name may come next."""
    pelado = trozo.strip(".")
    if trozo.upper() == "N.º":
        return "N.º", True
    if _SIGLA.match(trozo) or pelado in SIGLAS or any(c.isdigit() for c in trozo):
        return trozo, nombre
    minuscula = trozo.lower()
    base = minuscula.strip(".")
    if base in _ENLACES or base in _ACENTOS_ENLACE:
        return _ACENTOS_ENLACE.get(base, minuscula), nombre
    comun = _LEXICO.get(_sin_acentos(base), "")
    if base in _ANUNCIAN or comun in _ANUNCIAN:
        return comun or base, True
    if nombre and base in _EN_NOMBRES:
        return _titular(trozo), True
    # right after "distrito de" an ending proves nothing: Colorado, La Encañada
    comun = comun or ("" if nombre else _comun(base))
    if comun:
        return minuscula.replace(base, comun), False
    return _titular(trozo), True


#: Common words that places are often called by.
_EN_NOMBRES = frozenset(
    """
    agua aguas alta alto bella baja bajo central centro cruz esperanza florida grande
    independencia libertad madre miraflores nueva nuevo nuevas nuevos norte oriente palma
    pampa paraiso progreso puente puerto real rosas santa santo sur union valle verde villa
    unión río rio
    """.split()
)


def _titular(trozo: str) -> str:
    return _PALABRA.sub(lambda m: m[0].capitalize(), trozo)


_ARTICULO = re.compile(
    rf"\b((?:{'|'.join(sorted(_ANUNCIAN))}|N\.º \d+|I\.E\.|I\.E\.I\.|Jr\.|Av\.|salud)"
    r"(?: de| del)? )"
    r"(el|la|los|las) (?=[A-ZÁÉÍÓÚÑ][a-zñ])"
)
_PARTE_DE_NOMBRE = re.compile(
    r"\b(villa|puerto|pueblo|cerro|nuevo|nueva|alto|alta|bajo|baja|gran)(?= [A-ZÁÉÍÓÚÑ])"
)


def _oracion(texto: str) -> str:
    texto = _ARTICULO.sub(lambda m: f"{m[1]}{m[2].capitalize()} ", texto)
    texto = re.sub(r"\bCentro(?= poblado)", "centro", texto)
    texto = _PARTE_DE_NOMBRE.sub(lambda m: m[1].capitalize(), texto)
    texto = re.sub(r"\s+([,;:.])", r"\1", texto)
    texto = re.sub(r"([,;])(?=\S)", r"\1 ", texto)
    for indice, letra in enumerate(texto):
        if letra.isalpha():
            return texto[:indice] + letra.upper() + texto[indice + 1 :]
    return texto


def sin_territorio(texto: str, minimo: int = 25) -> str:
    """Without the district, province and region at the end, if enough is left.

    >>> sin_territorio("CREACION DEL PARQUE INFANTIL LOS OLIVOS, DISTRITO DE X - Y - Z")
    'CREACION DEL PARQUE INFANTIL LOS OLIVOS'
    >>> sin_territorio("CREACION DE PARQUES EN EL DISTRITO DE X")
    'CREACION DE PARQUES EN EL DISTRITO DE X'
    """
    for hallado in _TERRITORIO.finditer(texto):
        cabeza = texto[: hallado.start()].rstrip(" ,.;:-")
        cabeza = _COLA.sub("", cabeza)
        if len(cabeza) >= minimo:
            return cabeza
    return texto


_ENLACE_FINAL = re.compile(rf"(?:\s+(?:{'|'.join(sorted(_ENLACES))}))+$")


def recortar(texto: str, largo: int) -> str:
    """Cut at the last pause that leaves most of it, or at a word with "…".

    >>> recortar("Compra de ambulancia; arreglo de techos; pintura de aulas", 45)
    'Compra de ambulancia; arreglo de techos'
    >>> recortar("Mejoramiento de la carretera vecinal de acceso", 30)
    'Mejoramiento de la carretera…'
    """
    if len(texto) <= largo:
        return texto
    cortado = texto[: largo + 1]
    pausa = max(cortado.rfind(p) for p in (", ", "; ", " - "))
    if pausa >= largo * 0.6:
        return cortado[:pausa].rstrip(" ,.;-")
    palabra = texto[:largo].rfind(" ")
    corto = texto[: palabra if palabra > 0 else largo - 1]
    return _ENLACE_FINAL.sub("", corto.rstrip(" ,.;-")) + "…"


def nombre_corto(oficial: str, largo: int = LARGO) -> str:
    """The plain name proposed for an official one.

    >>> print(nombre_corto("MEJORAMIENTO DEL SERVICIO DE EDUCACION EN LA I.E. N 104, "
    ...     "DEL CENTRO POBLADO LA TOTORA, DISTRITO DE SAN BLAS, REGION SUR"))
    Mejoramiento del servicio de educación en la I.E. N.º 104, del centro poblado La Totora
    >>> print(nombre_corto("ADQUISICION DE AMBULANCIA; ADEMAS DE OTROS ACTIVOS EN EL(LA) "
    ...     "EESS LAS LOMAS - LAS LOMAS DISTRITO DE LAS LOMAS, PROVINCIA ALTA"))
    Adquisición de ambulancia en el establecimiento de salud Las Lomas
    >>> nombre_corto("CREACION DE RESERVORIOS EN LA MICROCUENCA PARA 4 DISTRITOS DEL SUR")
    'Creación de reservorios en la microcuenca'
    >>> nombre_corto("Agua potable para El Molino")
    'Agua potable para El Molino'
    """
    texto = limpiar(oficial)
    if esta_en_mayusculas(texto):
        texto = texto.upper()
        for patron, cambio in _ABREVIATURAS:
            texto = re.sub(patron, cambio, texto)
        for patron in _RELLENO:
            texto = re.sub(patron, "", texto)
        texto = re.sub(r"\s+", " ", texto).strip(" ,.;-")
        texto = sin_territorio(texto)
        # "… LAS LOMAS - LAS LOMAS": the place and its district have one name
        texto = re.sub(r"\b(\w[\w ]{2,40}?)\s*-\s*\1$", r"\1", texto)
        texto = re.sub(r"(\b(?:[A-Z]\.){2,}[A-Z])$", r"\1.", texto)  # S.A.C → S.A.C.
        texto = en_minusculas(texto)
    return recortar(texto, largo)
