import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EmbedFiles } from '../../src/server/static.js';
import { MINISTRY, PLATFORM, setStage, type Stage } from '../backend/harness.js';
import { type Ask, Citizen } from './form-citizen.js';

Object.assign(globalThis, { __CQ_VERSION__: '1.0.0' });
const { platformHandler } = await import('../../src/server/platform.js');

describe('the forms without scripts', () => {
  let stage: Stage;
  let citizen: Citizen;
  before(async () => {
    stage = await setStage();
    const files = new EmbedFiles(fileURLToPath(new URL('../../dist/embed', import.meta.url)));
    const handle = platformHandler(stage.backend, stage.database.db, files, () => stage.clock.now, PLATFORM);
    const ask: Ask = async (path, init) => handle(new Request(new URL(path, PLATFORM), init), '192.0.2.1');
    citizen = new Citizen(ask, PLATFORM);
  });
  after(() => stage.close());

  it('x', async () => {
    const slug = await stage.consultation();
    let p = await citizen.open(`/c/${slug}/page`);
    console.log(p.status, p.text);
    p = await citizen.press(p, 'Oui');
    console.log(p.status, p.text);
    p = await citizen.press(p, 'Envoyer', { details: 'Écrivez-moi à a@b.ca' });
    console.log(p.status, p.text);
    p = await citizen.press(p, 'Envoyer quand même');
    console.log(p.status, p.text);
    p = await citizen.open(`/c/${slug}/discussion`);
    console.log(p.status, p.text);
    p = await citizen.press(p, 'Publier', { body: '' });
    console.log(p.status, p.text);
    p = await citizen.press(p, 'Publier', { body: '<script>alert(1)</script>\nLigne' });
    console.log(p.status, p.text);
    p = await citizen.press(p, 'Retour');
    console.log(p.status, p.text);
    p = await citizen.open(`/c/${slug}/discussion`);
    p = await citizen.press(p, 'Utile');
    console.log(p.status, p.text);
    p = await citizen.open(`/en/c/${slug}/idees`);
    p = await citizen.press(p, 'Propose', { title: 'A', body: 'b' });
    p = await citizen.press(p, 'Back');
    console.log(p.status, p.text);
    p = await citizen.press(p, 'For');
    console.log(p.status, p.text);
    p = await citizen.open(`/c/${slug}/sondage`);
    console.log(p.status, p.text);
    p = await citizen.press(p, 'Continuer');
    console.log(p.status, p.text);
    p = await citizen.press(p, 'Continuer', { 'q.velo': 'yes' });
    console.log(p.status, p.text);
    p = await citizen.press(p, 'Continuer', {
      'q.motifs': ['travail', 'other'],
      'q.motifs.other': 'Garderie',
    });
    console.log(p.status, p.text);
    p = await citizen.press(p, 'Continuer', { 'q.satisfaction': '4', 'q.trajet': '3,5' });
    console.log(p.status, p.text);
    p = await citizen.press(p, 'Continuer', {
      'q.depuis': '1',
      'q.depuis.month': '05',
      'q.depuis.year': '2020',
    });
    console.log(p.status, p.text);
    p = await citizen.press(p, 'Envoyer');
    console.log(p.status, p.text);
    void MINISTRY;
    void assert;
  });
});
