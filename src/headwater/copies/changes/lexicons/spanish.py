"""Spanish. See `copies.lexicons` for where the families of words come from."""

from headwater.copies.changes.lexicons.lexicon import (
    ADMITTING,
    ASSERTING,
    ATTACKING,
    DOUBTING,
    PLAIN,
    REPORTING,
    URGING,
    Lexicon,
)

SPANISH = Lexicon(
    language="es",
    common="el la los las de y que en del un una por con para se es fue al su han",
    negations="no nunca jamás ningún ninguno ninguna nadie nada ni sin tampoco",
    hedges="presunto presunta presuntos presuntas presuntamente supuesto supuesta supuestos supuestas supuestamente "
    "aparentemente quizá quizás posiblemente probablemente podría podrían habría habrían parece",
    fields={
        REPORTING: {
            PLAIN: "dijo dijeron dice declaró declararon informó informaron señaló indicó explicó añadió anunció "
            "anunciaron comentó expresó escribió",
            DOUBTING: "alegó alegaron pretendió sostuvo sostuvieron afirmó afirmaron aseguró aseguraron",
            ASSERTING: "confirmó confirmaron reveló revelaron",
            ADMITTING: "admitió admitieron reconoció reconocieron confesó",
            URGING: "advirtió advirtieron exigió exigieron insistió insistieron instó reclamó",
            ATTACKING: "arremetió fustigó cargó embistió despotricó",
        },
        "people in the street": {
            PLAIN: "manifestante manifestantes",
            "loaded": "alborotadores vándalos turba revoltosos violentos encapuchados",
            "approving": "activista activistas",
        },
        "event in the street": {
            PLAIN: "manifestación manifestaciones protesta protestas marcha concentración",
            "loaded": "disturbios revuelta revueltas altercados desórdenes motín",
        },
        "armed people": {
            PLAIN: "combatiente combatientes soldados tropas",
            "opposed": "rebelde rebeldes insurgentes guerrilleros separatistas",
            "loaded": "terrorista terroristas extremistas",
            "approving": "defensores libertadores resistentes",
        },
        "people on the move": {
            PLAIN: "migrante migrantes inmigrantes",
            "sheltering": "refugiado refugiados refugiadas",
            "loaded": "ilegales invasores clandestinos",
        },
        "armed action": {
            PLAIN: "operación operaciones acción intervención",
            "open": "guerra ataque ataques invasión ofensiva asalto incursión",
            "loaded": "agresión masacre matanza carnicería",
        },
        "ending lives": {
            PLAIN: "muerto muertos muerta murieron fallecieron fallecidos",
            "loaded": "asesinado asesinados masacrados ejecutados",
            "softened": "neutralizado neutralizados abatido abatidos eliminados",
        },
        "rulers": {
            PLAIN: "gobierno ejecutivo autoridades administración",
            "loaded": "régimen junta dictadura",
        },
        "rising": {
            PLAIN: "subió subieron aumentó aumentaron creció crecieron",
            "strong": "dispararon disparó disparado saltó explotó",
        },
        "falling": {
            PLAIN: "bajó bajaron cayó cayeron disminuyó descendió",
            "strong": "desplomó desplomaron hundió hundieron colapsó",
        },
        "dispute": {
            PLAIN: "criticó criticaron cuestionó",
            "strong": "arremetió condenó denunció fustigó",
        },
        "mishap": {
            PLAIN: "problema problemas dificultad dificultades incidente incidentes",
            "strong": "crisis caos catástrofe desastre escándalo fiasco debacle",
        },
        "evaluating word": {
            "doubting": "llamado autoproclamado autodenominado autodenominada",
            "loaded": "brutal brutales bárbaro escandaloso escandalosa sangriento sangrienta infame",
            "approving": "heroico heroica histórico histórica valiente",
        },
    },
    named_after="según de_acuerdo_con citando conforme_a a_juicio_de",
    pronouns="él ella ellos ellas yo nosotros quien que",
    breaks="que y pero en a al por para con el-lunes lunes martes miércoles jueves viernes sábado domingo tras después "
    "antes cuando este esta hoy ayer",
    dates="lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto "
    "septiembre octubre noviembre diciembre",
)
