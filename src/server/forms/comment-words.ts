import type { Alignment, CommentChoice, CommentSort, ReportReason } from '../../contract/comments.js';
import type { Language } from '../../contract/text.js';

interface Counted {
  one: (count: string) => string;
  many: (count: string) => string;
}

export interface CommentWords extends Record<CommentSort | Alignment | CommentChoice, string> {
  count: Counted;
  none: string;
  answers: Counted;
  order: string;
  search: string;
  searchFor: string;
  searchHint: string;
  byPosition: string;
  anyPosition: string;
  officialOnly: string;
  show: string;
  found: Counted;
  foundMore: (count: string) => string;
  /** Of a later page, which does not say how many. */
  foundOn: string;
  noneFound: string;
  back: string;
  all: string;
  nowhere: string;
  one: string;
  about: string;
  /** What shows the rest of a long text, and what hides it again. */
  readOn: string;
  readLess: string;
  withdrawn: string;
  hidden: string;
  /** Before the reason. */
  hiddenFor: string;
  positions: (pour: string, neutral: string, against: string) => string;
  /** After how many take none. */
  without: string;
  afterVote: string;
  afterClosing: string;
  official: string;
  considered: string;
  write: string;
  yourComment: string;
  yourReply: string;
  replyTitle: string;
  reply: string;
  public: string;
  publicReply: string;
  position: string;
  noPosition: string;
  publish: string;
  empty: string;
  published: string;
  /** Of what waits for a moderator. */
  pending: string;
  merged: string;
  ownHidden: string;
  reason: string;
  /** Before the moderators' own words. */
  note: string;
  wasAnswered: string;
  wasConsidered: string;
  /** The way to what became of it. */
  fate: string;
  decidedOn: string;
  automatic: string;
  /** Asking for a decision to be looked at again. */
  appeal: string;
  appealWhy: string;
  appealOnce: string;
  appealEmpty: string;
  /** Above a text that was not taken. */
  appealKept: string;
  sendAppeal: string;
  appealMade: string;
  appealWaits: string;
  upheld: string;
  overturned: string;
  votes: string;
  unvote: string;
  voteStored: (choice: string) => string;
  report: string;
  reported: string;
  reportTitle: string;
  why: string;
  whyHint: string;
  reasons: Record<ReportReason, string>;
  noReason: string;
  otherWhy: string;
  noWords: string;
  sendReport: string;
  reportStored: string;
}

