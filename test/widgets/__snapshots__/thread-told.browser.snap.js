/* @web/test-runner snapshot v1 */
export const snapshots = {};

snapshots["the thread, fr"] = 
`heading «Vos commentaires» level=2
button «Écrire un commentaire»
heading «2 commentaires, 1 pour, 1 neutre, 0 contre» level=3
StaticText «Trier par»
combobox «Trier par» expanded=false
option «Les plus récents»
option «Les plus anciens»
option «Les mieux notés»
option «Les plus discutés»
option «Chaque position à son tour»
StaticText «Montrer»
combobox «Montrer» expanded=false
option «Tous les commentaires»
option «Pour»
option «Neutre»
option «Contre»
option «Réponses officielles»
StaticText «Rechercher dans les commentaires»
searchbox «Rechercher dans les commentaires»
button «Rechercher»
list «2 commentaires, 1 pour, 1 neutre, 0 contre»
listitem «» level=1
article «Participant A»
heading «Participant A» level=4
link «il y a 1 heure, 23 novembre 2026 à 14 h 03»
StaticText «Commentaire retiré par la modération :»
StaticText «publicité ou pourriel»
StaticText «.»
listitem «» level=1
article «Participant B»
heading «Participant B» level=4
StaticText «Pour»
link «il y a 1 heure, 23 novembre 2026 à 14 h 03»
StaticText «Déneigez les pistes»
StaticText «Pris en compte»
StaticText «Trois pistes de plus.»
button «Utile 0, Participant B» pressed=false
button «Pas utile 0, Participant B» pressed=false
button «Répondre à B»
button «Signaler, Participant B»
button «Masquer les réponses» expanded=true
list «Réponses à B»
listitem «» level=2
article «Participant C»
heading «Participant C» level=5
StaticText «Contre»
link «il y a 1 heure, 23 novembre 2026 à 14 h 03»
StaticText «Pas toutes»
button «Utile 0, Participant C» pressed=false
button «Pas utile 0, Participant C» pressed=false
button «Répondre à C»
button «Signaler, Participant C»
button «Masquer les réponses» expanded=true
list «Réponses à C»
listitem «» level=3
article «Participant D»
heading «Participant D» level=6
link «il y a 1 heure, 23 novembre 2026 à 14 h 03»
StaticText «Alors les plus longues»
button «Utile 0, Participant D» pressed=false
button «Pas utile 0, Participant D» pressed=false
button «Répondre à D»
button «Signaler, Participant D»
StaticText «0 réponse»
listitem «» level=1
article «Participant E»
heading «Participant E» level=4
StaticText «Neutre»
link «il y a 1 heure, 23 novembre 2026 à 14 h 03»
StaticText «modifié à 14 h 05»
StaticText «Et les pistes cyclables ?»
heading «Ministère de l’Exemple» level=5
StaticText «Réponse officielle»
StaticText «23 novembre 2026 à 15 h»
StaticText «Elles en font partie.»
button «Utile 0, Participant E» pressed=false
button «Pas utile 0, Participant E» pressed=false
button «Répondre à E»
button «Signaler, Participant E»
StaticText «0 réponse»

search:
heading «Vos commentaires» level=2
button «Écrire un commentaire»
heading «2 commentaires, 1 pour, 1 neutre, 0 contre» level=3
StaticText «Trier par»
combobox «Trier par» expanded=false
option «Les plus récents»
option «Les plus anciens»
option «Les mieux notés»
option «Les plus discutés»
option «Chaque position à son tour»
StaticText «Montrer»
combobox «Montrer» expanded=false
option «Tous les commentaires»
option «Pour»
option «Neutre»
option «Contre»
option «Réponses officielles»
StaticText «Rechercher dans les commentaires»
searchbox «Rechercher dans les commentaires»
StaticText «cyclable»
button «Rechercher»
StaticText «1 commentaire trouvé pour « cyclable »»
button «Voir tous les commentaires»
list «1 commentaire trouvé pour « cyclable »»
listitem «» level=1
article «Participant A»
heading «Participant A» level=4
StaticText «Neutre»
link «il y a 1 heure, 23 novembre 2026 à 14 h 03»
StaticText «modifié à 14 h 05»
StaticText «Et les pistes»
StaticText «cyclables»
StaticText «?»
heading «Ministère de l’Exemple» level=5
StaticText «Réponse officielle»
StaticText «23 novembre 2026 à 15 h»
StaticText «Elles en font partie.»
button «Utile 0, Participant A» pressed=false
button «Pas utile 0, Participant A» pressed=false
button «Répondre à A»
button «Signaler, Participant A»
StaticText «0 réponse»
link «Voir dans la discussion, Participant A»
StaticText «1 commentaire trouvé pour « cyclable »»

context:
heading «Vos commentaires» level=2
button «Écrire un commentaire»
heading «2 commentaires, 1 pour, 1 neutre, 0 contre» level=3
StaticText «Trier par»
combobox «Trier par» expanded=false
option «Les plus récents»
option «Les plus anciens»
option «Les mieux notés»
option «Les plus discutés»
option «Chaque position à son tour»
StaticText «Montrer»
combobox «Montrer» expanded=false
option «Tous les commentaires»
option «Pour»
option «Neutre»
option «Contre»
option «Réponses officielles»
StaticText «Rechercher dans les commentaires»
searchbox «Rechercher dans les commentaires»
button «Rechercher»
StaticText «Un commentaire, avec ce à quoi il répond»
button «Voir tous les commentaires»
button «Copier le lien»
list «Un commentaire, avec ce à quoi il répond»
listitem «» level=1
article «Participant A»
heading «Participant A» level=4
StaticText «Pour»
link «il y a 1 heure, 23 novembre 2026 à 14 h 03»
StaticText «Déneigez les pistes»
StaticText «Pris en compte»
StaticText «Trois pistes de plus.»
button «Utile 0, Participant A» pressed=false
button «Pas utile 0, Participant A» pressed=false
button «Répondre à A»
button «Signaler, Participant A»
button «Masquer les réponses» expanded=true
list «Réponses à A»
listitem «» level=2
article «Participant B»
heading «Participant B» level=5
StaticText «Contre»
link «il y a 1 heure, 23 novembre 2026 à 14 h 03»
StaticText «Pas toutes»
button «Utile 0, Participant B» pressed=false
button «Pas utile 0, Participant B» pressed=false
button «Répondre à B»
button «Signaler, Participant B»
button «Masquer les réponses» expanded=true
list «Réponses à B»
listitem «» level=3
article «Participant C»
heading «Participant C» level=6
link «il y a 1 heure, 23 novembre 2026 à 14 h 03»
StaticText «Alors les plus longues»
button «Utile 0, Participant C» pressed=false
button «Pas utile 0, Participant C» pressed=false
button «Répondre à C»
button «Signaler, Participant C»
StaticText «0 réponse»
StaticText «1 commentaire trouvé pour « cyclable »»

live: 2 commentaires
live: 1 commentaire correspond à ce choix
live: 1 commentaire trouvé pour « cyclable »
live: Afficher 1 nouveau commentaire`;
/* end snapshot the thread, fr */

