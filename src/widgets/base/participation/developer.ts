import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { ReleaseNotice } from '../../../contract/releases.js';
import { isSlug } from '../attributes.js';
import { tellDeveloper } from '../developer.js';
import { VERSION, whyOff } from '../release.js';

/** What is wrong with the attributes of a widget that has a mistake in them. */
function mistakeIn(consultation: string, api: string): string {
  if (!consultation) return msg('L’attribut « consultation » manque.');
  if (!isSlug(consultation)) {
    return msg(str`L’attribut « consultation » n’est pas un identifiant valide : ${consultation}`);
  }
  return api
    ? msg(str`L’attribut « api » n’est pas une adresse valide : ${api}`)
    : msg('L’attribut « api » manque : c’est l’adresse de la plateforme.');
}

/** A mistake in the attributes, for whoever put the widget into the page. */
export function mistakeNotice(element: string, consultation: string, api: string): TemplateResult {
  return html`<p class="notice notice-error" part="error">
    <strong>&lt;${element}></strong> ${mistakeIn(consultation, api)}
  </p>`;
}

/** The same in the console. */
export function tellMistake(element: string, consultation: string, api: string): void {
  console.error(`<${element}> ${mistakeIn(consultation, api)}`);
}

/** Tells the page's developer, once, what the platform says of this release. */
export function tellRelease(element: string, notice: ReleaseNotice): void {
  const { current, withdrawn } = notice;
  const why = whyOff(notice);
  const bad = withdrawn[VERSION];
  if (why !== undefined) tellDeveloper(`<${element}> is switched off: ${why}`);
  const other = VERSION === current ? '' : `, use ${current}`;
  if (bad !== undefined) tellDeveloper(`version ${VERSION} was withdrawn${other}: ${bad}`);
  else if (VERSION && VERSION !== current)
    tellDeveloper(`version ${current} is there, and this page has ${VERSION}.`);
}
