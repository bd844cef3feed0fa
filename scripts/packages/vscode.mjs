/** The manifest in French, for editors: an element or an attribute that is missing here stops the build. */
const FRENCH = {
  'cq-survey': 'Pose les questions d’un sondage page par page, fait vérifier les réponses, puis les envoie.',
  'cq-comment-thread': 'Fil de commentaires : lire, écrire, répondre, voter, signaler, retirer.',
  'cq-idea-vote': 'Idées dans un ordre équitable : les lire, voter, changer d’avis, en proposer.',
  'cq-feedback-prompt': 'Demande si la page a été utile, et pourquoi.',
  consultation: 'Identifiant de la consultation. Obligatoire.',
  activity: 'Identifiant de l’activité ; sans lui, la première de ce genre dans la consultation.',
  api: 'Adresse de la plateforme ; sans elle, celle d’où vient le script.',
  subject: 'Identifiant d’une idée : n’affiche et ne reçoit que les commentaires à son sujet.',
  section: 'N’affiche que les idées de cette section.',
  history:
    'Fait tourner les pages du sondage par les boutons Précédent et Suivant du navigateur ; sans lui, l’historique de la page reste intact.',
  about:
    'Adresse de la page évaluée, sur un site enregistré ; sans elle, celle qui porte l’invite. À donner dans un cadre.',
};

/** What VS Code completes in HTML: its custom data, version 1.1. */
export function editorData(elements) {
  return {
    $schema:
      'https://raw.githubusercontent.com/microsoft/vscode-html-languageservice/main/docs/customData.schema.json',
    version: 1.1,
    tags: elements.map(({ tagName, description, attributes }) => ({
      name: tagName,
      description: inBoth(tagName, description),
      attributes: attributes.map((attribute) => ({
        name: attribute.name,
        description: inBoth(attribute.name, attribute.description),
      })),
    })),
  };
}

function inBoth(name, english) {
  const french = FRENCH[name];
  if (!french) throw new Error(`scripts/packages/vscode.mjs says nothing in French of «${name}».`);
  return `${french}\n\n${english}`;
}
