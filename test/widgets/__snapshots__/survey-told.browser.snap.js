/* @web/test-runner snapshot v1 */
export const snapshots = {};

snapshots["court, fr"] = 
`textbox «Prénom (obligatoire)» required=true
focus: Des erreurs sont présentes dans le formulaire Prénom – Répondez à cette question.
textbox «Prénom (obligatoire)» required=true invalid=true – Répondez à cette question.`;
/* end snapshot court, fr */

snapshots["long, fr"] = 
`textbox «Votre avis (obligatoire)» required=true – 300 caractères au plus
focus: Des erreurs sont présentes dans le formulaire Votre avis – Répondez à cette question.
textbox «Votre avis (obligatoire)» required=true invalid=true – Répondez à cette question. 300 caractères au plus`;
/* end snapshot long, fr */

snapshots["nombre, fr"] = 
`textbox «Distance parcourue (km) (obligatoire)» required=true
focus: Des erreurs sont présentes dans le formulaire Distance parcourue – Répondez à cette question.
textbox «Distance parcourue (km) (obligatoire)» required=true invalid=true – Répondez à cette question.`;
/* end snapshot nombre, fr */

snapshots["courriel, fr"] = 
`textbox «Courriel (obligatoire)» required=true – Pour vous envoyer le bilan, rien d’autre.
focus: Des erreurs sont présentes dans le formulaire Courriel – Répondez à cette question.
textbox «Courriel (obligatoire)» required=true invalid=true – Pour vous envoyer le bilan, rien d’autre. Répondez à cette question.`;
/* end snapshot courriel, fr */

snapshots["telephone, fr"] = 
`textbox «Téléphone (obligatoire)» required=true – Par exemple : 418 555-0123
focus: Des erreurs sont présentes dans le formulaire Téléphone – Répondez à cette question.
textbox «Téléphone (obligatoire)» required=true invalid=true – Par exemple : 418 555-0123 Répondez à cette question.`;
/* end snapshot telephone, fr */

snapshots["code, fr"] = 
`textbox «Code postal (obligatoire)» required=true – Par exemple : G1R 4Y8
focus: Des erreurs sont présentes dans le formulaire Code postal – Répondez à cette question.
textbox «Code postal (obligatoire)» required=true invalid=true – Par exemple : G1R 4Y8 Répondez à cette question.`;
/* end snapshot code, fr */

snapshots["secteur, fr"] = 
`textbox «Début de votre code postal (obligatoire)» required=true – Les trois premiers caractères, par exemple G1R
focus: Des erreurs sont présentes dans le formulaire Début de votre code postal – Répondez à cette question.
textbox «Début de votre code postal (obligatoire)» required=true invalid=true – Les trois premiers caractères, par exemple G1R Répondez à cette question.`;
/* end snapshot secteur, fr */

snapshots["site, fr"] = 
`textbox «Site de votre organisme (obligatoire)» required=true – Par exemple : www.exemple.ca
focus: Des erreurs sont présentes dans le formulaire Site de votre organisme – Répondez à cette question.
textbox «Site de votre organisme (obligatoire)» required=true invalid=true – Par exemple : www.exemple.ca Répondez à cette question.`;
/* end snapshot site, fr */

snapshots["jour, fr"] = 
`group «Date de votre visite (obligatoire)» – Par exemple : 27 mai 2026
textbox «Jour»
textbox «Mois»
textbox «Année»
focus: Des erreurs sont présentes dans le formulaire Date de votre visite – Répondez à cette question.
group «Date de votre visite (obligatoire)» – Par exemple : 27 mai 2026 Répondez à cette question.
textbox «Jour» invalid=true
textbox «Mois» invalid=true
textbox «Année» invalid=true`;
/* end snapshot jour, fr */

snapshots["heure, fr"] = 
`textbox «Heure de votre départ (obligatoire)» required=true – Par exemple : 14 h 30
focus: Des erreurs sont présentes dans le formulaire Heure de votre départ – Répondez à cette question.
textbox «Heure de votre départ (obligatoire)» required=true invalid=true – Par exemple : 14 h 30 Répondez à cette question.`;
/* end snapshot heure, fr */

snapshots["choix, fr"] = 
`radiogroup «Moyen de transport principal (obligatoire)» required=true
radio «Vélo Électrique ou non»
radio «Autobus»
radio «Automobile»
radio «Autre (préciser)»
focus: Des erreurs sont présentes dans le formulaire Moyen de transport principal – Choisissez une réponse.
radiogroup «Moyen de transport principal (obligatoire)» required=true invalid=true – Choisissez une réponse.
radio «Vélo Électrique ou non»
radio «Autobus»
radio «Automobile»
radio «Autre (préciser)»`;
/* end snapshot choix, fr */

snapshots["liste, fr"] = 
`group «Municipalité (obligatoire)»
searchbox «Chercher dans la liste» – 25 choix sur 25
radiogroup «Municipalité (obligatoire)» required=true
radio «Alma»
radio «Amos»
radio «Baie-Comeau»
radio «Bécancour»
radio «Chibougamau»
radio «Drummondville»
radio «Gaspé»
radio «Gatineau»
radio «Granby»
radio «Joliette»
radio «Laval»
radio «Lévis»
radio «Longueuil»
radio «Magog»
radio «Matane»
radio «Montréal»
radio «Québec»
radio «Rimouski»
radio «Roberval»
radio «Rouyn-Noranda»
radio «Saint-Jérôme»
radio «Sept-Îles»
radio «Sherbrooke»
radio «Trois-Rivières»
radio «Val-d’Or»
radio «Autre (préciser)»
focus: Des erreurs sont présentes dans le formulaire Municipalité – Choisissez une réponse.
group «Municipalité (obligatoire)»
searchbox «Chercher dans la liste» – 25 choix sur 25
radiogroup «Municipalité (obligatoire)» required=true invalid=true – Choisissez une réponse.
radio «Alma»
radio «Amos»
radio «Baie-Comeau»
radio «Bécancour»
radio «Chibougamau»
radio «Drummondville»
radio «Gaspé»
radio «Gatineau»
radio «Granby»
radio «Joliette»
radio «Laval»
radio «Lévis»
radio «Longueuil»
radio «Magog»
radio «Matane»
radio «Montréal»
radio «Québec»
radio «Rimouski»
radio «Roberval»
radio «Rouyn-Noranda»
radio «Saint-Jérôme»
radio «Sept-Îles»
radio «Sherbrooke»
radio «Trois-Rivières»
radio «Val-d’Or»
radio «Autre (préciser)»`;
/* end snapshot liste, fr */

