import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { memoryFiles } from '../../src/backend/files/storage.js';
import type { Definition } from '../../stories/support/definitions.js';
import { DOCUMENTS, holds, JPEG, MACROS, tellingSegments, withSegments } from '../backend/files-made.js';
import { PLATFORM, setStage, type Stage } from '../backend/harness.js';
import type { Citizen, Seen } from './form-citizen.js';
import { citizenBefore, type Handle, platformOf } from './form-platform.js';

const DAY = 24 * 3_600_000;
const label = (fr: string, en = fr) => ({ fr, en });

/** Asks for files beside a text, then for one more file on a page of its own. */
function askingForFiles(definition: Definition): Definition {
  const page = (id: string, questions: unknown[]) => ({ id, title: label(id), questions });
  return {
    ...definition,
    activities: [
      {
        id: 'sondage',
        kind: 'survey',
        title: label('Dépôt', 'Submission'),
        pages: [
          page('depot', [
            {
              id: 'piece',
              type: 'file',
              label: label('Pièces', 'Attachments'),
              accept: ['jpeg', 'pdf', 'docx', 'txt'],
              maxFiles: 3,
              maxSize: 0.2,
              required: true,
            },
            { id: 'nom', type: 'short-text', label: label('Nom'), required: true },
          ]),
          page('suite', [{ id: 'plan', type: 'file', label: label('Plan'), accept: ['pdf'] }]),
        ],
      },
    ] as unknown as Definition['activities'],
  };
}

interface Given {
  piece: { name: string; file: string }[];
  plan?: unknown;
  nom: string;
}

const note = (name = 'note.txt', data: Uint8Array<ArrayBuffer> = DOCUMENTS.txt) => new File([data], name);

