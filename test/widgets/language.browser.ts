import { msg } from '@lit/localize';
import { expect, fixture } from '@open-wc/testing';
import { html } from 'lit';
import { dateAndTime, longDate, number, plural } from '../../src/widgets/base/dates.js';
import { relativeTime } from '../../src/widgets/base/relative-time.js';
import {
  followLanguage,
  inLanguage,
  languageAround,
  ready,
  speaking,
} from '../../src/widgets/base/language.js';
import { eventually } from './base-stage.js';

/** With no-break spaces as plain ones, since Intl's choice among them changes with its data. */
function plain(text: string): string {
  return text.replace(/\s/g, ' ');
}

describe('the language of an element', () => {
  it('is that of the nearest lang, across shadow roots, and French where there is none or no translation', async () => {
    const host = await fixture(
      html`<div lang="en-CA">
        <p id="en"></p>
        <p id="de" lang="de"></p>
        <p id="empty" lang=""></p>
        <div lang="fr-CA"><p id="fr"></p></div>
      </div>`,
    );
    const at = (id: string) => languageAround(host.querySelector(`#${id}`)!);
    expect(['en', 'de', 'empty', 'fr'].map(at)).to.deep.equal(['en', 'fr', 'fr', 'fr']);

    const inner = host
      .querySelector('#en')!
      .attachShadow({ mode: 'open' })
      .appendChild(document.createElement('p'));
    expect(languageAround(inner)).to.equal('en');
    expect(languageAround(document.createElement('p'))).to.equal('fr');
  });

  it('is followed until one asks no more', async () => {
    const host = await fixture(html`<div lang="fr"></div>`);
    let heard = 0;
    const stop = followLanguage(() => heard++);
    host.setAttribute('lang', 'en');
    await eventually(() => heard === 1);
    stop();
    const other = followLanguage(() => heard++);
    host.setAttribute('lang', 'fr');
    await eventually(() => heard === 2);
    other();
  });

  it('is spoken for the time of one piece of work, whatever happens in it', async () => {
    expect(await ready('en')).to.equal('en');
    expect(speaking('en', () => msg('Oui'))).to.equal('Yes');
    expect(() =>
      speaking('en', () => {
        throw new Error('broken');
      }),
    ).to.throw('broken');
    expect(msg('Oui')).to.equal('Oui');
    expect(speaking('en', () => speaking('fr', () => msg('Oui')) + msg('Oui'))).to.equal('OuiYes');
  });

  it('gives a text of the definition with the language that it really is in', () => {
    expect(inLanguage({ fr: 'Oui', en: 'Yes' }, 'en')).to.deep.equal({ text: 'Yes', lang: 'en' });
    expect(inLanguage({ fr: 'Oui' }, 'en')).to.deep.equal({ text: 'Oui', lang: 'fr' });
  });
});

describe('dates and numbers', () => {
  it('are in Québec’s time, as the Office québécois de la langue française writes them', () => {
    expect(plain(longDate('2026-05-01T03:30:00Z'))).to.equal('30 avril 2026');
    expect(plain(longDate('2026-05-01T12:00:00Z'))).to.equal('1er mai 2026');
    expect(plain(dateAndTime('2026-05-11T13:00:00Z'))).to.equal('11 mai 2026 à 9 h');
    expect(plain(dateAndTime('2026-05-11T04:05:00Z'))).to.equal('11 mai 2026 à 0 h 05');
    expect(plain(dateAndTime('2026-12-11T19:30:00Z'))).to.equal('11 décembre 2026 à 14 h 30');
  });

  it('are Canadian in English', () => {
    speaking('en', () => {
      expect(plain(dateAndTime('2026-05-01T13:00:00Z'))).to.match(/^May 1, 2026 at 9:00 a\.m\.$/);
      expect(number(12_345)).to.equal('12,345');
      expect(plural(0)).to.equal('other');
    });
    expect(plain(number(12_345))).to.equal('12 345');
    expect(plural(0)).to.equal('one');
  });

  it('group digits as Intl does', () => {
    for (const language of ['fr', 'en'] as const) {
      const format = new Intl.NumberFormat(`${language}-CA`);
      for (const value of [
        0, 7, 999, 1000, 12_345, 1_234_567, 999_999_999_999_999, 1e15, 1e21, -1234, 1234.5,
      ]) {
        speaking(language, () => expect(plain(number(value))).to.equal(plain(format.format(value))));
      }
    }
  });

  it('are said from now while they are near, and never in the future', () => {
    const now = new Date('2026-05-31T12:00:00Z');
    const said = (instant: string) => plain(relativeTime(instant, now, dateAndTime(instant)));
    expect(said('2026-05-31T11:58:30Z')).to.equal('il y a 1 minute');
    expect(said('2026-05-31T09:00:00Z')).to.equal('il y a 3 heures');
    expect(said('2026-05-29T12:00:00Z')).to.equal('il y a 2 jours');
    expect(said('2026-04-01T12:00:00Z')).to.equal('1er avril 2026');
    speaking('en', () => expect(said('2026-04-01T12:00:00Z')).to.equal('April 1, 2026'));
    expect(said('2026-05-31T12:05:00Z')).to.equal('à l’instant');
  });
});