snapshots["plusieurs, fr"] = 
`group «Moyens de transport de la semaine (obligatoire)» – Cochez de 2 à 3 choix. « Aucun de ces moyens » décoche les autres choix.
checkbox «Vélo»
checkbox «Autobus»
checkbox «Automobile»
checkbox «Marche»
checkbox «Aucun de ces moyens»
focus: Des erreurs sont présentes dans le formulaire Moyens de transport de la semaine – Cochez de 2 à 3 choix.
group «Moyens de transport de la semaine (obligatoire)» – Cochez de 2 à 3 choix. « Aucun de ces moyens » décoche les autres choix. Cochez de 2 à 3 choix.
checkbox «Vélo» invalid=true
checkbox «Autobus» invalid=true
checkbox «Automobile» invalid=true
checkbox «Marche» invalid=true
checkbox «Aucun de ces moyens» invalid=true`;
/* end snapshot plusieurs, fr */

snapshots["images, fr"] = 
`radiogroup «Aménagement que vous préférez (obligatoire)» required=true
radio «Piste protégée Une piste derrière un muret»
image «Une piste derrière un muret»
radio «Bande cyclable Une bande peinte sur la chaussée»
image «Une bande peinte sur la chaussée»
focus: Des erreurs sont présentes dans le formulaire Aménagement que vous préférez – Choisissez une réponse.
radiogroup «Aménagement que vous préférez (obligatoire)» required=true invalid=true – Choisissez une réponse.
radio «Piste protégée Une piste derrière un muret»
image «Une piste derrière un muret»
radio «Bande cyclable Une bande peinte sur la chaussée»
image «Une bande peinte sur la chaussée»`;
/* end snapshot images, fr */

snapshots["ouinon, fr"] = 
`radiogroup «Avez-vous un vélo ? (obligatoire)» required=true
radio «Oui»
radio «Non»
radio «Je ne sais pas»
focus: Des erreurs sont présentes dans le formulaire Avez-vous un vélo ? – Choisissez une réponse.
radiogroup «Avez-vous un vélo ? (obligatoire)» required=true invalid=true – Choisissez une réponse.
radio «Oui»
radio «Non»
radio «Je ne sais pas»`;
/* end snapshot ouinon, fr */

snapshots["echelle, fr"] = 
`radiogroup «Le réseau répond-il à vos besoins ? (obligatoire)» required=true
radio «1 (Pas du tout)»
radio «2»
radio «3»
radio «4»
radio «5 (Tout à fait)»
focus: Des erreurs sont présentes dans le formulaire Le réseau répond-il à vos besoins ? – Choisissez une réponse.
radiogroup «Le réseau répond-il à vos besoins ? (obligatoire)» required=true invalid=true – Choisissez une réponse.
radio «1 (Pas du tout)»
radio «2»
radio «3»
radio «4»
radio «5 (Tout à fait)»`;
/* end snapshot echelle, fr */

snapshots["etoiles, fr"] = 
`radiogroup «Note du service (obligatoire)» required=true
radio «1 étoile (Mauvais)»
radio «2 étoiles»
radio «3 étoiles»
radio «4 étoiles»
radio «5 étoiles (Excellent)»
focus: Des erreurs sont présentes dans le formulaire Note du service – Choisissez une réponse.
radiogroup «Note du service (obligatoire)» required=true invalid=true – Choisissez une réponse.
radio «1 étoile (Mauvais)»
radio «2 étoiles»
radio «3 étoiles»
radio «4 étoiles»
radio «5 étoiles (Excellent)»`;
/* end snapshot etoiles, fr */

snapshots["visages, fr"] = 
`radiogroup «Votre satisfaction (obligatoire)» required=true
radio «Très insatisfait»
radio «Insatisfait»
radio «Ni l’un ni l’autre»
radio «Satisfait»
radio «Très satisfait»
focus: Des erreurs sont présentes dans le formulaire Votre satisfaction – Choisissez une réponse.
radiogroup «Votre satisfaction (obligatoire)» required=true invalid=true – Choisissez une réponse.
radio «Très insatisfait»
radio «Insatisfait»
radio «Ni l’un ni l’autre»
radio «Satisfait»
radio «Très satisfait»`;
/* end snapshot visages, fr */

snapshots["recommande, fr"] = 
`radiogroup «Recommanderiez-vous ce service à un proche ? (obligatoire)» required=true
radio «0 (Pas du tout probable)»
radio «1»
radio «2»
radio «3»
radio «4»
radio «5»
radio «6»
radio «7»
radio «8»
radio «9»
radio «10 (Très probable)»
focus: Des erreurs sont présentes dans le formulaire Recommanderiez-vous ce service à un proche ? – Choisissez une réponse.
radiogroup «Recommanderiez-vous ce service à un proche ? (obligatoire)» required=true invalid=true – Choisissez une réponse.
radio «0 (Pas du tout probable)»
radio «1»
radio «2»
radio «3»
radio «4»
radio «5»
radio «6»
radio «7»
radio «8»
radio «9»
radio «10 (Très probable)»`;
/* end snapshot recommande, fr */

