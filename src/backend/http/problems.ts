import type { Context } from 'hono';
import type { Outcome } from '../../contract/outcome.js';
import type { FieldError, Problem, ProblemCode } from '../../contract/problem.js';
import type { ProofChallenge } from '../../contract/proof.js';
import type { Language } from '../../contract/text.js';
import { quebecDate } from '../../domain/french-date.js';

const TITLES: Record<ProblemCode, { status: number; fr: string; en: string }> = {
  closed: {
    status: 403,
    fr: 'La participation est terminée.',
    en: 'Participation has ended.',
  },
  'not-open-yet': {
    status: 403,
    fr: 'La participation n’est pas encore ouverte.',
    en: 'Participation is not open yet.',
  },
  'origin-not-allowed': {
    status: 403,
    fr: 'Ce site n’est pas inscrit pour recevoir des contributions à cette consultation.',
    en: 'This site is not registered to take contributions for this consultation.',
  },
  'invalid-answers': {
    status: 422,
    fr: 'Certaines réponses doivent être corrigées.',
    en: 'Some answers need to be corrected.',
  },
  'malformed-request': {
    status: 400,
    fr: 'La demande n’a pas pu être lue.',
    en: 'The request could not be read.',
  },
  'participant-required': {
    status: 401,
    fr: 'La clé de participation manque ou n’est pas valide.',
    en: 'The participant key is missing or not valid.',
  },
  'rate-limited': {
    status: 429,
    fr: 'Trop d’envois en peu de temps. Ce que vous avez écrit n’est pas perdu : réessayez un peu plus tard.',
    en: 'Too many submissions in a short time. What you wrote is not lost: try again a little later.',
  },
  conflict: {
    status: 409,
    fr: 'Cette contribution ne peut pas être enregistrée.',
    en: 'This contribution cannot be stored.',
  },
  'not-found': { status: 404, fr: 'Introuvable.', en: 'Not found.' },
  'too-large': { status: 413, fr: 'L’envoi est trop volumineux.', en: 'The submission is too large.' },
  'proof-required': {
    status: 403,
    fr: 'Une vérification est nécessaire avant l’envoi.',
    en: 'A check is needed before sending.',
  },
  'already-responded': {
    status: 409,
    fr: 'Vous avez déjà répondu : une seule réponse par personne est acceptée. La première est bien enregistrée.',
    en: 'You have already responded: only one response per person is accepted. Your first one is safely stored.',
  },
  'not-changeable': {
    status: 403,
    fr: 'Les réponses à ce questionnaire ne peuvent plus être modifiées une fois envoyées. Les vôtres sont bien enregistrées.',
    en: 'Answers to this questionnaire cannot be changed once they are sent. Yours are safely stored.',
  },
  'quota-full': {
    status: 409,
    fr: 'Nous avons déjà reçu assez de réponses comme la vôtre. Les vôtres n’ont pas été enregistrées ; elles restent sur cet appareil.',
    en: 'We have already received enough responses like yours. Yours was not stored; it stays on this device.',
  },
  'file-refused': {
    status: 422,
    fr: 'Ce fichier ne peut pas être accepté.',
    en: 'This file cannot be accepted.',
  },
  'precondition-failed': {
    status: 412,
    fr: 'Une version plus récente est déjà enregistrée. Elle n’a pas été remplacée.',
    en: 'A newer version is already stored. It was not replaced.',
  },
  'token-required': {
    status: 401,
    fr: 'Il faut un jeton valide de l’organisme public.',
    en: 'A valid token of the public body is needed.',
  },
  'role-required': {
    status: 403,
    fr: 'Ce jeton ne permet pas cela.',
    en: 'This token does not allow that.',
  },
  'decision-refused': {
    status: 409,
    fr: 'Cette décision ne convient pas à l’état actuel.',
    en: 'This decision does not fit how things are now.',
  },
  'no-longer-shown': {
    status: 409,
    fr: 'Ce commentaire n’est plus affiché\u00a0: votre réponse n’a pas été publiée. Votre texte est gardé\u00a0: vous pouvez le copier, ou en faire un nouveau commentaire.',
    en: 'This comment is no longer shown: your reply was not published. Your text is kept: you can copy it, or make a new comment of it.',
  },
  'already-appealed': {
    status: 409,
    fr: 'Vous avez déjà demandé un réexamen de cette décision\u00a0: une seule demande est acceptée, et la première est bien reçue. Votre texte est gardé\u00a0: vous pouvez le copier.',
    en: 'You have already asked for a review of this decision: only one request is accepted, and your first one was received. Your text is kept: you can copy it.',
  },
  'not-appealable': {
    status: 409,
    fr: 'Cette décision ne peut pas être réexaminée\u00a0: elle n’est plus en vigueur, ou une autre a été prise depuis. Relisez ce qu’il en est de votre commentaire. Votre texte est gardé\u00a0: vous pouvez le copier.',
    en: 'This decision cannot be reviewed: it no longer holds, or another one was made since. Look again at what has become of your comment. Your text is kept: you can copy it.',
  },
  unavailable: {
    status: 503,
    fr: 'Le service ne répond pas pour le moment. Rien n’est perdu : réessayez dans quelques minutes.',
    en: 'The service is not answering at the moment. Nothing is lost: try again in a few minutes.',
  },
};

