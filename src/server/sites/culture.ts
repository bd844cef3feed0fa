/** A ministry's site as many are: a content manager's page from some years ago, a 62.5 % root and resets that reach far. */
const CSS = `
html { font-size: 62.5% }
* { margin: 0; padding: 0; border: 0; line-height: 1.2; letter-spacing: .01em; list-style: none; text-align: left }
h2 { color: #7a1f3d !important; text-transform: uppercase; font-size: 1.8rem !important; margin: 3rem 0 1rem !important }
button, input, select, textarea { all: unset; font-family: Georgia }
a { color: #7a1f3d !important; text-decoration: none !important; border-bottom: 1px dotted }
p { font-size: 1.5rem; line-height: 2.4rem; margin-bottom: 1.4rem }
body { background: #ece7dd; color: #2b2b2b; font-family: Georgia, 'Times New Roman', serif; font-size: 1.4rem }
#bandeau { background: #2d2a32; color: #fff; padding: 2rem 0; border-bottom: .6rem solid #7a1f3d }
#bandeau a { color: #fff !important; border: 0; font-size: 2.4rem; font-weight: bold }
.page { max-width: 98rem; margin: 0 auto; padding: 0 1.6rem }
#menu { background: #403b47 } #menu li { display: inline-block } #menu a { display: block; padding: 1.4rem 1.6rem; color: #fff !important; border: 0; font-size: 1.4rem }
#corps { background: #fff; margin-top: 2rem; padding: 2.4rem 2rem 4rem; border-top: .3rem solid #7a1f3d }
h1 { font-size: 3rem; line-height: 1.2; font-weight: normal; margin-bottom: 1.6rem }
.encadre { background: #f6f2ea; border-left: .4rem solid #c7a86b; padding: 1.6rem; margin: 2rem 0 }
#pied { padding: 2.4rem 0 4rem; color: #6a655c } #pied p { font-size: 1.3rem }
cq-idea-vote, cq-comment-thread { display: block; min-block-size: 40rem } cq-feedback-prompt { display: block; min-block-size: 12rem }
`;

/** The page of the Ministry of Culture and Languages of a country that does not exist; `here` is its own address. */
export function culturePage(platform: string, consultation: string, here: string): string {
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>La loi numérique, article par article – Ministère des Lettres</title>
<style>${CSS}</style>
<link rel="preconnect" href="${platform}" crossorigin>
<script async crossorigin src="${platform}/embed/1.js"></script>
</head>
<body>
<div id="bandeau"><div class="page"><a href="/">Ministère des Lettres</a></div></div>
<div id="menu"><ul class="page"><li><a href="/">Accueil</a></li><li><a href="/">Consultations</a></li><li><a href="/">Publications</a></li></ul></div>
<div class="page">
<div id="corps">
<h1>La loi numérique, article par article</h1>
<p>Le projet de loi est ouvert aux commentaires. Chaque article proposé se lit en entier ; vous pouvez dire si vous êtes pour, contre ou mitigé, changer d’avis, et proposer le vôtre.</p>
<div class="encadre"><p>Contributions de la consultation «&nbsp;République numérique&nbsp;» (France, 2015), sous Licence Ouverte 1.0.</p></div>
<cq-idea-vote consultation="${consultation}"><p><a href="${platform}/c/${consultation}/idees">Voter sur les idées, sur la plateforme de consultation</a></p></cq-idea-vote>
<cq-comment-thread consultation="${consultation}"><p><a href="${platform}/c/${consultation}/discussion">Commenter, sur la plateforme de consultation</a></p></cq-comment-thread>
<cq-feedback-prompt consultation="${consultation}"><p><a href="${platform}/c/${consultation}/page?page=${encodeURIComponent(here)}">Donner votre avis sur cette page</a></p></cq-feedback-prompt>
</div>
<div id="pied"><p>Site de démonstration. Aucun lien avec un organisme réel.</p></div>
</div>
</body>
</html>`;
}