snapshots["consentement, fr"] = 
`link «politique (nouvel onglet)»
checkbox «J’accepte que l’on me joigne (obligatoire)» – L’équipe pourrait vous joindre une seule fois. Voyez la politique (nouvel onglet).
focus: Des erreurs sont présentes dans le formulaire J’accepte que l’on me joigne – Cochez la case pour donner votre accord.
link «politique (nouvel onglet)»
checkbox «J’accepte que l’on me joigne (obligatoire)» invalid=true – Cochez la case pour donner votre accord. L’équipe pourrait vous joindre une seule fois. Voyez la politique (nouvel onglet).`;
/* end snapshot consentement, fr */

snapshots["matrix, fr"] = 
`group «Comment trouvez-vous le service ? (obligatoire)» – Pensez au dernier mois.
radiogroup «Autobus» required=true
radio «Autobus Mauvais»
radio «Autobus Moyen»
radio «Autobus Bon»
radio «Autobus Ne s’applique pas»
radiogroup «Vélo» required=true
radio «Vélo Mauvais»
radio «Vélo Moyen»
radio «Vélo Bon»
radio «Vélo Ne s’applique pas»
radiogroup «Marche» required=true
radio «Marche Mauvais»
radio «Marche Moyen»
radio «Marche Bon»
radio «Marche Ne s’applique pas»
focus: Des erreurs sont présentes dans le formulaire Comment trouvez-vous le service ? – Autobus – Choisissez une réponse sur cette ligne.Comment trouvez-vous le service ? – Vélo – Choisissez une réponse sur cette ligne.Comment trouvez-vous le service ? – Marche – Choisissez une réponse sur cette ligne.
group «Comment trouvez-vous le service ? (obligatoire)» – Pensez au dernier mois. Répondez aux lignes qui restent : Autobus, Vélo, Marche.
radiogroup «Autobus» required=true invalid=true
radio «Autobus Mauvais» – Choisissez une réponse sur cette ligne.
radio «Autobus Moyen» – Choisissez une réponse sur cette ligne.
radio «Autobus Bon» – Choisissez une réponse sur cette ligne.
radio «Autobus Ne s’applique pas» – Choisissez une réponse sur cette ligne.
radiogroup «Vélo» required=true invalid=true
radio «Vélo Mauvais» – Choisissez une réponse sur cette ligne.
radio «Vélo Moyen» – Choisissez une réponse sur cette ligne.
radio «Vélo Bon» – Choisissez une réponse sur cette ligne.
radio «Vélo Ne s’applique pas» – Choisissez une réponse sur cette ligne.
radiogroup «Marche» required=true invalid=true
radio «Marche Mauvais» – Choisissez une réponse sur cette ligne.
radio «Marche Moyen» – Choisissez une réponse sur cette ligne.
radio «Marche Bon» – Choisissez une réponse sur cette ligne.
radio «Marche Ne s’applique pas» – Choisissez une réponse sur cette ligne.`;
/* end snapshot matrix, fr */

snapshots["matrix-multiple, fr"] = 
`group «Quand vous en servez-vous ? (obligatoire)»
columnheader «En semaine»
columnheader «Le samedi»
columnheader «Le dimanche»
rowheader «Autobus»
cell «Autobus En semaine»
checkbox «Autobus En semaine»
cell «Autobus Le samedi»
checkbox «Autobus Le samedi»
cell «Autobus Le dimanche»
checkbox «Autobus Le dimanche»
rowheader «Vélo»
cell «Vélo En semaine»
checkbox «Vélo En semaine»
cell «Vélo Le samedi»
checkbox «Vélo Le samedi»
cell «Vélo Le dimanche»
checkbox «Vélo Le dimanche»
rowheader «Marche»
cell «Marche En semaine»
checkbox «Marche En semaine»
cell «Marche Le samedi»
checkbox «Marche Le samedi»
cell «Marche Le dimanche»
checkbox «Marche Le dimanche»
focus: Des erreurs sont présentes dans le formulaire Quand vous en servez-vous ? – Autobus – Cochez au moins un choix sur cette ligne.Quand vous en servez-vous ? – Vélo – Cochez au moins un choix sur cette ligne.Quand vous en servez-vous ? – Marche – Cochez au moins un choix sur cette ligne.
group «Quand vous en servez-vous ? (obligatoire)» – Répondez aux lignes qui restent : Autobus, Vélo, Marche.
columnheader «En semaine»
columnheader «Le samedi»
columnheader «Le dimanche»
rowheader «Autobus Cochez au moins un choix sur cette ligne.»
cell «Autobus En semaine»
checkbox «Autobus En semaine» invalid=true – Cochez au moins un choix sur cette ligne.
cell «Autobus Le samedi»
checkbox «Autobus Le samedi» invalid=true – Cochez au moins un choix sur cette ligne.
cell «Autobus Le dimanche»
checkbox «Autobus Le dimanche» invalid=true – Cochez au moins un choix sur cette ligne.
rowheader «Vélo Cochez au moins un choix sur cette ligne.»
cell «Vélo En semaine»
checkbox «Vélo En semaine» invalid=true – Cochez au moins un choix sur cette ligne.
cell «Vélo Le samedi»
checkbox «Vélo Le samedi» invalid=true – Cochez au moins un choix sur cette ligne.
cell «Vélo Le dimanche»
checkbox «Vélo Le dimanche» invalid=true – Cochez au moins un choix sur cette ligne.
rowheader «Marche Cochez au moins un choix sur cette ligne.»
cell «Marche En semaine»
checkbox «Marche En semaine» invalid=true – Cochez au moins un choix sur cette ligne.
cell «Marche Le samedi»
checkbox «Marche Le samedi» invalid=true – Cochez au moins un choix sur cette ligne.
cell «Marche Le dimanche»
checkbox «Marche Le dimanche» invalid=true – Cochez au moins un choix sur cette ligne.`;
/* end snapshot matrix-multiple, fr */

