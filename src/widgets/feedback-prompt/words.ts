import { msg } from '@lit/localize';
import type { Verdict } from '../../contract/feedback.js';

/** An answer, as its button says it. */
export function verdictWords(verdict: Verdict): string {
  return { yes: msg('Oui'), no: msg('Non'), problem: msg('Signaler un problème') }[verdict];
}

/** What is asked after an answer. */
export function detailsTitle(verdict: Verdict): string {
  return {
    yes: msg('Qu’est-ce qui vous a été utile ?'),
    no: msg('Que pouvons-nous améliorer ?'),
    problem: msg('Quel problème avez-vous rencontré ?'),
  }[verdict];
}
