import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { button } from '../base/forms/button.js';
import { icon } from '../base/icons.js';

/** How a recovery link carries the key: in the fragment, which no server sees. */
const FRAGMENT = '#cq-key=';

/** What the address carries after a recovery link was opened, whole or not; it must not stay there on a shared computer. */
export function takeKey(): string | undefined {
  if (!location.hash.startsWith(FRAGMENT)) return undefined;
  const key = location.hash.slice(FRAGMENT.length);
  history.replaceState(history.state, '', location.pathname + location.search);
  return key;
}

/** That the link was cut or changed on its way, and what to do. */
export function incompleteWords(): string {
  return msg(
    'Ce lien de récupération n’est pas complet, ou il a été modifié. Copiez-le en entier là où vous l’avez gardé, puis collez-le dans la barre d’adresse.',
  );
}

export function incompleteNotice(): TemplateResult {
  return html`<p class="notice notice-error">${icon('alert')} ${incompleteWords()}</p>`;
}

interface ReplaceOptions {
  /** Of the participation that is here: what finds it again once it is replaced. */
  recoveryLink: string;
  onKeep: () => void;
  onVisit: () => void;
  onReplace: () => void;
}

/** Asks before a recovery link takes the place of the participation that is here; it takes the focus (`#replace`). */
export function replaceQuestion(options: ReplaceOptions): TemplateResult {
  return html`<div
    class="notice notice-warning stack"
    id="replace"
    role="group"
    aria-labelledby="replace-q"
    tabindex="-1"
  >
    <p id="replace-q">
      ${icon('alert')}
      ${msg(
        'Ce navigateur a déjà participé à cette consultation. Ouvrir ce lien remplacerait sa participation : vous ne pourriez plus la voir, la modifier ni la retirer d’ici.',
      )}
    </p>
    <p>
      ${msg('Avant de la remplacer, gardez son propre lien pour la retrouver :')}
      <a href=${options.recoveryLink} rel="noreferrer"
        >${msg('Lien de récupération de la participation de ce navigateur')}</a
      >
    </p>
    <div class="row">
      ${button({ label: msg('Garder la participation de ce navigateur'), compact: true, onClick: options.onKeep })}
      ${button({
        label: msg('Ouvrir le lien pour cette visite seulement'),
        variant: 'secondary',
        compact: true,
        onClick: options.onVisit,
      })}
      ${button({
        label: msg('Remplacer par la participation du lien'),
        variant: 'secondary',
        compact: true,
        onClick: options.onReplace,
      })}
    </div>
  </div>`;
}

/** Says whose contributions these are while a link is open beside the participation that is here (`#visit`). */
export function visitNotice(): TemplateResult {
  return html`<p class="notice" id="visit" tabindex="-1">
    ${icon('clock')}
    ${msg(
      'Voici la participation du lien, jusqu’à ce que vous quittiez cette page. Celle de ce navigateur est gardée.',
    )}
    <a href=${location.pathname + location.search}>${msg('Revenir à la participation de ce navigateur')}</a>
  </p>`;
}