snapshots["matrix-scale, fr"] = 
`group «Quelle note donnez-vous ? (obligatoire)»
radiogroup «Autobus» required=true
radio «Autobus 1 Très mauvais»
radio «Autobus 2»
radio «Autobus 3»
radio «Autobus 4»
radio «Autobus 5 Très bon»
radiogroup «Vélo» required=true
radio «Vélo 1 Très mauvais»
radio «Vélo 2»
radio «Vélo 3»
radio «Vélo 4»
radio «Vélo 5 Très bon»
radiogroup «Marche» required=true
radio «Marche 1 Très mauvais»
radio «Marche 2»
radio «Marche 3»
radio «Marche 4»
radio «Marche 5 Très bon»
focus: Des erreurs sont présentes dans le formulaire Quelle note donnez-vous ? – Autobus – Choisissez une réponse sur cette ligne.Quelle note donnez-vous ? – Vélo – Choisissez une réponse sur cette ligne.Quelle note donnez-vous ? – Marche – Choisissez une réponse sur cette ligne.
group «Quelle note donnez-vous ? (obligatoire)» – Répondez aux lignes qui restent : Autobus, Vélo, Marche.
radiogroup «Autobus» required=true invalid=true
radio «Autobus 1 Très mauvais» – Choisissez une réponse sur cette ligne.
radio «Autobus 2» – Choisissez une réponse sur cette ligne.
radio «Autobus 3» – Choisissez une réponse sur cette ligne.
radio «Autobus 4» – Choisissez une réponse sur cette ligne.
radio «Autobus 5 Très bon» – Choisissez une réponse sur cette ligne.
radiogroup «Vélo» required=true invalid=true
radio «Vélo 1 Très mauvais» – Choisissez une réponse sur cette ligne.
radio «Vélo 2» – Choisissez une réponse sur cette ligne.
radio «Vélo 3» – Choisissez une réponse sur cette ligne.
radio «Vélo 4» – Choisissez une réponse sur cette ligne.
radio «Vélo 5 Très bon» – Choisissez une réponse sur cette ligne.
radiogroup «Marche» required=true invalid=true
radio «Marche 1 Très mauvais» – Choisissez une réponse sur cette ligne.
radio «Marche 2» – Choisissez une réponse sur cette ligne.
radio «Marche 3» – Choisissez une réponse sur cette ligne.
radio «Marche 4» – Choisissez une réponse sur cette ligne.
radio «Marche 5 Très bon» – Choisissez une réponse sur cette ligne.`;
/* end snapshot matrix-scale, fr */

snapshots["ranking, fr"] = 
`group «Quelles sont vos priorités ? (obligatoire)» – Un choix déjà classé change de rang avec l’autre.
combobox «1er choix»
option «Autobus»
option «Vélo»
option «Marche»
option «Automobile»
combobox «2e choix»
option «Autobus»
option «Vélo»
option «Marche»
option «Automobile»
combobox «3e choix»
option «Autobus»
option «Vélo»
option «Marche»
option «Automobile»
focus: Des erreurs sont présentes dans le formulaire Quelles sont vos priorités ? – Faites un choix pour chacun des 3 rangs.
group «Quelles sont vos priorités ? (obligatoire)» – Un choix déjà classé change de rang avec l’autre. Faites un choix pour chacun des 3 rangs.
combobox «1er choix» invalid=true – Faites un choix pour chacun des 3 rangs.
option «Autobus»
option «Vélo»
option «Marche»
option «Automobile»
combobox «2e choix» invalid=true – Faites un choix pour chacun des 3 rangs.
option «Autobus»
option «Vélo»
option «Marche»
option «Automobile»
combobox «3e choix» invalid=true – Faites un choix pour chacun des 3 rangs.
option «Autobus»
option «Vélo»
option «Marche»
option «Automobile»`;
/* end snapshot ranking, fr */

snapshots["points, fr"] = 
`group «Comment répartir le budget ? (obligatoire)» – Reste à répartir : 100 sur 100 %.
textbox «Autobus (%)»
textbox «Vélo (%)»
textbox «Marche (%)»
textbox «Automobile (%)»
focus: Des erreurs sont présentes dans le formulaire Comment répartir le budget ? – Reste à répartir : 100 sur 100 %.
group «Comment répartir le budget ? (obligatoire)» – Reste à répartir : 100 sur 100 %.
textbox «Autobus (%)»
textbox «Vélo (%)»
textbox «Marche (%)»
textbox «Automobile (%)»`;
/* end snapshot points, fr */

snapshots["pairwise, fr"] = 
`group «Lequel compte le plus pour vous ? (obligatoire)»
radiogroup «Paire 1 de 1 – Autobus ou Vélo»
radio «Autobus»
radio «Vélo»
radio «Aussi importants l’un que l’autre»
focus: Des erreurs sont présentes dans le formulaire Lequel compte le plus pour vous ? – Choisissez une réponse pour chaque paire : il en reste 1.
group «Lequel compte le plus pour vous ? (obligatoire)» – Choisissez une réponse pour chaque paire : il en reste 1.
radiogroup «Paire 1 de 1 – Autobus ou Vélo» invalid=true – Choisissez une réponse.
radio «Autobus»
radio «Vélo»
radio «Aussi importants l’un que l’autre»`;
/* end snapshot pairwise, fr */

snapshots["texts, fr"] = 
`group «Quelles rues prenez-vous ? (obligatoire)»
textbox «À l’aller (obligatoire)» required=true
textbox «Au retour (obligatoire)» required=true
textbox «Par détour»
focus: Des erreurs sont présentes dans le formulaire Quelles rues prenez-vous ? – Remplissez les champs obligatoires.
group «Quelles rues prenez-vous ? (obligatoire)» – Remplissez les champs obligatoires.
textbox «À l’aller (obligatoire)» required=true
textbox «Au retour (obligatoire)» required=true
textbox «Par détour»`;
/* end snapshot texts, fr */

