"""The word lists of the French analysis: words that carry no meaning, or little, and words the stemmer breaks."""

ELIDED = frozenset("l d j m t s n c qu jusqu lorsqu puisqu quoiqu presqu quelqu".split())  # noqa: SIM905
"""What stands before an apostrophe and is not a word to look for (the Lucene list, plus quelqu)."""

STOP_WORDS = frozenset(
    """
    a ai aie aient aies ait as au aura aurai auraient aurais aurait auras aurez auriez aurions aurons auront aux
    avaient avais avait avec avez aviez avions avons ayant ayez ayons c ca ce ceci cela ces cet cette d dans de des
    du elle elles en es est et etaient etais etait etant etes etiez etions eu eue eues eurent eus eusse eussent
    eusses eussiez eussions eut eux eumes eutes fumes furent fus fusse fussent fusses fussiez fussions fut futes ici
    il ils j je l la le les leur leurs lui m ma mais me meme mes moi mon n ne nos notre nous on ont ou par pas pour
    qu que quel quelle quelles quels qui s sa sans se sera serai seraient serais serait seras serez seriez serions
    serons seront ses soi soient sois soit sommes son sont soyez soyons suis sur t ta te tes toi ton tu un une vos
    votre vous y
    """.split()  # noqa: SIM905 - a list to read, not to parse
)
"""Function words, folded. They stay in the index (a phrase needs them) and are left out of what somebody types.

« été » is not here: a season (« séjour d’été ») as much as a verb. Neither are the acronyms of two letters (AG, EI).
"""

SOFT_WORDS = frozenset(
    """
    afin ainsi alors appelait appelle appellent apres assez aucun aucune aussi autre autres avant avoir beaucoup
    car celle celles celui ceux chaque cherche cherchons chez chose choses ci combien comme comment depuis deux
    dois doit doivent donc dont entre etre existe existent faire faisons fait faites faut font gens laquelle
    lequel lesquelles lesquels lors memes met mettre moins ni or permet permettent peut peuvent peux plus
    pourquoi pourrait pouvait pouvons puis quand quelque quelques quoi sert servent si situe situent
    sous tous tout toute toutes tres trop trouve trouvent trouver vers veut veux voudrais vouloir voulons
    """.split()  # noqa: SIM905 - a list to read, not to parse
)
"""Words of questions, folded: they help a little when they match, and nothing is left out for lack of them.

Measured: the ordinary verbs and quantities of questions (existe, trouve, permet, trop…) among them, +0.002 as typed.
"""

# Snowball takes a final -er for a verb's: usager becomes « usag » (as usage), usagers stays « usager ». Each line is
# the word that stands for all the forms after it: the field's nouns in -er, everyday ones, words that two passes cut
# too short (panier would become « pan », quartier « quart », habitant « hab » as habit, barrière « barr » as barre),
# and « accueillent ».
_SAME_WORD = """
    usager: usagers usagere usageres
    conseiller: conseillers conseillere conseilleres
    foyer: foyers
    verger: vergers
    potager: potagers potagere potageres
    etranger: etrangers etrangere etrangeres
    maraicher: maraichers maraichere maraicheres
    boulanger: boulangers boulangere boulangeres
    boucher: bouchers bouchere boucheres
    berger: bergers bergere bergeres
    passager: passagers passagere passageres
    messager: messagers messagere messageres
    menager: menagers menagere menageres
    leger: legers legere legeres
    horloger: horlogers horlogere horlogeres
    danger: dangers
    loyer: loyers
    gouter: gouters
    manager: managers
    leader: leaders
    accueil: accueils accueillir accueille accueilles accueillent accueilli accueillie accueillis accueillies
    aidant: aidants aidante aidantes
    soignant: soignants soignante soignantes
    public: publics publique publiques
    habitant: habitants habitante habitantes
    atelier: ateliers
    quartier: quartiers
    repas: repas
    panier: paniers
    chantier: chantiers
    metier: metiers
    tiers: tiers
    lieu: lieux
    milieu: milieux
    jeu: jeux
    enjeu: enjeux
    voeu: voeux
    feu: feux
    neveu: neveux
    cheveu: cheveux
    barriere: barrieres
    carriere: carrieres
    riviere: rivieres
    matiere: matieres
    maniere: manieres
    lumiere: lumieres
    frontiere: frontieres
"""


def _protected() -> dict[str, str]:
    table = {}
    for line in _SAME_WORD.strip().splitlines():
        lemma, others = line.split(":")
        for form in (lemma, *others.split()):
            table[form.strip()] = lemma.strip()
    return table


PROTECTED = _protected()
"""Folded form → the word that stands for it, in place of what the stemmer would make."""
