import { configureReentrantLocalization } from '@lit/localize/init/reentrant.js';
import { templates } from './generated/en.js';

/**
 * Has `msg()` speak English wherever `spoken` says so. Called once, by whoever fetched this file: French is what the
 * sources are written in, and needs nothing of it.
 */
export function addEnglish(spoken: () => string): void {
  configureReentrantLocalization({
    sourceLocale: 'fr',
    targetLocales: ['en'],
    getLocale: spoken,
    loadLocaleSync: () => ({ templates }),
  });
}
