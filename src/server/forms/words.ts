import type { Language, LocalizedText } from '../../contract/text.js';
import type { PersonalDataKind } from '../../domain/personal-data.js';
import { quebecDate } from '../../domain/french-date.js';

/** A sentence whose last word may be abbreviated: «6:10 a.m.» ends it already. */
export const sentence = (words: string): string => (words.endsWith('.') ? words : `${words}.`);

/** What every form says. */
const WORDS = {
  fr: {
    back: 'Retour à la consultation',
    errorTitle: 'Erreur',
    errors: 'Des erreurs sont présentes dans le formulaire',
    required: '(obligatoire)',
    other: 'Autre (préciser)',
    specify: 'Précisez',
    newTab: '(nouvel onglet)',
    day: 'Jour',
    month: 'Mois',
    year: 'Année',
    dateExample: 'Par exemple : 27 mai 2026',
    yes: 'Oui',
    no: 'Non',
    unsure: 'Je ne sais pas',
    atMost: (limit: string) => `${limit} caractères au plus.`,
    tooLong: (limit: string) => `Écrivez au plus ${limit} caractères.`,
    opens: (date: string) => `La participation ouvre le ${date}.`,
    closed: (date: string) => `La participation est terminée depuis le ${date}.`,
    results: 'Voir les résultats',
    resultsOn: (date: string) => `Les résultats seront publiés le ${date}.`,
    over14: 'Cette consultation s’adresse aux personnes de 14 ans et plus.',
    privacy: 'Vos renseignements personnels : qui les recueille, pourquoi et vos droits',
    collector: 'Qui les recueille',
    purposes: 'Pourquoi',
    retention: 'Combien de temps',
    rights: 'Vos droits',
    officer: 'Responsable de la protection des renseignements personnels',
    device: 'Sur cet appareil',
    deviceText:
      'Cette page ne garde rien dans votre navigateur : ni témoin ni autre trace. Après l’envoi, un lien de récupération vous est donné ; il permet de revoir ou de retirer ce que vous avez donné.',
    policy: 'Politique de confidentialité',
    received: (date: string) => `Reçu le ${date}.`,
    number: 'Numéro de confirmation :',
    recover: 'Retrouver ma participation plus tard ou sur un autre appareil',
    recoverText:
      'Gardez ce lien pour vous : qui l’ouvre peut modifier ou retirer ce que vous avez donné. La page qu’il ouvre a besoin de JavaScript.',
    recoveryLink: 'Lien de récupération',
    withdraw: 'Retirer ce que j’ai envoyé',
    withdrawSure: 'Ce que vous avez envoyé sera effacé pour de bon.',
    withdrawNow: 'Retirer',
    keep: 'Garder',
    withdrawn: 'Votre contribution a été retirée et effacée.',
    withdrawnTitle: 'Contribution retirée',
    sent: 'Ce que vous avez envoyé',
    conflict:
      'Ceci a peut-être déjà été enregistré. Si vous venez de l’envoyer, ne l’envoyez pas de nouveau. Sinon, vous pouvez l’envoyer maintenant.',
    kept: 'Ce que vous avez écrit est toujours dans le formulaire.',
    trap: 'Laissez ce champ vide',
    personTitle: 'Est-ce bien vous ?',
    personWhy:
      'Un champ qui doit rester vide a été rempli, comme le font les programmes. Rien n’est encore enregistré, et rien n’est perdu.',
    person: 'Je suis une personne : envoyer',
    personal: 'Votre texte semble contenir des renseignements personnels',
    personalHint: 'Modifiez votre texte, ou envoyez-le tel quel.',
    anyway: 'Envoyer quand même',
    email: 'adresse courriel',
    telephone: 'numéro de téléphone',
    'social-insurance-number': 'numéro d’assurance sociale',
    'health-insurance-number': 'numéro d’assurance maladie',
    'street-address': 'adresse',
    'postal-code': 'code postal',
    previousPage: 'Revenir au début de la liste',
    nextPage: 'Page suivante',
    foreignTitle: 'Envoi refusé',
    foreign:
      'Cet envoi vient d’un autre site que la plateforme de consultation : rien n’a été enregistré. Ouvrez la page et envoyez à partir d’elle.',
    unreadable:
      'L’envoi est arrivé incomplet : rien n’a été enregistré. Revenez en arrière et envoyez de nouveau.',
    tooLargeTitle: 'Envoi trop volumineux',
    tooLarge:
      'L’envoi est trop volumineux : rien n’a été enregistré. Revenez en arrière et raccourcissez votre texte, ou joignez moins de fichiers à la fois.',
    open: 'Ouvrir la page',
    anonymous: (author: string) => `Participant ${author}`,
    you: 'Vous',
    late: 'Un vote plus récent est déjà enregistré. Votez de nouveau si vous souhaitez le changer.',
    voteWithdrawn: 'Vote retiré.',
  },
  en: {
    back: 'Back to the consultation',
    errorTitle: 'Error',
    errors: 'There are errors in the form',
    required: '(required)',
    other: 'Other (please specify)',
    specify: 'Please specify',
    newTab: '(new tab)',
    day: 'Day',
    month: 'Month',
    year: 'Year',
    dateExample: 'For example: 27 May 2026',
    yes: 'Yes',
    no: 'No',
    unsure: 'I don’t know',
    atMost: (limit: string) => `${limit} characters at most.`,
    tooLong: (limit: string) => `Write at most ${limit} characters.`,
    opens: (date: string) => sentence(`Participation opens on ${date}`),
    closed: (date: string) => sentence(`Participation ended on ${date}`),
    results: 'See the results',
    resultsOn: (date: string) => `Results will be published on ${date}.`,
    over14: 'This consultation is for people aged 14 and over.',
    privacy: 'Your personal information: who collects it, why, and your rights',
    collector: 'Who collects it',
    purposes: 'Why',
    retention: 'For how long',
    rights: 'Your rights',
    officer: 'Person in charge of the protection of personal information',
    device: 'On this device',
    deviceText:
      'This page keeps nothing in your browser: no cookie, no other trace. Once you have sent something, you are given a recovery link, which lets you see or withdraw what you gave.',
    policy: 'Privacy policy',
    received: (date: string) => sentence(`Received on ${date}`),
    number: 'Confirmation number:',
    recover: 'Find my participation later or on another device',
    recoverText:
      'Keep this link to yourself: whoever opens it can change or withdraw what you gave. The page that it opens needs JavaScript.',
    recoveryLink: 'Recovery link',
    withdraw: 'Withdraw what I sent',
    withdrawSure: 'What you sent will be erased for good.',
    withdrawNow: 'Withdraw',
    keep: 'Keep',
    withdrawn: 'Your contribution was withdrawn and erased.',
    withdrawnTitle: 'Contribution withdrawn',
    sent: 'What you sent',
    conflict:
      'This may already be stored. If you have just sent it, do not send it again. Otherwise, you can send it now.',
    kept: 'What you wrote is still in the form.',
    trap: 'Leave this field empty',
    personTitle: 'Is it you?',
    personWhy:
      'A field that must stay empty was filled in, as programs do. Nothing is stored yet, and nothing is lost.',
    person: 'I am a person: send',
    personal: 'Your text seems to contain personal information',
    personalHint: 'Change your text, or send it as it is.',
    anyway: 'Send anyway',
    email: 'e-mail address',
    telephone: 'telephone number',
    'social-insurance-number': 'social insurance number',
    'health-insurance-number': 'health insurance number',
    'street-address': 'address',
    'postal-code': 'postal code',
    previousPage: 'Back to the start of the list',
    nextPage: 'Next page',
    foreignTitle: 'Submission refused',
    foreign:
      'This submission comes from another site than the consultation platform: nothing was stored. Open the page and send from there.',
    unreadable: 'The submission arrived incomplete: nothing was stored. Go back and send it again.',
    tooLargeTitle: 'Submission too large',
    tooLarge:
      'The submission is too large: nothing was stored. Go back and shorten your text, or attach fewer files at a time.',
    open: 'Open the page',
    anonymous: (author: string) => `Participant ${author}`,
    you: 'You',
    late: 'A later vote is stored already. Vote again if you wish to change it.',
    voteWithdrawn: 'Vote taken back.',
  },
} satisfies Record<Language, Record<PersonalDataKind, string> & Record<string, unknown>>;