describe('files without scripts', () => {
  const storage = memoryFiles();
  const scanned: number[] = [];
  let stage: Stage;
  let citizen: Citizen;
  let handle: Handle;
  let slug: string;
  const open = async () => {
    storage.files.clear();
    slug = await stage.consultation(askingForFiles);
    return citizen.open(`/c/${slug}/sondage`);
  };
  const answers = async () => {
    const row = await stage.database.db
      .selectFrom('response')
      .innerJoin('consultation', 'consultation.id', 'response.consultation_id')
      .where('consultation.slug', '=', slug)
      .select('answers')
      .executeTakeFirstOrThrow();
    return row.answers as unknown as Given;
  };
  before(async () => {
    stage = await setStage({
      files: storage,
      scan: async (bytes) => {
        scanned.push(bytes.length);
        return holds(bytes, 'EICAR') ? 'refused' : 'clean';
      },
    });
    handle = platformOf(stage, PLATFORM);
    citizen = citizenBefore(handle);
  });
  after(() => stage.close());

  it('are kept through errors, later pages, back and the other language, and stored with the response', async () => {
    let page = await open();
    assert.match(page.html, /accept="\.jpg,\.jpeg,\.pdf,\.docx,\.txt"/);
    const photo = new File([withSegments(JPEG, ...tellingSegments(6))], 'Été n° 1 "vu".jpg');
    page = await citizen.press(page, 'Continuer', { 'q.piece': [note(), photo] });
    assert.equal(page.status, 422, 'the name is missing');
    assert.match(page.text, /note\.txt \(1 ko\)/);
    page = await citizen.press(page, 'Continuer', { 'q.nom': 'Léa' });
    page = await citizen.press(page, 'Précédent', { 'q.plan': [note('plan.pdf', DOCUMENTS.pdf)] });
    page = await citizen.press(page, 'Continue in English');
    assert.match(page.text, /Attachments.*note\.txt \(1 kB\).*Été n° 1 "vu"\.jpg/);
    page = await citizen.press(page, 'Continue');
    assert.match(page.text, /plan\.pdf/);
    page = await citizen.press(page, 'Continue');
    assert.match(page.text, /Check your answers.*note\.txt.*Été n° 1.*plan\.pdf/);
    page = await citizen.press(page, 'Send my answers');
    assert.match(page.text, /your answers have been received.*note\.txt/);
    const { piece, plan, nom } = await answers();
    assert.deepEqual(
      piece.map(({ name }) => name),
      ['note.txt', 'Été n° 1 "vu".jpg'],
    );
    assert.ok(plan && nom === 'Léa');
    const kept = storage.files.get(`${slug}/${piece[1]!.file}`)!;
    assert.ok(
      holds(kept, 'Exif') && !holds(kept, 'SECRET') && !holds(kept, 'GPS'),
      'the hidden data is gone',
    );
    assert.equal(scanned.length, 3);
  });

  it('are refused one by one with the reason, while the others and all that was entered stay', async () => {
    let page = await open();
    const wrong: [File, RegExp][] = [
      [note('page.html'), /page\.html – Cette sorte de fichier n’est pas acceptée/],
      [note('vide.txt', new Uint8Array()), /vide\.txt – Ce fichier est vide/],
      [
        note('grand.txt', new Uint8Array(200_001).fill(65)),
        /grand\.txt – Ce fichier est trop volumineux.*0,2 Mo/,
      ],
      [
        note('tres-grand.txt', new Uint8Array(25_100_000).fill(65)),
        /tres-grand\.txt – Ce fichier est trop volumineux/,
      ],
      [note('lettre.docx', MACROS[0]![2]), /lettre\.docx – Le contenu du fichier n’est pas/],
      [note('virus.txt', new TextEncoder().encode('EICAR')), /virus\.txt – L’examen de sécurité a refusé/],
    ];
    page = await citizen.press(page, 'Continuer', {
      'q.piece': [note('bon.txt'), ...wrong.map(([file]) => file)],
      'q.nom': 'Léa',
    });
    assert.equal(page.status, 422);
    for (const [, words] of wrong) assert.match(page.text, words);
    assert.match(page.html, /href="#q\.piece"/);
    assert.match(page.text, /bon\.txt \(1 ko\)/);
    assert.match(page.html, /value="Léa"/, 'what follows a file that is too large is read');
    page = await citizen.press(page, 'Continuer', {
      'q.piece': [note('b.txt'), note('c.txt'), note('d.txt')],
    });
    assert.match(page.text, /d\.txt – Vous pouvez joindre au plus 3 fichiers/);
    page = await citizen.press(page, 'Continuer');
    page = await citizen.press(page, 'Continuer');
    page = await citizen.press(page, 'Envoyer mes réponses');
    assert.deepEqual(
      (await answers()).piece.map(({ name }) => name),
      ['bon.txt', 'b.txt', 'c.txt'],
    );
  });

  it('are added and removed one by one, and erased where they are removed', async () => {
    let page = await open();
    page = await citizen.press(page, 'Continuer', { 'q.nom': 'Léa' });
    assert.match(page.text, /Choisissez au moins un fichier/);
    page = await citizen.press(page, 'Ajouter ou retirer', { 'q.piece': [note('a.txt'), note('b.txt')] });
    assert.match(page.text, /Ajouté : a\.txt, b\.txt/);
    const [first] = [...page.html.matchAll(/name="q\.piece\.remove" value="([^"]*)"/g)].map(([, id]) => id!);
    assert.ok(storage.files.has(`${slug}/${first}`));
    page = await citizen.press(page, 'Ajouter ou retirer', { 'q.piece.remove': first! });
    assert.match(page.text, /Retiré : a\.txt/);
    assert.doesNotMatch(page.text, /a\.txt \(/);
    assert.match(page.text, /b\.txt \(/);
    await stage.backend.sweep();
    assert.ok(!storage.files.has(`${slug}/${first}`));
    assert.equal(storage.files.size, 1);
  });

  it('that are no longer kept are told at the check, and asked for again', async () => {
    let page = await open();
    page = await citizen.press(page, 'Continuer', { 'q.piece': [note('vieux.txt')], 'q.nom': 'Léa' });
    stage.clock.now = new Date(stage.clock.now.getTime() + 8 * DAY);
    await stage.backend.sweep();
    page = await citizen.press(page, 'Continuer');
    assert.match(page.text, /vieux\.txt – Ce fichier n’est plus gardé ici/);
    assert.match(page.html, /value="Léa"/);
    page = await citizen.press(page, 'Continuer', { 'q.piece': [note('neuf.txt')] });
    assert.match(page.text, /Vérifiez vos réponses.*neuf\.txt/);
    page = await citizen.press(page, 'Envoyer mes réponses');
    assert.match(page.text, /vos réponses sont reçues/);
  });

  it('are taken from the platform’s own pages alone, and no more than so much', async () => {
    const page: Seen = await open();
    const filled = citizen.filled<FormData>(page, 'Continuer', { 'q.piece': [note()], 'q.nom': 'Léa' });
    const foreign = await citizen.send(filled, {
      'sec-fetch-site': 'cross-site',
      origin: 'https://autre.test',
    });
    assert.equal(foreign.status, 403);
    const post = async (body: BodyInit, headers: Record<string, string>) => {
      const init = { method: 'POST', body, headers, duplex: 'half' } as RequestInit;
      return (await handle(new Request(new URL(filled.action, PLATFORM), init), '192.0.2.1')).status;
    };
    const type = { 'content-type': 'multipart/form-data; boundary=x' };
    assert.equal(await post('--x--', { ...type, 'content-length': '300000000' }), 413);
    const field = (content: string) =>
      `--x\r\nContent-Disposition: form-data; name="q.nom"\r\n\r\n${content}\r\n`;
    assert.equal(await post(`${field('a'.repeat(3_000_001))}--x--\r\n`, type), 413, 'one long field');
    assert.equal(await post(`${field('a'.repeat(1_000_000)).repeat(4)}--x--\r\n`, type), 413, 'several');
    const file = '--x\r\nContent-Disposition: form-data; name="q.piece"; filename="a.txt"\r\n\r\n';
    assert.equal(await post(`${file}coupé`, type), 400, 'cut short in a file');
    assert.equal(await post(field('a'), type), 400, 'cut short after a field');
    assert.equal(await post('a', { 'content-type': 'multipart/form-data' }), 400, 'no boundary');
    assert.equal(storage.files.size, 0);
  });

  it('never fill the memory, however many come with a form and however slowly', async () => {
    const page = await open();
    const { body } = citizen.filled<FormData>(page, 'Continuer');
    const piece = new Uint8Array(1_000_000).fill(65);
    let most = 0;
    async function* parts() {
      for (const [name, value] of body)
        if (typeof value === 'string')
          yield `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
      for (let count = 0; count < 9; count++) {
        yield `--x\r\nContent-Disposition: form-data; name="q.piece"; filename="${count}.txt"\r\n\r\n`;
        for (let at = 0; at < 24; at++) yield piece;
        most = Math.max(most, inUse());
        yield '\r\n';
      }
      yield '--x--\r\n';
    }
    const before = inUse();
    const response = await handle(
      new Request(new URL(`/c/${slug}/sondage`, PLATFORM), {
        method: 'POST',
        body: Readable.toWeb(Readable.from(encoded(parts()))),
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        duplex: 'half',
      } as unknown as RequestInit),
      '192.0.2.1',
    );
    assert.equal(response.status, 422);
    assert.equal((await response.text()).match(/trop volumineux/g)!.length >= 9, true);
    assert.ok(most - before < 60_000_000, `${most - before} bytes`);
  });
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** The bytes that buffers take up, without those that nobody holds any more. */
function inUse(): number {
  collect();
  return process.memoryUsage().arrayBuffers;
}

async function* encoded(parts: AsyncIterable<string | Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const one of parts) yield typeof one === 'string' ? new TextEncoder().encode(one) : one;
}