snapshots["group, fr"] = 
`group «Qui habite avec vous ? (obligatoire)»
group «Personne 1»
heading «Personne 1»
textbox «Prénom (obligatoire)» required=true
textbox «Âge»
button «Ajouter : Personne 2»
focus: Des erreurs sont présentes dans le formulaire Qui habite avec vous ? – Personne 1 – Prénom – Répondez à cette question.
group «Qui habite avec vous ? (obligatoire)»
group «Personne 1»
heading «Personne 1»
textbox «Prénom (obligatoire)» required=true invalid=true – Répondez à cette question.
textbox «Âge»
button «Ajouter : Personne 2»`;
/* end snapshot group, fr */

snapshots["place, fr"] = 
`group «Où manque-t-il une piste ? (obligatoire)» – Une seule de ces façons de répondre suffit.
combobox «Lieu dans la liste»
option «Parc Victoria»
option «Gare du Palais»
textbox «Adresse ou description de l’endroit»
DisclosureTriangle «Ouvrir la carte» – La carte vient de tuiles.exemple.test, qui saura quelle région vous y regardez.
focus: Des erreurs sont présentes dans le formulaire Où manque-t-il une piste ? – Choisissez un lieu dans la liste, ou répondez autrement.
group «Où manque-t-il une piste ? (obligatoire)» – Une seule de ces façons de répondre suffit. Choisissez un lieu dans la liste, ou répondez autrement.
combobox «Lieu dans la liste» invalid=true
option «Parc Victoria»
option «Gare du Palais»
textbox «Adresse ou description de l’endroit»
DisclosureTriangle «Ouvrir la carte» – La carte vient de tuiles.exemple.test, qui saura quelle région vous y regardez.`;
/* end snapshot place, fr */

snapshots["fichier, fr"] = 
`button «Photos de l’endroit (obligatoire)» – Jusqu’à 2 fichiers JPEG ou PDF, d’au plus 2 Mo chacun.
focus: Des erreurs sont présentes dans le formulaire Photos de l’endroit – Choisissez au moins un fichier.
button «Photos de l’endroit (obligatoire)» invalid=true – Jusqu’à 2 fichiers JPEG ou PDF, d’au plus 2 Mo chacun. Choisissez au moins un fichier.`;
/* end snapshot fichier, fr */

snapshots["court, en"] = 
`textbox «First name (required)» required=true
focus: There are errors in the form First name – Answer this question.
textbox «First name (required)» required=true invalid=true – Answer this question.`;
/* end snapshot court, en */

snapshots["long, en"] = 
`textbox «Your opinion (required)» required=true – 300 characters at most
focus: There are errors in the form Your opinion – Answer this question.
textbox «Your opinion (required)» required=true invalid=true – Answer this question. 300 characters at most`;
/* end snapshot long, en */

snapshots["nombre, en"] = 
`textbox «Distance travelled (km) (required)» required=true
focus: There are errors in the form Distance travelled – Answer this question.
textbox «Distance travelled (km) (required)» required=true invalid=true – Answer this question.`;
/* end snapshot nombre, en */

snapshots["courriel, en"] = 
`textbox «Email (required)» required=true – To send you the summary, nothing else.
focus: There are errors in the form Email – Answer this question.
textbox «Email (required)» required=true invalid=true – To send you the summary, nothing else. Answer this question.`;
/* end snapshot courriel, en */

snapshots["telephone, en"] = 
`textbox «Telephone (required)» required=true – For example: 418-555-0123
focus: There are errors in the form Telephone – Answer this question.
textbox «Telephone (required)» required=true invalid=true – For example: 418-555-0123 Answer this question.`;
/* end snapshot telephone, en */

snapshots["code, en"] = 
`textbox «Postal code (required)» required=true – For example: G1R 4Y8
focus: There are errors in the form Postal code – Answer this question.
textbox «Postal code (required)» required=true invalid=true – For example: G1R 4Y8 Answer this question.`;
/* end snapshot code, en */

snapshots["secteur, en"] = 
`textbox «Start of your postal code (required)» required=true – The first three characters, for example G1R
focus: There are errors in the form Start of your postal code – Answer this question.
textbox «Start of your postal code (required)» required=true invalid=true – The first three characters, for example G1R Answer this question.`;
/* end snapshot secteur, en */

snapshots["site, en"] = 
`textbox «Your organization’s site (required)» required=true – For example: www.example.ca
focus: There are errors in the form Your organization’s site – Answer this question.
textbox «Your organization’s site (required)» required=true invalid=true – For example: www.example.ca Answer this question.`;
/* end snapshot site, en */

snapshots["jour, en"] = 
`group «Date of your visit (required)» – For example: 27 May 2026
textbox «Day»
textbox «Month»
textbox «Year»
focus: There are errors in the form Date of your visit – Answer this question.
group «Date of your visit (required)» – For example: 27 May 2026 Answer this question.
textbox «Day» invalid=true
textbox «Month» invalid=true
textbox «Year» invalid=true`;
/* end snapshot jour, en */

snapshots["heure, en"] = 
`textbox «Time of departure (required)» required=true – For example: 2:30 p.m.
focus: There are errors in the form Time of departure – Answer this question.
textbox «Time of departure (required)» required=true invalid=true – For example: 2:30 p.m. Answer this question.`;
/* end snapshot heure, en */

snapshots["choix, en"] = 
`radiogroup «Main means of transport (required)» required=true
radio «Bicycle Electric or not»
radio «Bus»
radio «Car»
radio «Other (please specify)»
focus: There are errors in the form Main means of transport – Choose an answer.
radiogroup «Main means of transport (required)» required=true invalid=true – Choose an answer.
radio «Bicycle Electric or not»
radio «Bus»
radio «Car»
radio «Other (please specify)»`;
/* end snapshot choix, en */