export function wordsOf(language: Language) {
  return WORDS[language];
}

const ZONE = 'America/Toronto';

function dateIn(language: Language, options: Intl.DateTimeFormatOptions, instant: string | Date): string {
  const date = new Intl.DateTimeFormat(`${language}-CA`, options).format(new Date(instant));
  return language === 'fr' ? quebecDate(date) : date;
}

/** «1er mai 2026», in Québec's time. */
export function longDate(instant: string | Date, language: Language): string {
  return dateIn(language, { dateStyle: 'long', timeZone: ZONE }, instant);
}

/** «1er mai 2026 à 9 h», in Québec's time. */
export function dateAndTime(instant: string | Date, language: Language): string {
  return dateIn(language, { dateStyle: 'long', timeStyle: 'short', timeZone: ZONE }, instant);
}

/** A day as `2026-05-01`, which has no hour to shift: noon UTC is the same day in Québec. */
export function dayWords(day: string, language: Language): string {
  return longDate(`${day}T12:00:00Z`, language);
}

/** A time as `14:30`: «14 h 30», «2:30 p.m.». */
export function timeWords(time: string, language: Language): string {
  const format = new Intl.DateTimeFormat(`${language}-CA`, { timeStyle: 'short', timeZone: 'UTC' });
  const words = format.format(new Date(`2026-01-01T${time}:00Z`));
  return language === 'fr' ? quebecDate(words) : words;
}

/** «12 345», as the language groups digits. */
export function number(value: number, language: Language): string {
  return new Intl.NumberFormat(`${language}-CA`).format(value);
}

/** Whether a count takes the singular: 0 and 1 in French, 1 in English. */
export function isOne(count: number, language: Language): boolean {
  return new Intl.PluralRules(`${language}-CA`).select(count) === 'one';
}

/** «1 vote», «2 votes»: `words` gives both, from the number in words. */
export function counted(
  count: number,
  language: Language,
  words: { one: (n: string) => string; many: (n: string) => string },
): string {
  return words[isOne(count, language) ? 'one' : 'many'](number(count, language));
}

/** A text of the definition, in the page's language where it has it. */
export function textOf(localized: LocalizedText, language: Language): string {
  return (language === 'en' ? localized.en : undefined) ?? localized.fr;
}