/** What a rule says of a field, in words. A code that is not here is shown by the first. */
const FIELDS: Record<string, Record<Language, string>> = {
  invalid: { fr: 'Cette valeur n’est pas valide.', en: 'This value is not valid.' },
  required: { fr: 'Une réponse est nécessaire.', en: 'An answer is required.' },
  empty: { fr: 'Le texte est vide.', en: 'The text is empty.' },
  'too-long': { fr: 'Le texte est trop long.', en: 'The text is too long.' },
  'too-short': { fr: 'Le texte est trop court.', en: 'The text is too short.' },
  'not-storable': {
    fr: 'Le texte contient un caractère qui ne peut pas être conservé.',
    en: 'The text holds a character that cannot be kept.',
  },
  'unknown-question': { fr: 'Cette question n’existe pas.', en: 'This question does not exist.' },
  'wrong-type': {
    fr: 'Cette réponse n’est pas du type attendu.',
    en: 'This answer is not of the expected type.',
  },
  'out-of-range': { fr: 'Cette valeur est hors des limites.', en: 'This value is out of range.' },
  'not-an-option': { fr: 'Ce choix n’est pas proposé.', en: 'This choice is not offered.' },
  'too-many': { fr: 'Trop de choix.', en: 'Too many choices.' },
  'too-few': { fr: 'Pas assez de choix.', en: 'Not enough choices.' },
  'not-an-email': { fr: 'Cette adresse courriel n’est pas valide.', en: 'This email address is not valid.' },
  specify: { fr: 'Précisez votre réponse.', en: 'Please specify.' },
  'too-precise': { fr: 'Trop de décimales.', en: 'Too many decimals.' },
  'too-early': { fr: 'Cette date est trop ancienne.', en: 'This date is too early.' },
  'too-late': { fr: 'Cette date est trop tardive.', en: 'This date is too late.' },
  'not-a-date': { fr: 'Cette date n’est pas valide.', en: 'This date is not valid.' },
  'short-year': {
    fr: 'Inscrivez l’année en quatre chiffres.',
    en: 'Enter the year in four digits.',
  },
  'unknown-section': { fr: 'Cette section n’existe pas.', en: 'This section does not exist.' },
  'not-offered': { fr: 'Ceci n’est pas offert ici.', en: 'This is not offered here.' },
  'not-a-page': {
    fr: 'Ce n’est pas l’adresse d’une page web.',
    en: 'This is not the address of a web page.',
  },
  'page-credentials': {
    fr: 'L’adresse de la page contient un nom d’utilisateur ou un mot de passe.',
    en: 'The page’s address holds a user name or a password.',
  },
  'page-query': {
    fr: 'L’adresse de la page contient une recherche ou un fragment.',
    en: 'The page’s address holds a query or a fragment.',
  },
  'page-elsewhere': {
    fr: 'Cette page n’est pas sur un site inscrit à cette consultation.',
    en: 'This page is not on a site registered for this consultation.',
  },
  'unknown-quota': { fr: 'Ce quota n’existe pas.', en: 'There is no such quota.' },
  'not-full': {
    fr: 'Il reste des places dans ce quota : les autres questions demandent une réponse.',
    en: 'There are places left in this quota: the other questions ask for an answer.',
  },
  'not-kept': {
    fr: 'Ces réponses mènent à une fin du questionnaire qui n’en conserve aucune : rien n’a été enregistré.',
    en: 'These answers lead to an end of the questionnaire that keeps none: nothing was stored.',
  },
  'unknown-page': { fr: 'Cette page n’existe pas.', en: 'There is no such page.' },
  'not-a-file-question': {
    fr: 'Cette question ne demande pas de fichier.',
    en: 'This question asks for no file.',
  },
  'not-a-file-name': { fr: 'Ce nom de fichier n’est pas valide.', en: 'This file name is not valid.' },
  'wrong-file-type': {
    fr: 'Cette sorte de fichier n’est pas acceptée ici.',
    en: 'This kind of file is not accepted here.',
  },
  'not-what-its-name-says': {
    fr: 'Le contenu du fichier n’est pas de la sorte que son nom annonce.',
    en: 'What the file holds is not of the kind that its name says.',
  },
  'damaged-file': {
    fr: 'Ce fichier est endommagé ou incomplet.',
    en: 'This file is damaged or incomplete.',
  },
  'empty-file': { fr: 'Ce fichier est vide.', en: 'This file is empty.' },
  'dangerous-file': {
    fr: 'L’examen de sécurité a refusé ce fichier.',
    en: 'The security check refused this file.',
  },
  'unknown-file': {
    fr: 'Ce fichier n’est plus conservé ici : envoyez-le de nouveau.',
    en: 'This file is no longer kept here: send it again.',
  },
  'too-many-files': { fr: 'Trop de fichiers.', en: 'Too many files.' },
  'file-too-large': { fr: 'Ce fichier est trop volumineux.', en: 'This file is too large.' },
  repeated: {
    fr: 'Vous venez d’écrire presque la même chose : votre premier texte est bien enregistré. Pour le modifier, utilisez « Modifier » sous votre commentaire.',
    en: 'You have just written nearly the same thing: your first text is safely stored. To change it, use “Change” under your comment.',
  },
  'filled-in': {
    fr: 'Un champ qui doit rester vide a été rempli, comme le font les programmes.',
    en: 'A field that must stay empty was filled in, as programs do.',
  },
  'own-comment': {
    fr: 'Ce commentaire est le vôtre\u00a0: pour l’enlever, vous pouvez le retirer.',
    en: 'This comment is yours: to remove it, you can withdraw it.',
  },
  withdrawn: { fr: 'Son auteur a retiré ce commentaire.', en: 'Its author has withdrawn this comment.' },
  'already-so': { fr: 'C’est déjà le cas.', en: 'It is so already.' },
  'is-hidden': {
    fr: 'Ce commentaire est masqué : il faut le rétablir.',
    en: 'This comment is hidden: it takes a restoration.',
  },
  'is-merged': {
    fr: 'Ce commentaire est fusionné avec un autre : il faut d’abord le rétablir.',
    en: 'This comment is merged into another: restore it first.',
  },
  'not-public': { fr: 'Ce commentaire n’est pas public.', en: 'This comment is not public.' },
  'not-hidden': {
    fr: 'Ce commentaire n’est ni masqué ni fusionné.',
    en: 'This comment is neither hidden nor merged.',
  },
  'not-answered': {
    fr: 'L’organisme public n’a ni répondu à ce commentaire ni dit qu’il en a tenu compte.',
    en: 'The public body has neither answered this comment nor said that it took it into account.',
  },
  'no-appeal': {
    fr: 'Aucune demande de révision n’est en attente.',
    en: 'No appeal is waiting.',
  },
  'no-participant': {
    fr: 'Ce commentaire a été importé : son auteur ne participe pas ici.',
    en: 'This comment was imported: its author does not take part here.',
  },
  'unknown-comment': { fr: 'Ce commentaire n’existe pas.', en: 'There is no such comment.' },
  'same-comment': { fr: 'C’est le même commentaire.', en: 'It is the same comment.' },
  elsewhere: {
    fr: 'Ce commentaire est ailleurs : dans une autre discussion, ou à un autre niveau de réponse.',
    en: 'This comment is elsewhere: in another discussion, or at another level of answers.',
  },
  'has-repetitions': {
    fr: 'D’autres commentaires sont fusionnés avec celui-ci : rétablissez-les d’abord, ou fusionnez dans l’autre sens.',
    en: 'Other comments are merged into this one: restore them first, or merge the other way round.',
  },
  'unknown-reason': {
    fr: 'Cette raison n’est pas dans la politique publiée.',
    en: 'This reason is not in the published policy.',
  },
  'unknown-origin': {
    fr: 'La provenance de ce commentaire n’est pas connue, ou ne l’est plus après 48 heures.',
    en: 'Where this comment came from is not known, or no longer is after 48 hours.',
  },
  'nothing-selected': {
    fr: 'Rien de public ni en attente ne correspond.',
    en: 'Nothing that is public or waits fits.',
  },
  'unknown-bulk': {
    fr: 'Il n’y a pas de telle intervention, ou rien de ce qu’elle a masqué ne l’est encore de son fait.',
    en: 'There is no such raid, or nothing is hidden any more because of it.',
  },
  'needs-reading': {
    fr: 'Ce texte doit être lu par un modérateur avant d’être public : écrivez-le comme un nouveau commentaire. Le premier reste tel quel.',
    en: 'A moderator has to read this text before it is public: write it as a new comment. The first one stays as it is.',
  },
  'no-longer-changeable': {
    fr: 'Ce commentaire ne peut plus être modifié : il reste tel qu’il est. Vous pouvez encore le retirer.',
    en: 'This comment can no longer be changed: it stays as it is. You can still withdraw it.',
  },
  'unknown-definition': {
    fr: 'Cette version du questionnaire n’existe pas.',
    en: 'There is no such version of the questionnaire.',
  },
};

