import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Alignment, CommentSort } from '../../../contract/comments.js';
import { button } from '../../base/forms/button.js';
import { selectField } from '../../base/forms/select.js';
import type { Listing } from '../thread.js';
import { alignments } from '../words.js';
import { sorts } from './words.js';

interface ToolOptions {
  listing: Listing;
  /** What the list that is shown was searched for. */
  search: string;
  /** Whether there is an order by votes. */
  rated: boolean;
  /** Whether comments take positions. */
  positions: boolean;
  onChange: (change: Partial<Listing>) => void;
  /** Looks for words; none for all comments. */
  onSearch: (words: string) => void;
}

const OFFICIAL = 'official';

/** Order, filter and search: the browser's own controls. */
export function tools({
  listing,
  search,
  rated,
  positions,
  onChange,
  onSearch,
}: ToolOptions): TemplateResult {
  const { sort, alignment, official } = listing;
  const submit = (event: Event) => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).querySelector('input')!;
    onSearch(field.value.trim());
  };
  return html`${selectField({
      id: 'sort',
      label: msg('Trier par'),
      value: sort,
      options: sorts(rated, positions),
      onInput: (chosen) => onChange({ sort: chosen as CommentSort }),
    })}
    ${selectField({
      id: 'filter',
      label: msg('Montrer'),
      value: official ? OFFICIAL : (alignment ?? ''),
      options: [
        { value: '', label: msg('Tous les commentaires') },
        ...(positions ? alignments() : []),
        { value: OFFICIAL, label: msg('Réponses officielles') },
      ],
      onInput: (chosen) =>
        onChange({
          alignment: chosen === OFFICIAL ? undefined : ((chosen || undefined) as Alignment | undefined),
          official: chosen === OFFICIAL ? 'true' : undefined,
        }),
    })}
    <form class="search" role="search" @submit=${submit}>
      <label for="search">${msg('Rechercher dans les commentaires')}</label>
      <input class="input" id="search" name="search" type="search" maxlength="200" .value=${search} />
      ${button({ label: msg('Rechercher'), type: 'submit', variant: 'secondary', compact: true })}
    </form>`;
}