snapshots["the thread, en"] = 
`heading «Your comments» level=2
button «Write a comment»
heading «2 comments, 1 for, 1 neutral, 0 against» level=3
StaticText «Sort by»
combobox «Sort by» expanded=false
option «Most recent»
option «Oldest»
option «Best rated»
option «Most discussed»
option «Each position in turn»
StaticText «Show»
combobox «Show» expanded=false
option «All comments»
option «For»
option «Neutral»
option «Against»
option «Official answers»
StaticText «Search in the comments»
searchbox «Search in the comments»
button «Search»
list «2 comments, 1 for, 1 neutral, 0 against»
listitem «» level=1
article «Participant A»
heading «Participant A» level=4
link «1 hour ago, November 23, 2026 at 2:03 p.m.»
StaticText «Comment removed by the moderators:»
StaticText «advertising or spam»
listitem «» level=1
article «Participant B»
heading «Participant B» level=4
StaticText «For»
link «1 hour ago, November 23, 2026 at 2:03 p.m.»
StaticText «Déneigez les pistes»
StaticText «Taken into account»
StaticText «Three more paths.»
button «Useful 0, Participant B» pressed=false
button «Not useful 0, Participant B» pressed=false
button «Reply to B»
button «Report, Participant B»
button «Hide the replies» expanded=true
list «Replies to B»
listitem «» level=2
article «Participant C»
heading «Participant C» level=5
StaticText «Against»
link «1 hour ago, November 23, 2026 at 2:03 p.m.»
StaticText «Pas toutes»
button «Useful 0, Participant C» pressed=false
button «Not useful 0, Participant C» pressed=false
button «Reply to C»
button «Report, Participant C»
button «Hide the replies» expanded=true
list «Replies to C»
listitem «» level=3
article «Participant D»
heading «Participant D» level=6
link «1 hour ago, November 23, 2026 at 2:03 p.m.»
StaticText «Alors les plus longues»
button «Useful 0, Participant D» pressed=false
button «Not useful 0, Participant D» pressed=false
button «Reply to D»
button «Report, Participant D»
StaticText «0 replies»
listitem «» level=1
article «Participant E»
heading «Participant E» level=4
StaticText «Neutral»
link «1 hour ago, November 23, 2026 at 2:03 p.m.»
StaticText «edited at 2:05 p.m.»
StaticText «Et les pistes cyclables ?»
heading «Ministry of Examples» level=5
StaticText «Official answer»
StaticText «November 23, 2026 at 3:00 p.m.»
StaticText «They are included.»
button «Useful 0, Participant E» pressed=false
button «Not useful 0, Participant E» pressed=false
button «Reply to E»
button «Report, Participant E»
StaticText «0 replies»

search:
heading «Your comments» level=2
button «Write a comment»
heading «2 comments, 1 for, 1 neutral, 0 against» level=3
StaticText «Sort by»
combobox «Sort by» expanded=false
option «Most recent»
option «Oldest»
option «Best rated»
option «Most discussed»
option «Each position in turn»
StaticText «Show»
combobox «Show» expanded=false
option «All comments»
option «For»
option «Neutral»
option «Against»
option «Official answers»
StaticText «Search in the comments»
searchbox «Search in the comments»
StaticText «cyclable»
button «Search»
StaticText «1 comment found for “cyclable”»
button «See all comments»
list «1 comment found for “cyclable”»
listitem «» level=1
article «Participant A»
heading «Participant A» level=4
StaticText «Neutral»
link «1 hour ago, November 23, 2026 at 2:03 p.m.»
StaticText «edited at 2:05 p.m.»
StaticText «Et les pistes»
StaticText «cyclables»
StaticText «?»
heading «Ministry of Examples» level=5
StaticText «Official answer»
StaticText «November 23, 2026 at 3:00 p.m.»
StaticText «They are included.»
button «Useful 0, Participant A» pressed=false
button «Not useful 0, Participant A» pressed=false
button «Reply to A»
button «Report, Participant A»
StaticText «0 replies»
link «See in the discussion, Participant A»
StaticText «1 comment found for “cyclable”»

context:
heading «Your comments» level=2
button «Write a comment»
heading «2 comments, 1 for, 1 neutral, 0 against» level=3
StaticText «Sort by»
combobox «Sort by» expanded=false
option «Most recent»
option «Oldest»
option «Best rated»
option «Most discussed»
option «Each position in turn»
StaticText «Show»
combobox «Show» expanded=false
option «All comments»
option «For»
option «Neutral»
option «Against»
option «Official answers»
StaticText «Search in the comments»
searchbox «Search in the comments»
button «Search»
StaticText «One comment, with what it answers»
button «See all comments»
button «Copy the link»
list «One comment, with what it answers»
listitem «» level=1
article «Participant A»
heading «Participant A» level=4
StaticText «For»
link «1 hour ago, November 23, 2026 at 2:03 p.m.»
StaticText «Déneigez les pistes»
StaticText «Taken into account»
StaticText «Three more paths.»
button «Useful 0, Participant A» pressed=false
button «Not useful 0, Participant A» pressed=false
button «Reply to A»
button «Report, Participant A»
button «Hide the replies» expanded=true
list «Replies to A»
listitem «» level=2
article «Participant B»
heading «Participant B» level=5
StaticText «Against»
link «1 hour ago, November 23, 2026 at 2:03 p.m.»
StaticText «Pas toutes»
button «Useful 0, Participant B» pressed=false
button «Not useful 0, Participant B» pressed=false
button «Reply to B»
button «Report, Participant B»
button «Hide the replies» expanded=true
list «Replies to B»
listitem «» level=3
article «Participant C»
heading «Participant C» level=6
link «1 hour ago, November 23, 2026 at 2:03 p.m.»
StaticText «Alors les plus longues»
button «Useful 0, Participant C» pressed=false
button «Not useful 0, Participant C» pressed=false
button «Reply to C»
button «Report, Participant C»
StaticText «0 replies»
StaticText «1 comment found for “cyclable”»

live: 2 comments
live: 1 comment matches this choice
live: 1 comment found for “cyclable”
live: Show 1 new comment`;
/* end snapshot the thread, en */

