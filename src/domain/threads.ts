import type { ActivityOf, Phase } from '../contract/consultation.js';
import type { PolicyReason } from '../contract/moderation-policy.js';
import { countsArePublic, countsAreTheirs } from './ideas.js';

type Thread = ActivityOf<'comments'>;

/** For how many milliseconds after it was given its author may change a comment. */
export function editableFor({ editableFor: minutes = 5 }: Thread): number {
  return minutes * 60_000;
}

/** Whether everybody may see how many votes comments have. */
export function votesArePublic({ counts = 'always' }: Thread, phase: Phase): boolean {
  return countsArePublic(counts, phase);
}

/** Whether who voted on a comment may see how many votes it has. */
export function votesAreTheirs({ counts = 'always' }: Thread, phase: Phase): boolean {
  return countsAreTheirs(counts, phase);
}

/** How what is written becomes public. */
export function modeOf({ moderation }: Thread): 'after' | 'before' | 'trusted' {
  return moderation?.mode ?? 'after';
}

/** Whether an author may ask that a decision be looked at again. */
export function takesAppeals({ moderation }: Thread): boolean {
  return moderation?.appeals ?? true;
}

/** What screening may do by itself. */
export function screeningOf({ moderation }: Thread): 'off' | 'mark' | 'hold' {
  return moderation?.screening ?? 'mark';
}

/** The reasons for which a comment may be hidden, as they are published. */
export function policyOf({ moderation }: Thread): readonly PolicyReason[] {
  return moderation?.policy ?? USUAL_POLICY;
}

/** The policy of a body that has not written its own. */
const USUAL_POLICY: readonly PolicyReason[] = [
  {
    id: 'personal-information',
    label: { fr: 'Renseignements personnels', en: 'Personal information' },
    description: {
      fr: 'Le commentaire permet de reconnaître ou de joindre une personne.',
      en: 'The comment makes it possible to identify or contact a person.',
    },
  },
  {
    id: 'offensive',
    label: { fr: 'Propos haineux, injurieux ou menaçants', en: 'Hateful, insulting or threatening' },
    description: {
      fr: 'Le commentaire attaque des personnes ou un groupe, ou les menace.',
      en: 'The comment attacks or threatens people or a group.',
    },
  },
  {
    id: 'unlawful',
    label: { fr: 'Contenu contraire à la loi', en: 'Unlawful content' },
    description: {
      fr: 'Le commentaire est diffamatoire, incite à un acte illégal ou enfreint un droit.',
      en: 'The comment is defamatory, incites an unlawful act or infringes a right.',
    },
  },
  {
    id: 'spam',
    label: { fr: 'Publicité ou pourriel', en: 'Advertising or spam' },
    description: {
      fr: 'Le commentaire vend, fait de la promotion ou répète la même chose à plusieurs endroits.',
      en: 'The comment sells, promotes or repeats the same thing in several places.',
    },
  },
  {
    id: 'off-topic',
    label: { fr: 'Hors sujet', en: 'Off topic' },
    description: {
      fr: 'Le commentaire ne porte pas sur ce qui est soumis à la consultation.',
      en: 'The comment is not about what is put to consultation.',
    },
  },
  {
    id: 'other',
    label: { fr: 'Autre raison, expliquée à l’auteur', en: 'Another reason, explained to the author' },
  },
];
