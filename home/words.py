"""The first words of a new site: the four levels of the method, the four levers it starts with."""

LEVELS = [
    {
        "code": "acteur",
        "name": "Acteur ou actrice",
        "sentence": "Je prends part : je choisis, je participe, je donne mon avis.",
        "description": "Une pratique qui recueille des avis trouve aussi sa place ici : c’est un point de départ.",
    },
    {
        "code": "ambassadeur",
        "name": "Ambassadeur ou ambassadrice de valeurs",
        "sentence": "Je parle de la structure et de ses valeurs autour de moi.",
        "description": "Par une visite, un stand, un témoignage, une conversation avec un voisin.",
    },
    {
        "code": "contributeur",
        "name": "Contributeur ou contributrice",
        "sentence": "J’apporte du temps, une idée, un savoir-faire.",
        "description": "Un coup de main, un atelier animé, une compétence partagée.",
    },
    {
        "code": "coproducteur",
        "name": "Coproducteur ou coproductrice",
        "sentence": "Je décide et je fabrique le service avec l’équipe.",
        "description": "Faire avec : les choix, leur mise en œuvre et leur bilan sont partagés.",
    },
]

LEVERS = [
    {
        "slug": "accueil",
        "sign": "arch",
        "name": "Accueil",
        "description": "La première rencontre donne envie de revenir, ou pas. Prendre soin de l’accueil, "
        "et le confier aussi à celles et ceux qui ont été accueillis.",
    },
    {
        "slug": "valeurs",
        "sign": "flower",
        "name": "Valeurs",
        "description": "Dire ce qui nous distingue d’un service ordinaire. Transmettre les valeurs, "
        "les mettre en discussion, laisser d’autres les raconter avec leurs mots.",
    },
    {
        "slug": "besoins",
        "sign": "leaf",
        "name": "Besoins",
        "description": "Adapter la réponse aux besoins, en les entendant de la bouche des personnes concernées, "
        "y compris de celles qui ne viennent pas.",
    },
    {
        "slug": "evaluation",
        "sign": "pebbles",
        "name": "Évaluation",
        "description": "Évaluer ses actions avec les usagers : choisir ensemble ce qui compte, "
        "lire ensemble les réponses, dire ce qui a été fait.",
    },
]