snapshots["liste, en"] = 
`group «Municipality (required)»
searchbox «Search the list» – 25 of 25 choices
radiogroup «Municipality (required)» required=true
radio «Alma»
radio «Amos»
radio «Baie-Comeau»
radio «Bécancour»
radio «Chibougamau»
radio «Drummondville»
radio «Gaspé»
radio «Gatineau»
radio «Granby»
radio «Joliette»
radio «Laval»
radio «Lévis»
radio «Longueuil»
radio «Magog»
radio «Matane»
radio «Montréal»
radio «Québec»
radio «Rimouski»
radio «Roberval»
radio «Rouyn-Noranda»
radio «Saint-Jérôme»
radio «Sept-Îles»
radio «Sherbrooke»
radio «Trois-Rivières»
radio «Val-d’Or»
radio «Other (please specify)»
focus: There are errors in the form Municipality – Choose an answer.
group «Municipality (required)»
searchbox «Search the list» – 25 of 25 choices
radiogroup «Municipality (required)» required=true invalid=true – Choose an answer.
radio «Alma»
radio «Amos»
radio «Baie-Comeau»
radio «Bécancour»
radio «Chibougamau»
radio «Drummondville»
radio «Gaspé»
radio «Gatineau»
radio «Granby»
radio «Joliette»
radio «Laval»
radio «Lévis»
radio «Longueuil»
radio «Magog»
radio «Matane»
radio «Montréal»
radio «Québec»
radio «Rimouski»
radio «Roberval»
radio «Rouyn-Noranda»
radio «Saint-Jérôme»
radio «Sept-Îles»
radio «Sherbrooke»
radio «Trois-Rivières»
radio «Val-d’Or»
radio «Other (please specify)»`;
/* end snapshot liste, en */

snapshots["plusieurs, en"] = 
`group «Means of transport this week (required)» – Check 2 to 3 choices. “None of these” unchecks the other choices.
checkbox «Bicycle»
checkbox «Bus»
checkbox «Car»
checkbox «Walking»
checkbox «None of these»
focus: There are errors in the form Means of transport this week – Check 2 to 3 choices.
group «Means of transport this week (required)» – Check 2 to 3 choices. “None of these” unchecks the other choices. Check 2 to 3 choices.
checkbox «Bicycle» invalid=true
checkbox «Bus» invalid=true
checkbox «Car» invalid=true
checkbox «Walking» invalid=true
checkbox «None of these» invalid=true`;
/* end snapshot plusieurs, en */

snapshots["images, en"] = 
`radiogroup «Layout that you prefer (required)» required=true
radio «Protected path A path behind a low wall»
image «A path behind a low wall»
radio «Cycle lane A lane painted on the road»
image «A lane painted on the road»
focus: There are errors in the form Layout that you prefer – Choose an answer.
radiogroup «Layout that you prefer (required)» required=true invalid=true – Choose an answer.
radio «Protected path A path behind a low wall»
image «A path behind a low wall»
radio «Cycle lane A lane painted on the road»
image «A lane painted on the road»`;
/* end snapshot images, en */

snapshots["ouinon, en"] = 
`radiogroup «Do you own a bicycle? (required)» required=true
radio «Yes»
radio «No»
radio «I don’t know»
focus: There are errors in the form Do you own a bicycle? – Choose an answer.
radiogroup «Do you own a bicycle? (required)» required=true invalid=true – Choose an answer.
radio «Yes»
radio «No»
radio «I don’t know»`;
/* end snapshot ouinon, en */

snapshots["echelle, en"] = 
`radiogroup «Does the network meet your needs? (required)» required=true
radio «1 (Not at all)»
radio «2»
radio «3»
radio «4»
radio «5 (Completely)»
focus: There are errors in the form Does the network meet your needs? – Choose an answer.
radiogroup «Does the network meet your needs? (required)» required=true invalid=true – Choose an answer.
radio «1 (Not at all)»
radio «2»
radio «3»
radio «4»
radio «5 (Completely)»`;
/* end snapshot echelle, en */

snapshots["etoiles, en"] = 
`radiogroup «Rating of the service (required)» required=true
radio «1 star (Poor)»
radio «2 stars»
radio «3 stars»
radio «4 stars»
radio «5 stars (Excellent)»
focus: There are errors in the form Rating of the service – Choose an answer.
radiogroup «Rating of the service (required)» required=true invalid=true – Choose an answer.
radio «1 star (Poor)»
radio «2 stars»
radio «3 stars»
radio «4 stars»
radio «5 stars (Excellent)»`;
/* end snapshot etoiles, en */

snapshots["visages, en"] = 
`radiogroup «Your satisfaction (required)» required=true
radio «Very unsatisfied»
radio «Unsatisfied»
radio «Neither»
radio «Satisfied»
radio «Very satisfied»
focus: There are errors in the form Your satisfaction – Choose an answer.
radiogroup «Your satisfaction (required)» required=true invalid=true – Choose an answer.
radio «Very unsatisfied»
radio «Unsatisfied»
radio «Neither»
radio «Satisfied»
radio «Very satisfied»`;
/* end snapshot visages, en */

snapshots["recommande, en"] = 
`radiogroup «Would you recommend this service to someone close? (required)» required=true
radio «0 (Not at all likely)»
radio «1»
radio «2»
radio «3»
radio «4»
radio «5»
radio «6»
radio «7»
radio «8»
radio «9»
radio «10 (Very likely)»
focus: There are errors in the form Would you recommend this service to someone close? – Choose an answer.
radiogroup «Would you recommend this service to someone close? (required)» required=true invalid=true – Choose an answer.
radio «0 (Not at all likely)»
radio «1»
radio «2»
radio «3»
radio «4»
radio «5»
radio «6»
radio «7»
radio «8»
radio «9»
radio «10 (Very likely)»`;
/* end snapshot recommande, en */

