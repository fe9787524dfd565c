"""Spanish."""

from headwater.reading.languages.markers import Markers, Unit

SPANISH = Markers(
    language="es",
    units={
        Unit.SECOND: r"segundos?|seg\.?",
        Unit.MINUTE: r"minutos?|min\.?",
        Unit.HOUR: r"horas?|h",
        Unit.DAY: r"d[ií]as?|d",
        Unit.WEEK: r"semanas?",
        Unit.MONTH: r"mes(?:es)?",
        Unit.YEAR: r"años?",
    },
    numbers={
        "una": 1, "un": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
        "nueve": 9, "diez": 10, "once": 11, "doce": 12,
    },
    ago=("hace (?:unos |unas |cerca de )?{n} ?{unit}", "{n} ?{unit} atrás"),
    just_now=("ahora mismo", "justo ahora", "hace unos segundos", "hace un momento", "hace instantes"),
    last_week=("la semana pasada",),
    today=("hoy",),
    yesterday=("ayer",),
    months=(
        ("enero", "ene"), ("febrero", "feb"), ("marzo", "mar"), ("abril", "abr"), ("mayo", "may"), ("junio", "jun"),
        ("julio", "jul"), ("agosto", "ago"), ("septiembre", "setiembre", "sept", "sep"), ("octubre", "oct"),
        ("noviembre", "nov"), ("diciembre", "dic"),
    ),
    at_clock=("a las", "a la", "el"),
    clock_suffix=("h", "horas"),
    promo=(
        "leer más", "lea también", "lee también", "leer también", "lea más", "lee más", "seguir leyendo",
        "continuar leyendo", "ver también", "vea también", "más información", "le puede interesar",
        "te puede interesar", "también le puede interesar", "sobre este tema", "no se pierda", "artículo completo",
    ),
    related=(
        "artículos relacionados", "noticias relacionadas", "artículos similares", "más artículos", "más noticias",
        "le puede interesar", "te puede interesar", "contenido relacionado",
    ),
    panel=(
        "comentarios", "sin comentarios", "aún no hay comentarios", "no hay comentarios", "todavía no hay comentarios",
        "deja un comentario", "prueba nuestras funciones de ia", "pruebe nuestras funciones de ia", "funciones de ia",
        "descubre lo que", "descubra lo que", "compartir", "comparte este artículo", "resumir", "publicidad",
        "suscríbase a nuestro boletín", "síganos", "escuchar el artículo",
    ),
    app=(
        "descargar la aplicación", "descarga la aplicación", "descargue la aplicación", "descarga la app",
        "descargue la app", "descargar la app", "descarga nuestra aplicación", "comience ahora", "empieza ahora",
        "obtén la app",
    ),
    footer=(
        "todos los derechos reservados", "política de privacidad", "términos de uso", "aviso legal",
        "entradas anteriores", "página siguiente", "página anterior", "cargar más", "volver arriba", "contacto",
        "quiénes somos",
    ),
    archive=(
        "archivo de la categoría", "archivo de categoría", "archivos de la categoría", "categoría", "archivo",
        "archivos", "sección", "etiqueta", "archivo de la etiqueta", "tema",
    ),
    hashtags=("hashtags", "etiquetas", "temas", "palabras clave", "tags"),
    icon_words=("hora", "reloj", "tiempo", "logo", "icono", "imagen", "calendario", "fuente", "autor", "fecha"),
    source=("fuente", "fuentes", "publicado originalmente por", "con información de"),
    byline=("por",),
    updated=("publicado", "publicado el", "actualizado", "actualizado el", "última actualización", "el"),
    edited=("editado", "editada"),
    caption=("foto de archivo", "imagen de archivo", "foto", "imagen", "fotografía", "pie de foto", "ilustración"),
    labels={
        "developing": (
            "más detalles en breve", "más detalles a continuación", "detalles a continuación", "noticia en desarrollo",
            "en desarrollo", "habrá ampliación", "última hora", "ampliaremos", "más información en breve",
        ),
        "video": ("vídeo", "video", "vídeos", "videos", "en vídeo"),
        "photos": ("fotos", "galería", "fotogalería", "en imágenes"),
        "live": ("en vivo", "en directo", "directo"),
        "opinion": ("opinión", "editorial", "columna", "tribuna", "análisis"),
        "exclusive": ("exclusiva", "exclusivo"),
    },
    note=(
        "nota del editor", "nota de la redacción", "nota de redacción", "corrección", "fe de errores",
        "fe de erratas", "aclaración", "rectificación",
    ),
    note_words=(
        "versión anterior", "versión previa", "primera versión", "inicialmente", "por error", "erróneamente",
        "corregid", "rectific", "este artículo", "esta noticia", "esta nota", "el titular", "un error",
    ),
    pronouns=("él", "ella", "ellos", "ellas", "esto", "lo correcto", "se trata"),
    told=(
        r"\b(?:dijo|declaró|explicó|contó|afirmó|señaló) (?:a|al) (?:la )?{name}", r"\bdeclaraciones a (?:la )?{name}",
        r"\ben (?:una )?entrevista (?:con|a) {name}",
    ),
    learned=(r"ha sabido {name}", r"{name} ha sabido", r"supo {name}", r"{name} ha podido saber"),
)  # fmt: skip