/** What the page of a thread says. */
export const COMMENT_WORDS: Record<Language, CommentWords> = {
  fr: {
    none: 'Aucun commentaire pour le moment',
    count: { one: (count) => `${count} commentaire`, many: (count) => `${count} commentaires` },
    answers: { one: (count) => `${count} réponse`, many: (count) => `${count} réponses` },
    order: 'Ordre des commentaires',
    search: 'Chercher, trier, filtrer',
    searchFor: 'Mots à chercher',
    searchHint:
      'Les accents ne comptent pas. Une phrase exacte se met entre guillemets droits\u00a0: "piste cyclable".',
    byPosition: 'Position des commentaires',
    anyPosition: 'Toutes les positions',
    officialOnly: 'Seulement ceux qui ont une réponse officielle',
    show: 'Afficher',
    found: {
      one: (count) => `${count} commentaire trouvé`,
      many: (count) => `${count} commentaires trouvés`,
    },
    foundMore: (count) => `Plus de ${count} commentaires trouvés`,
    foundOn: 'Commentaires trouvés',
    noneFound: 'Aucun commentaire trouvé',
    recent: 'Les plus récents',
    oldest: 'Les plus anciens',
    discussed: 'Les plus discutés',
    rated: 'Les mieux notés',
    balanced: 'Chaque position à son tour',
    for: 'Pour',
    neutral: 'Neutre',
    against: 'Contre',
    up: 'Utile',
    down: 'Pas utile',
    agree: 'D’accord',
    disagree: 'Pas d’accord',
    pass: 'Passer',
    back: 'Retour à la discussion',
    all: 'Voir tous les commentaires',
    nowhere: 'Ce commentaire est introuvable : il a peut-être été retiré.',
    one: 'Un commentaire',
    about: 'Au sujet de :',
    readOn: 'Lire la suite',
    readLess: 'Réduire',
    withdrawn: 'Commentaire retiré par son auteur.',
    hidden: 'Commentaire retiré par la modération.',
    hiddenFor: 'Commentaire retiré par la modération\u00a0:',
    positions: (pour, neutral, against) =>
      `${pour} pour, ${neutral} ${['0', '1'].includes(neutral) ? 'neutre' : 'neutres'}, ${against} contre`,
    without: 'sans position',
    afterVote: 'Les résultats s’affichent après votre vote.',
    afterClosing: 'Les résultats s’afficheront après la fermeture.',
    official: 'Réponse officielle –',
    considered: 'Pris en compte',
    write: 'Écrire un commentaire',
    yourComment: 'Votre commentaire',
    yourReply: 'Votre réponse',
    replyTitle: 'Répondre à un commentaire',
    reply: 'Répondre',
    public: 'Il sera public. N’inscrivez pas de renseignements personnels.',
    publicReply: 'Elle sera publique. N’inscrivez pas de renseignements personnels.',
    position: 'Votre position (facultatif)',
    noPosition: 'Sans position',
    publish: 'Publier',
    empty: 'Écrivez votre texte.',
    published: 'Votre commentaire est publié.',
    pending: 'Votre commentaire sera publié après lecture par la modération',
    merged: 'Votre commentaire est regroupé avec un commentaire semblable',
    ownHidden: 'Votre commentaire est masqué par la modération',
    reason: 'Raison\u00a0:',
    note: 'Message de la modération\u00a0:',
    wasAnswered: 'L’organisme public vous a répondu\u00a0: sa réponse est ci-dessous.',
    wasConsidered: 'L’organisme public l’a pris en compte\u00a0: ce qui a changé est ci-dessous.',
    fate: 'Voir ce qu’il en est maintenant',
    decidedOn: 'Date de la décision\u00a0:',
    automatic: 'Décidé par un filtre automatique\u202f; une personne peut revoir cette décision.',
    appeal: 'Demander un réexamen',
    appealWhy: 'Pourquoi cette décision devrait-elle être revue\u202f?',
    appealOnce:
      'Vous pouvez le demander une seule fois pour cette décision. La modération lira votre texte\u202f; il ne sera pas public.',
    appealEmpty: 'Dites pourquoi cette décision devrait être revue.',
    appealKept: 'Votre texte, qui n’a pas été envoyé',
    sendAppeal: 'Envoyer la demande',
    appealMade: 'Réexamen demandé le',
    appealWaits: 'La modération va relire sa décision.',
    upheld: 'La décision est maintenue.',
    overturned: 'La décision est annulée\u00a0: votre commentaire est de nouveau public.',
    votes: 'Votre vote',
    unvote: 'Retirer mon vote',
    voteStored: (choice) => `Vote enregistré : ${choice}`,
    report: 'Signaler',
    reported: 'Signalé',
    reportTitle: 'Signaler un commentaire',
    why: 'Pourquoi signaler ce commentaire ?',
    whyHint: 'La modération le lira. Il reste visible d’ici là.',
    reasons: {
      spam: 'Publicité ou pourriel',
      offensive: 'Propos offensants',
      'off-topic': 'Hors sujet',
      'personal-information': 'Renseignements personnels',
      other: 'Autre raison',
    },
    noReason: 'Choisissez une raison.',
    otherWhy: 'Pour une autre raison, dites pourquoi',
    noWords: 'Dites en quelques mots pourquoi la modération doit le lire.',
    sendReport: 'Envoyer le signalement',
    reportStored: 'Merci. La modération lira ce commentaire.',
  },
  en: {
    none: 'No comments for now',
    count: { one: (count) => `${count} comment`, many: (count) => `${count} comments` },
    answers: { one: (count) => `${count} reply`, many: (count) => `${count} replies` },
    order: 'Order of comments',
    search: 'Search, sort, filter',
    searchFor: 'Words to look for',
    searchHint: 'Accents do not count. Put an exact phrase in straight quotation marks: "bike path".',
    byPosition: 'Position of the comments',
    anyPosition: 'All positions',
    officialOnly: 'Only those with an official answer',
    show: 'Show',
    found: { one: (count) => `${count} comment found`, many: (count) => `${count} comments found` },
    foundMore: (count) => `More than ${count} comments found`,
    foundOn: 'Comments found',
    noneFound: 'No comment found',
    recent: 'Most recent',
    oldest: 'Oldest',
    discussed: 'Most discussed',
    rated: 'Best rated',
    balanced: 'Each position in turn',
    for: 'For',
    neutral: 'Neutral',
    against: 'Against',
    up: 'Useful',
    down: 'Not useful',
    agree: 'Agree',
    disagree: 'Disagree',
    pass: 'Pass',
    back: 'Back to the discussion',
    all: 'See all comments',
    nowhere: 'This comment cannot be found: it may have been withdrawn.',
    one: 'A comment',
    about: 'About:',
    readOn: 'Read more',
    readLess: 'Show less',
    withdrawn: 'Comment withdrawn by its author.',
    hidden: 'Comment removed by the moderators.',
    hiddenFor: 'Comment removed by the moderators:',
    positions: (pour, neutral, against) => `${pour} for, ${neutral} neutral, ${against} against`,
    without: 'without a position',
    afterVote: 'The results are shown after you vote.',
    afterClosing: 'The results will be shown after closing.',
    official: 'Official answer –',
    considered: 'Taken into account',
    write: 'Write a comment',
    yourComment: 'Your comment',
    yourReply: 'Your reply',
    replyTitle: 'Reply to a comment',
    reply: 'Reply',
    public: 'It will be public. Do not include personal information.',
    publicReply: 'It will be public. Do not include personal information.',
    position: 'Your position (optional)',
    noPosition: 'No position',
    publish: 'Publish',
    empty: 'Write your text.',
    published: 'Your comment is published.',
    pending: 'Your comment will be published once a moderator has read it',
    merged: 'Your comment is merged into a similar one',
    ownHidden: 'Your comment is hidden by the moderators',
    reason: 'Reason:',
    note: 'Message from the moderators:',
    wasAnswered: 'The public body has answered you: its answer is below.',
    wasConsidered: 'The public body has taken it into account: what changed is below.',
    fate: 'See what has become of it',
    decidedOn: 'Date of the decision:',
    automatic: 'Decided by an automatic filter; a person can review this decision.',
    appeal: 'Ask for a review',
    appealWhy: 'Why should this decision be reviewed?',
    appealOnce:
      'You can ask this once for this decision. The moderators will read your text; it will not be public.',
    appealEmpty: 'Say why this decision should be reviewed.',
    appealKept: 'Your text, which was not sent',
    sendAppeal: 'Send the request',
    appealMade: 'Review asked for on',
    appealWaits: 'The moderators will look at their decision again.',
    upheld: 'The decision stands.',
    overturned: 'The decision is reversed: your comment is public again.',
    votes: 'Your vote',
    unvote: 'Withdraw my vote',
    voteStored: (choice) => `Vote stored: ${choice}`,
    report: 'Report',
    reported: 'Reported',
    reportTitle: 'Report a comment',
    why: 'Why report this comment?',
    whyHint: 'The moderators will read it. It stays visible until then.',
    reasons: {
      spam: 'Advertising or spam',
      offensive: 'Offensive remarks',
      'off-topic': 'Off topic',
      'personal-information': 'Personal information',
      other: 'Another reason',
    },
    noReason: 'Choose a reason.',
    otherWhy: 'For another reason, say why',
    noWords: 'Say in a few words why the moderators should read it.',
    sendReport: 'Send the report',
    reportStored: 'Thank you. The moderators will read this comment.',
  },
};