snapshots["consentement, en"] = 
`link «policy (new tab)»
checkbox «I agree to be contacted (required)» – The team may contact you once only. See the policy (new tab).
focus: There are errors in the form I agree to be contacted – Check the box to give your consent.
link «policy (new tab)»
checkbox «I agree to be contacted (required)» invalid=true – Check the box to give your consent. The team may contact you once only. See the policy (new tab).`;
/* end snapshot consentement, en */

snapshots["matrix, en"] = 
`group «How do you find the service? (required)» – Think of the last month.
radiogroup «Bus» required=true
radio «Bus Bad»
radio «Bus Fair»
radio «Bus Good»
radio «Bus Does not apply»
radiogroup «Bicycle» required=true
radio «Bicycle Bad»
radio «Bicycle Fair»
radio «Bicycle Good»
radio «Bicycle Does not apply»
radiogroup «Walking» required=true
radio «Walking Bad»
radio «Walking Fair»
radio «Walking Good»
radio «Walking Does not apply»
focus: There are errors in the form How do you find the service? – Bus – Choose an answer in this row.How do you find the service? – Bicycle – Choose an answer in this row.How do you find the service? – Walking – Choose an answer in this row.
group «How do you find the service? (required)» – Think of the last month. Answer the rows that are left: Bus, Bicycle, Walking.
radiogroup «Bus» required=true invalid=true
radio «Bus Bad» – Choose an answer in this row.
radio «Bus Fair» – Choose an answer in this row.
radio «Bus Good» – Choose an answer in this row.
radio «Bus Does not apply» – Choose an answer in this row.
radiogroup «Bicycle» required=true invalid=true
radio «Bicycle Bad» – Choose an answer in this row.
radio «Bicycle Fair» – Choose an answer in this row.
radio «Bicycle Good» – Choose an answer in this row.
radio «Bicycle Does not apply» – Choose an answer in this row.
radiogroup «Walking» required=true invalid=true
radio «Walking Bad» – Choose an answer in this row.
radio «Walking Fair» – Choose an answer in this row.
radio «Walking Good» – Choose an answer in this row.
radio «Walking Does not apply» – Choose an answer in this row.`;
/* end snapshot matrix, en */

snapshots["matrix-multiple, en"] = 
`group «When do you use it? (required)»
columnheader «On weekdays»
columnheader «On Saturdays»
columnheader «On Sundays»
rowheader «Bus»
cell «Bus On weekdays»
checkbox «Bus On weekdays»
cell «Bus On Saturdays»
checkbox «Bus On Saturdays»
cell «Bus On Sundays»
checkbox «Bus On Sundays»
rowheader «Bicycle»
cell «Bicycle On weekdays»
checkbox «Bicycle On weekdays»
cell «Bicycle On Saturdays»
checkbox «Bicycle On Saturdays»
cell «Bicycle On Sundays»
checkbox «Bicycle On Sundays»
rowheader «Walking»
cell «Walking On weekdays»
checkbox «Walking On weekdays»
cell «Walking On Saturdays»
checkbox «Walking On Saturdays»
cell «Walking On Sundays»
checkbox «Walking On Sundays»
focus: There are errors in the form When do you use it? – Bus – Check at least one choice in this row.When do you use it? – Bicycle – Check at least one choice in this row.When do you use it? – Walking – Check at least one choice in this row.
group «When do you use it? (required)» – Answer the rows that are left: Bus, Bicycle, Walking.
columnheader «On weekdays»
columnheader «On Saturdays»
columnheader «On Sundays»
rowheader «Bus Check at least one choice in this row.»
cell «Bus On weekdays»
checkbox «Bus On weekdays» invalid=true – Check at least one choice in this row.
cell «Bus On Saturdays»
checkbox «Bus On Saturdays» invalid=true – Check at least one choice in this row.
cell «Bus On Sundays»
checkbox «Bus On Sundays» invalid=true – Check at least one choice in this row.
rowheader «Bicycle Check at least one choice in this row.»
cell «Bicycle On weekdays»
checkbox «Bicycle On weekdays» invalid=true – Check at least one choice in this row.
cell «Bicycle On Saturdays»
checkbox «Bicycle On Saturdays» invalid=true – Check at least one choice in this row.
cell «Bicycle On Sundays»
checkbox «Bicycle On Sundays» invalid=true – Check at least one choice in this row.
rowheader «Walking Check at least one choice in this row.»
cell «Walking On weekdays»
checkbox «Walking On weekdays» invalid=true – Check at least one choice in this row.
cell «Walking On Saturdays»
checkbox «Walking On Saturdays» invalid=true – Check at least one choice in this row.
cell «Walking On Sundays»
checkbox «Walking On Sundays» invalid=true – Check at least one choice in this row.`;
/* end snapshot matrix-multiple, en */

