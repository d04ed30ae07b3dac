"""The first vocabulary of a new site: sixty groups of words that mean the same in this field.

Each group is one string, its terms separated by commas; the first one is the label by which facilitators know it. They
edit the rows made of these words in the admin: this file is read once, when a site has none.
"""

VOCABULARY: tuple[str, ...] = (
    # Who is concerned
    "usager, usagère, bénéficiaire, personne accompagnée, personne accueillie, personne concernée, destinataire",
    "adhérent, membre, cotisant",
    "client, clientèle, consommateur, consom’acteur, acheteur",
    "habitant, riverain, voisin, citoyen",
    "participant, stagiaire, apprenant, élève",
    "sociétaire, coopérateur, associé",
    "résident, locataire, hébergé, personne hébergée",
    "famille, parent, proche, aidant",
    "patient, personne soignée",
    "salarié en insertion, salarié en parcours, CDDI",
    "bénévole, bénévolat, volontaire, coup de main",
    "salarié, équipe, permanent, employé, professionnel",
    # Taking part, and the four levels
    "implication, participation, engagement, mobilisation, pouvoir d’agir, empowerment",
    "concertation, consultation, recueil d’avis, donner son avis",
    "coproduction, coproducteur, co-construction, coconstruire, faire avec, faire ensemble, codécision",
    "ambassadeur, porte-parole, relais, bouche-à-oreille",
    "contributeur, contribution, coup de main",
    # The four levers
    "accueil, accueillir, arrivée, intégration, bienvenue, premier contact, convivialité",
    "parrainage, binôme, tutorat, marrainage",
    "nouveau, nouvel arrivant, débutant",
    "valeurs, charte, projet associatif, raison d’être, éthique",
    "besoins, attentes, demandes, diagnostic",
    "évaluation, bilan, satisfaction, mesurer, impact, indicateur",
    "questionnaire, enquête, sondage",
    "retour, avis, feedback, ressenti, à chaud",
    # How a structure decides and meets
    "gouvernance, conseil d’administration, CA, instance, décision",
    "AG, assemblée générale",
    "comité, conseil des usagers, CVS, conseil de la vie sociale, commission",
    "réunion, atelier, rencontre, session, temps collectif",
    "aller vers, hors les murs, porte-à-porte, pied d’immeuble",
    # Situations of life
    "public éloigné, invisible, isolé, précaire, vulnérable, non-recours, ne viennent jamais",
    "jeune, jeunesse, adolescent, ado",
    "personne âgée, senior, aîné, retraité",
    "EHPAD, maison de retraite, établissement d’hébergement pour personnes âgées dépendantes",
    "handicap, situation de handicap, ESAT, PMR",
    "demandeur d’asile, réfugié, exilé, migrant, primo-arrivant, CADA, centre d’accueil pour demandeurs d’asile",
    # Languages and kinds of structures
    "langue, allophone, traduction, français langue étrangère, FLE",
    "ESS, économie sociale et solidaire, économie solidaire",
    "association, asso, loi 1901",
    "coopérative, SCOP, SCIC, CAE",
    "AMAP, association pour le maintien d’une agriculture paysanne, panier de légumes, panier, circuit court",
    "IAE, insertion par l’activité économique, SIAE, ACI, chantier d’insertion, entreprise d’insertion, EI",
    "ressourcerie, recyclerie, réemploi, seconde main",
    "épicerie solidaire, épicerie sociale, aide alimentaire",
    "tiers-lieu, lieu partagé, fablab, café associatif",
    "MJC, maison des jeunes et de la culture, maison de quartier",
    "centre social, CSC, espace de vie sociale, EVS",
    "crèche, petite enfance, multi-accueil, EAJE",
    # Places and everyday subjects
    "jardin, potager, maraîchage",
    "quartier, QPV, quartier prioritaire, politique de la ville",
    "mobilité, garage solidaire, autopartage, voiture",
    "numérique, informatique, illectronisme, EPN, espace public numérique",
    "communication, affichage, signalétique, réseaux sociaux",
    # Means, formats, the method
    "petite équipe, manque de temps, pas le temps, sans budget, peu de moyens",
    "témoignage, vidéo, interview, portrait, podcast",
    "fiche pratique, retour d’expérience, REX, exemple, bonne pratique",
    "parcours, accompagnement, cohorte, promotion, édition",
    "déjà-là, état des lieux, autodiagnostic, auto-évaluation",
    "FJT, foyer de jeunes travailleurs, résidence sociale",
    "langage clair, FALC, facile à lire et à comprendre, pictogramme, illettrisme",
)
