import { addKind, type Of, WRONG_TYPE } from '../kinds.js';

/** How many options a ranking asks for: never more than it offers. */
export function rankedIn({ options, best }: Of<'ranking'>): number {
  return Math.min(best ?? options.length, options.length);
}

addKind('ranking', {
  read(_, { chosen = [] }) {
    const ranked = chosen.filter((id) => id !== '');
    return ranked.length > 0 ? ranked : undefined;
  },
  enter: (_, answer) => ({ chosen: Array.isArray(answer) ? answer.map(String) : [] }),
  check(question, answer) {
    if (!Array.isArray(answer)) return [WRONG_TYPE];
    const isOption = (id: unknown) => question.options.some((option) => option.id === id);
    if (!answer.every(isOption)) return [{ code: 'not-an-option' }];
    if (new Set(answer as unknown[]).size < answer.length) return [{ code: 'ranked-twice' }];
    const count = rankedIn(question);
    if (answer.length > count) return [{ code: 'too-many', limit: count }];
    // One that was begun is finished, as shares of points are: what was left out stands nowhere.
    return answer.length < count ? [{ code: 'rank-more', limit: count }] : [];
  },
});