/** One field that a rule refuses, before it is told in words. */
type RefusedField = Omit<FieldError, 'message'>;

/** A refusal as a value: what a rule or a store gives, before it becomes an answer. */
export interface Refusal {
  code: ProblemCode;
  /** What a developer can mend; citizens are told the title alone. */
  detail?: Record<Language, string>;
  errors?: RefusedField[];
  /** Seconds. */
  retryAfter?: number;
  /** From when too much is not too much any more. */
  until?: Date;
  /** What is to be solved first. */
  challenge?: ProofChallenge;
  /** The quota that is full. */
  quota?: string;
}

/** The language that the request prefers among those that we speak. */
export function languageOf(header: string | undefined): Language {
  const accepted = (header ?? '')
    .toLowerCase()
    .split(',')
    .flatMap((part) => {
      const [, language, quality = '1'] = /^\s*(fr|en)\b[^;]*(?:;\s*q=([\d.]+))?/.exec(part) ?? [];
      return language ? [{ language: language as Language, quality: Number(quality) }] : [];
    });
  const best = Math.max(...accepted.map(({ quality }) => quality));
  return accepted.find(({ quality }) => quality === best && quality > 0)?.language ?? 'fr';
}

/** The problem document of a refusal, in `language`. */
export function problemOf(refusal: Refusal, language: Language): Problem {
  const { status } = TITLES[refusal.code];
  return {
    type: 'about:blank',
    code: refusal.code,
    title: titleOf(refusal, language),
    status,
    ...(refusal.detail && { detail: refusal.detail[language] }),
    ...(refusal.errors ? { errors: refusal.errors.map((error) => inWords(error, language)) } : {}),
    ...(refusal.retryAfter === undefined ? {} : { retryAfter: refusal.retryAfter }),
    ...(refusal.quota === undefined ? {} : { quota: refusal.quota }),
    ...(refusal.challenge && { challenge: refusal.challenge }),
  };
}