snapshots["matrix-scale, en"] = 
`group «What mark do you give? (required)»
radiogroup «Bus» required=true
radio «Bus 1 Very bad»
radio «Bus 2»
radio «Bus 3»
radio «Bus 4»
radio «Bus 5 Very good»
radiogroup «Bicycle» required=true
radio «Bicycle 1 Very bad»
radio «Bicycle 2»
radio «Bicycle 3»
radio «Bicycle 4»
radio «Bicycle 5 Very good»
radiogroup «Walking» required=true
radio «Walking 1 Very bad»
radio «Walking 2»
radio «Walking 3»
radio «Walking 4»
radio «Walking 5 Very good»
focus: There are errors in the form What mark do you give? – Bus – Choose an answer in this row.What mark do you give? – Bicycle – Choose an answer in this row.What mark do you give? – Walking – Choose an answer in this row.
group «What mark do you give? (required)» – Answer the rows that are left: Bus, Bicycle, Walking.
radiogroup «Bus» required=true invalid=true
radio «Bus 1 Very bad» – Choose an answer in this row.
radio «Bus 2» – Choose an answer in this row.
radio «Bus 3» – Choose an answer in this row.
radio «Bus 4» – Choose an answer in this row.
radio «Bus 5 Very good» – Choose an answer in this row.
radiogroup «Bicycle» required=true invalid=true
radio «Bicycle 1 Very bad» – Choose an answer in this row.
radio «Bicycle 2» – Choose an answer in this row.
radio «Bicycle 3» – Choose an answer in this row.
radio «Bicycle 4» – Choose an answer in this row.
radio «Bicycle 5 Very good» – Choose an answer in this row.
radiogroup «Walking» required=true invalid=true
radio «Walking 1 Very bad» – Choose an answer in this row.
radio «Walking 2» – Choose an answer in this row.
radio «Walking 3» – Choose an answer in this row.
radio «Walking 4» – Choose an answer in this row.
radio «Walking 5 Very good» – Choose an answer in this row.`;
/* end snapshot matrix-scale, en */

snapshots["ranking, en"] = 
`group «What are your priorities? (required)» – A choice that is ranked already changes places with the other.
combobox «1st choice»
option «Bus»
option «Bicycle»
option «Walking»
option «Car»
combobox «2nd choice»
option «Bus»
option «Bicycle»
option «Walking»
option «Car»
combobox «3rd choice»
option «Bus»
option «Bicycle»
option «Walking»
option «Car»
focus: There are errors in the form What are your priorities? – Make a choice for each of the 3 ranks.
group «What are your priorities? (required)» – A choice that is ranked already changes places with the other. Make a choice for each of the 3 ranks.
combobox «1st choice» invalid=true – Make a choice for each of the 3 ranks.
option «Bus»
option «Bicycle»
option «Walking»
option «Car»
combobox «2nd choice» invalid=true – Make a choice for each of the 3 ranks.
option «Bus»
option «Bicycle»
option «Walking»
option «Car»
combobox «3rd choice» invalid=true – Make a choice for each of the 3 ranks.
option «Bus»
option «Bicycle»
option «Walking»
option «Car»`;
/* end snapshot ranking, en */

snapshots["points, en"] = 
`group «How should the budget be shared? (required)» – Left to share: 100 of 100 %.
textbox «Bus (%)»
textbox «Bicycle (%)»
textbox «Walking (%)»
textbox «Car (%)»
focus: There are errors in the form How should the budget be shared? – Left to share: 100 of 100 %.
group «How should the budget be shared? (required)» – Left to share: 100 of 100 %.
textbox «Bus (%)»
textbox «Bicycle (%)»
textbox «Walking (%)»
textbox «Car (%)»`;
/* end snapshot points, en */

snapshots["pairwise, en"] = 
`group «Which matters most to you? (required)»
radiogroup «Pair 1 of 1 – Bus or Bicycle»
radio «Bus»
radio «Bicycle»
radio «Equally important»
focus: There are errors in the form Which matters most to you? – Choose an answer for each pair: 1 left.
group «Which matters most to you? (required)» – Choose an answer for each pair: 1 left.
radiogroup «Pair 1 of 1 – Bus or Bicycle» invalid=true – Choose an answer.
radio «Bus»
radio «Bicycle»
radio «Equally important»`;
/* end snapshot pairwise, en */

snapshots["texts, en"] = 
`group «Which streets do you take? (required)»
textbox «On the way there (required)» required=true
textbox «On the way back (required)» required=true
textbox «By detour»
focus: There are errors in the form Which streets do you take? – Fill in the required fields.
group «Which streets do you take? (required)» – Fill in the required fields.
textbox «On the way there (required)» required=true
textbox «On the way back (required)» required=true
textbox «By detour»`;
/* end snapshot texts, en */

snapshots["group, en"] = 
`group «Who lives with you? (required)»
group «Person 1»
heading «Person 1»
textbox «First name (required)» required=true
textbox «Age»
button «Add: Person 2»
focus: There are errors in the form Who lives with you? – Person 1 – First name – Answer this question.
group «Who lives with you? (required)»
group «Person 1»
heading «Person 1»
textbox «First name (required)» required=true invalid=true – Answer this question.
textbox «Age»
button «Add: Person 2»`;
/* end snapshot group, en */

snapshots["place, en"] = 
`group «Where is a path missing? (required)» – Any one of these ways of answering is enough.
combobox «Place in the list»
option «Victoria Park»
option «Palais Station»
textbox «Address or description of the place»
DisclosureTriangle «Open the map» – The map comes from tuiles.exemple.test, which will know what area you look at.
focus: There are errors in the form Where is a path missing? – Choose a place in the list, or answer another way.
group «Where is a path missing? (required)» – Any one of these ways of answering is enough. Choose a place in the list, or answer another way.
combobox «Place in the list» invalid=true
option «Victoria Park»
option «Palais Station»
textbox «Address or description of the place»
DisclosureTriangle «Open the map» – The map comes from tuiles.exemple.test, which will know what area you look at.`;
/* end snapshot place, en */

snapshots["fichier, en"] = 
`button «Photos of the place (required)» – Up to 2 files (JPEG or PDF), of at most 2 MB each.
focus: There are errors in the form Photos of the place – Choose at least one file.
button «Photos of the place (required)» invalid=true – Up to 2 files (JPEG or PDF), of at most 2 MB each. Choose at least one file.`;
/* end snapshot fichier, en */

snapshots["words, fr"] = 
`heading «Avant de commencer»
heading «En bref»
link «plan (nouvel onglet)»
textbox «Prénom»`;
/* end snapshot words, fr */