/** What happened; where too much was sent, also from when more is taken: to the minute, and not before. */
function titleOf({ code, until }: Refusal, language: Language): string {
  if (!until) return TITLES[code][language];
  const time = new Intl.DateTimeFormat(`${language}-CA`, { timeStyle: 'short', timeZone: 'America/Toronto' });
  const at = time.format(Math.ceil(until.getTime() / 60_000) * 60_000);
  return language === 'fr'
    ? `Trop d’envois en peu de temps. Vous pourrez envoyer de nouveau à ${quebecDate(at)}. Ce que vous avez écrit n’est pas perdu.`
    : `Too many submissions in a short time. You can send again at ${at.replace(/\.$/, '')}. What you wrote is not lost.`;
}

function inWords(error: RefusedField, language: Language): FieldError {
  return { ...error, message: (FIELDS[error.code] ?? FIELDS.invalid!)[language] };
}

/** Answers a refusal as `application/problem+json`. */
export function refuse(c: Context, refusal: Refusal) {
  const problem = problemOf(refusal, languageOf(c.req.header('accept-language')));
  c.header('content-language', languageOf(c.req.header('accept-language')));
  if (problem.retryAfter !== undefined) c.header('retry-after', String(problem.retryAfter));
  return c.body(JSON.stringify(problem), problem.status as 400, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  });
}

/** A refusal thrown by what stands before the routes; the application answers it. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** The value of an outcome. Throws the refusal, for the application to answer. */
export function taken<Value>(outcome: Outcome<Value, Refusal>): Value {
  if (!outcome.ok) throw new Refused(outcome.problem);
  return outcome.value;
}
