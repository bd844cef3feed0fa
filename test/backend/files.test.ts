import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { sql } from 'kysely';
import { PNG as PngFile } from 'pngjs';
import { memoryFiles, type ScanFile } from '../../src/backend/files/storage.js';
import { withoutMetadata } from '../../src/backend/files/metadata.js';
import { storeResponse } from '../../src/backend/responses/store.js';
import type { FileReceipt } from '../../src/contract/files.js';
import { FILE_TYPES } from '../../src/contract/survey.js';
import type { Definition } from '../../stories/support/definitions.js';
import {
  bytes,
  chunk,
  DOCUMENTS,
  exif,
  holds,
  JPEG,
  MACROS,
  markersOf,
  riff,
  tellingSegments,
  text,
  withChunks,
  withSegments,
  zip,
} from './files-made.js';
import { type Answer, MINISTRY, participant, pathsOf, PLATFORM, setStage, type Stage } from './harness.js';

const HOUR = 3_600_000;

/** A survey that asks for files. */
function askingForFiles(definition: Definition): Definition {
  const label = (fr: string) => ({ fr, en: fr });
  return {
    ...definition,
    activities: [
      {
        id: 'sondage',
        kind: 'survey',
        title: label('Dépôt'),
        pages: [
          {
            id: 'depot',
            title: label('Dépôt'),
            questions: [
              {
                id: 'piece',
                type: 'file',
                label: label('Pièces'),
                accept: [...FILE_TYPES],
                maxFiles: 3,
                maxSize: 0.2,
              },
              { id: 'plan', type: 'file', label: label('Plan'), accept: ['pdf'] },
            ],
          },
        ],
      },
    ],
  };
}

interface Sending {
  id?: string;
  key?: string;
  name?: string;
  question?: string;
  origin?: string;
  address?: string;
}

/** Sends and asks for files as a citizen's browser does. */
function sender(stage: Stage) {
  const at = (slug: string, id: string) => `${pathsOf(slug).root}/activities/sondage/files/${id}`;
  const ask = async (method: string, path: string, init: RequestInit, address?: string) => {
    const response = await stage.backend.fetch(new Request(new URL(path, PLATFORM), { method, ...init }), {
      address,
    });
    const body = new Uint8Array(await response.arrayBuffer());
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      bytes: body,
      body: isJson
        ? (JSON.parse(new TextDecoder().decode(body)) as Answer<Partial<FileReceipt>>['body'])
        : ({} as never),
    };
  };
  const auth = (key: string) => ({ authorization: `Bearer ${key}`, origin: MINISTRY });
  return {
    send: (
      slug: string,
      data: Uint8Array<ArrayBuffer>,
      {
        id = crypto.randomUUID(),
        key = participant(),
        name = 'note.txt',
        question = 'piece',
        origin = MINISTRY,
        address,
      }: Sending = {},
    ) =>
      ask(
        'PUT',
        `${at(slug, id)}?question=${question}`,
        {
          body: data,
          headers: {
            ...auth(key),
            origin,
            'content-length': String(data.length),
            'cq-file-name': encodeURIComponent(name),
          },
        },
        address,
      ),
    get: (slug: string, id: string, key: string) => ask('GET', at(slug, id), { headers: auth(key) }),
    erase: (slug: string, id: string, key: string) => ask('DELETE', at(slug, id), { headers: auth(key) }),
    respond: (slug: string, key: string, answers: unknown, id?: string) =>
      stage.put(pathsOf(slug).response(id), { answers, definition: 1 }, { key }),
  };
}

const why = ({ body }: { body: { errors?: { code: string }[] } }) => body.errors?.map(({ code }) => code);
const NOTE = DOCUMENTS.txt;

describe('files as answers', () => {
  const storage = memoryFiles();
  let stage: Stage;
  let slug: string;
  let to: ReturnType<typeof sender>;
  before(async () => {
    stage = await setStage({ files: storage });
    to = sender(stage);
    slug = await stage.consultation(askingForFiles);
  });
  after(() => stage.close());

  const later = async (milliseconds: number) => {
    stage.clock.now = new Date(stage.clock.now.getTime() + milliseconds);
    await stage.backend.sweep();
  };
  const held = async (key: string) => {
    const path = `${pathsOf(slug).root}/activities/sondage/files`;
    return (await stage.get(path, { authorization: `Bearer ${key}` })).body['files'] as string[];
  };
  const kept = (id: string) => storage.files.get(`${slug}/${id}`);

  it('takes each kind that a question accepts, by what its bytes are', async () => {
    for (const [kind, data] of Object.entries(DOCUMENTS)) {
      const sent = await to.send(slug, data, { name: `Mémoire n° 1.${kind.toUpperCase()}` });
      assert.equal(sent.status, 200, `${kind}: ${JSON.stringify(sent.body)}`);
      assert.equal(sent.body.name, `Mémoire n° 1.${kind.toUpperCase()}`);
      assert.equal(sent.body.size, data.length);
      assert.equal(sent.body.scan, 'not-scanned');
      assert.deepEqual(kept(sent.body.id!), data, 'kept as it is');
    }
  });

  it('looks into office files that are packed, as programs write them', async () => {
    const types =
      '<Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>';
    const packed = zip({ '[Content_Types].xml': types.repeat(50) }, (data) => deflateRawSync(data));
    assert.equal((await to.send(slug, packed, { name: 'lettre.docx' })).status, 200);
    assert.deepEqual(why(await to.send(slug, packed, { name: 'tableau.xlsx' })), ['not-what-its-name-says']);
  });

  it('refuses a file that is not what its name says, or that the question does not ask for', async () => {
    for (const [name, data, code] of [
      ['photo.jpg', DOCUMENTS.pdf, 'not-what-its-name-says'],
      ['note.txt', DOCUMENTS.pdf, 'not-what-its-name-says'],
      ['diapos.odp', DOCUMENTS.odt, 'wrong-file-type'],
      ['lettre.docx', DOCUMENTS.odt, 'not-what-its-name-says'],
      ['lettre.docx', DOCUMENTS.xlsx, 'not-what-its-name-says'],
      ['lettre.docx', DOCUMENTS.docx.slice(0, -30), 'not-what-its-name-says'],
      ['note.txt', bytes([0, 1, 2, 3]), 'not-what-its-name-says'],
      ['page.html', text('<script>'), 'wrong-file-type'],
      ['sans-fin', NOTE, 'wrong-file-type'],
      ['../../note.txt', NOTE, 'not-a-file-name'],
      ['', NOTE, 'not-a-file-name'],
      ['vide.txt', bytes(), 'empty-file'],
      ['photo.jpg', JPEG.subarray(0, 120), 'damaged-file'],
    ] as const) {
      const answer = await to.send(slug, data, { name });
      assert.equal(answer.status, 422, name);
      assert.equal(answer.body.code, 'file-refused');
      assert.deepEqual(why(answer), [code], name);
    }
    assert.deepEqual(why(await to.send(slug, NOTE, { question: 'plan' })), ['wrong-file-type']);
    assert.deepEqual(why(await to.send(slug, NOTE, { question: 'rien' })), ['not-a-file-question']);
  });

  it('refuses Office and OpenDocument files with macros, whatever they are called and wherever these are', async () => {
    for (const [what, name, data] of MACROS)
      assert.deepEqual(why(await to.send(slug, data, { name })), ['not-what-its-name-says'], what);
  });

  it('refuses more bytes than the question allows, before and after reading them', async () => {
    const large = new Uint8Array(200_001).fill(65);
    assert.equal((await to.send(slug, large)).body.code, 'too-large');
    const silent = await stage.backend.fetch(
      new Request(
        `${PLATFORM}${pathsOf(slug).root}/activities/sondage/files/${crypto.randomUUID()}?question=piece`,
        {
          method: 'PUT',
          body: large,
          headers: { authorization: `Bearer ${participant()}`, 'cq-file-name': 'note.txt' },
        },
      ),
    );
    assert.equal(silent.status, 413);
    // More than any other request may bring, and what a file may.
    const plan = new Uint8Array(2_000_000).fill(32);
    plan.set(DOCUMENTS.pdf);
    assert.equal((await to.send(slug, plan, { question: 'plan', name: 'plan.pdf' })).status, 200);
  });

  it('gives the stored outcome when the same is sent again, and says no more than conflict to anything else', async () => {
    const [id, key] = [crypto.randomUUID() as string, participant()];
    const first = await to.send(slug, NOTE, { id, key });
    const again = await to.send(slug, NOTE, { id, key });
    assert.deepEqual(again.body, first.body);
    for (const other of [{ key: participant() }, { key, name: 'autre.txt' }]) {
      assert.equal((await to.send(slug, NOTE, { id, ...other })).body.code, 'conflict');
    }
    assert.equal((await to.send(slug, text('autre'), { id, key })).body.code, 'conflict');
    assert.equal(await stage.count('file', slug).then((n) => n > 0), true);
  });

  it('takes none from a site that is not registered, nor once the survey is closed, but for what it has', async () => {
    assert.equal(
      (await to.send(slug, NOTE, { origin: 'https://ailleurs.test' })).body.code,
      'origin-not-allowed',
    );
    const closing = await stage.consultation((definition) => ({
      ...askingForFiles(definition),
      closesAt: '2026-06-02T00:00:00Z',
    }));
    const [id, key] = [crypto.randomUUID() as string, participant()];
    assert.equal((await to.send(closing, NOTE, { id, key })).status, 200);
    const now = stage.clock.now;
    stage.clock.now = new Date('2026-06-02T01:00:00Z');
    assert.equal((await to.send(closing, NOTE, { id, key })).status, 200);
    assert.equal((await to.send(closing, NOTE)).body.code, 'closed');
    stage.clock.now = now;
  });

  it('gives a file to its owner alone, to be saved and never shown', async () => {
    const [id, key] = [crypto.randomUUID() as string, participant()];
    await to.send(slug, NOTE, { id, key, name: "L'été (1).txt" });
    const { status, headers, bytes: given } = await to.get(slug, id, key);
    assert.equal(status, 200);
    assert.deepEqual(given, NOTE);
    assert.equal(headers.get('content-type'), 'application/octet-stream');
    assert.equal(
      headers.get('content-disposition'),
      "attachment; filename*=UTF-8''L%27%C3%A9t%C3%A9%20%281%29.txt",
    );
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(headers.get('content-security-policy')!, /sandbox/);
    assert.match(headers.get('cache-control')!, /no-store/);
    assert.equal((await to.get(slug, id, participant())).status, 404);
  });

  it('stores a response with its files, and none that names a file that is not there as it says', async () => {
    const key = participant();
    const [mine, others, plan] = [
      crypto.randomUUID() as string,
      crypto.randomUUID() as string,
      crypto.randomUUID() as string,
    ];
    await to.send(slug, NOTE, { id: mine, key });
    await to.send(slug, NOTE, { id: others });
    await to.send(slug, DOCUMENTS.pdf, { id: plan, key, question: 'plan', name: 'plan.pdf' });
    const file = { file: mine, name: 'note.txt', size: NOTE.length };
    for (const wrong of [
      { ...file, file: others },
      { ...file, file: crypto.randomUUID() as string },
      { ...file, name: 'autre.txt' },
      { ...file, size: 1 },
      { file: plan, name: 'plan.pdf', size: DOCUMENTS.pdf.length },
    ]) {
      const refused = await to.respond(slug, key, { piece: [wrong] });
      assert.equal(refused.body.code, 'invalid-answers');
      assert.deepEqual(
        refused.body.errors?.map(({ pointer, code }) => [pointer, code]),
        [['/answers/piece', 'unknown-file']],
      );
    }
    assert.equal(await stage.count('response', slug), 0);
    // Also where it was there a moment before: the statement itself looks.
    const claim = {
      consultationId: 1,
      activity: 'sondage',
      id: crypto.randomUUID() as string,
      definition: 1,
      begun: '2026-06-01',
    };
    const gone = [{ question: 'piece', ...file, file: others }];
    const sent = {
      ...claim,
      participant: new Uint8Array(32),
      answers: {},
      files: gone,
      sole: false,
      places: [],
    };
    assert.equal(await storeResponse(stage.database.db, sent, stage.clock.now), undefined);
    assert.ok(await storeResponse(stage.database.db, { ...sent, files: [] }, stage.clock.now));
    const response = crypto.randomUUID();
    const stored = await to.respond(slug, key, { piece: [file] }, response);
    assert.equal(stored.status, 200);
    assert.deepEqual((await to.respond(slug, key, { piece: [file] }, response)).body, stored.body);
    // A file is one response's.
    assert.deepEqual(why(await to.respond(slug, key, { piece: [file] })), ['unknown-file']);
    assert.equal((await to.erase(slug, mine, key)).status, 404, 'it goes with its response');
  });

  it('erases a file with its bytes: for its owner, with a response that is withdrawn, or after 7 days in no response', async () => {
    const key = participant();
    const ids = [0, 1, 2, 3].map(() => crypto.randomUUID() as string);
    for (const id of ids) await to.send(slug, NOTE, { id, key });
    const [removed, given, forgotten, refreshed] = ids as [string, string, string, string];
    assert.equal((await to.erase(slug, removed, participant())).status, 404);
    assert.equal((await to.erase(slug, removed, key)).status, 200);
    assert.equal((await to.erase(slug, removed, key)).status, 200);
    await stage.backend.settled();
    assert.equal(kept(removed), undefined);
    assert.equal(
      (await to.send(slug, NOTE, { id: removed, key })).body.code,
      'conflict',
      'a late retry brings it back not',
    );
    const response = crypto.randomUUID() as string;
    const answers = { piece: [{ file: given, name: 'note.txt', size: NOTE.length }] };
    assert.equal((await to.respond(slug, key, answers, response)).status, 200);
    await later(6 * 24 * HOUR);
    assert.deepEqual(new Set(await held(key)), new Set([forgotten, refreshed, given]), 'what is still here');
    assert.deepEqual(await held(participant()), [], 'of nobody else');
    await to.send(slug, NOTE, { id: refreshed, key });
    await later(25 * HOUR);
    assert.deepEqual(new Set(await held(key)), new Set([refreshed, given]));
    assert.equal(kept(forgotten), undefined);
    assert.ok(kept(refreshed) && kept(given));
    assert.equal(
      (await to.send(slug, NOTE, { id: forgotten, key })).status,
      200,
      'whoever still has it may send it again',
    );
    assert.equal((await stage.put(pathsOf(slug).withdrawal(response), {}, { key })).status, 200);
    await stage.backend.settled();
    assert.equal(kept(given), undefined);
    const { rows } = await sql<{
      name: string | null;
      digest: unknown;
    }>`select name, digest from file where id = ${given}`.execute(stage.database.db);
    assert.deepEqual(rows, [{ name: null, digest: null }]);
    await later(25 * HOUR);
    assert.deepEqual((await sql`select from file where id = ${given}`.execute(stage.database.db)).rows, []);
  });

  it('does not lose track of bytes whose storage failed half-way', async () => {
    const key = participant();
    const id = crypto.randomUUID() as string;
    const put = storage.put.bind(storage);
    storage.put = async () => {
      throw new Error('full');
    };
    assert.equal((await to.send(slug, NOTE, { id, key })).body.code, 'unavailable');
    storage.put = put;
    const answers = { piece: [{ file: id, name: 'note.txt', size: NOTE.length }] };
    assert.deepEqual(why(await to.respond(slug, key, answers)), ['unknown-file']);
    assert.equal((await to.send(slug, NOTE, { id, key })).status, 200);
    assert.equal((await to.respond(slug, key, answers)).status, 200);
  });

  it('says what crosses the wire in the documentation', async () => {
    const { text: document } = await stage.get('/openapi.json');
    assert.match(document, /activities\/\{activity\}\/files\/\{id\}/);
    assert.match(document, /cq-file-name/);
  });
});

describe('limits of files', () => {
  it('holds a participant and an address to so many bytes an hour', async () => {
    const stage = await setStage({ files: memoryFiles(), limits: { participant: 1000, address: 1000 } });
    const slug = await stage.consultation(askingForFiles);
    const to = sender(stage);
    const plan = new Uint8Array(10_000_000).fill(32);
    plan.set(DOCUMENTS.pdf);
    const key = participant();
    const statuses: number[] = [];
    for (let index = 0; index < 41; index++) {
      statuses.push(
        (await to.send(slug, plan, { key, question: 'plan', name: 'plan.pdf', address: '192.0.2.1' })).status,
      );
    }
    assert.deepEqual(statuses, [...Array<number>(40).fill(200), 429]);
    stage.clock.now = new Date(stage.clock.now.getTime() + HOUR);
    assert.equal((await to.send(slug, plan, { key, question: 'plan', name: 'plan.pdf' })).status, 200);
    await stage.close();
  });
});

describe('the examination of files', () => {
  const storage = memoryFiles();
  let stage: Stage;
  let slug: string;
  let to: ReturnType<typeof sender>;
  let scan: ScanFile;
  before(async () => {
    stage = await setStage({ files: storage, scan: (data) => scan(data) });
    to = sender(stage);
    slug = await stage.consultation(askingForFiles);
  });
  after(() => stage.close());

  const refusing: ScanFile = async (data) => (holds(data, 'EICAR') ? 'refused' : 'clean');

  it('refuses what the scan refuses, whoever sends it again, and keeps no byte of it', async () => {
    scan = refusing;
    assert.equal((await to.send(slug, NOTE)).body.scan, 'clean');
    const [id, key] = [crypto.randomUUID() as string, participant()];
    for (let time = 0; time < 2; time++) {
      assert.deepEqual(why(await to.send(slug, text('EICAR'), { id, key })), ['dangerous-file']);
    }
    await stage.backend.settled();
    assert.equal(storage.files.has(`${slug}/${id}`), false);
    const answers = { piece: [{ file: id, name: 'note.txt', size: 5 }] };
    assert.deepEqual(why(await to.respond(slug, key, answers)), ['unknown-file']);
  });

  it('keeps what could not be examined, gives it to nobody, and tries again', async () => {
    scan = async () => {
      throw new Error('no scanner');
    };
    const [id, key] = [crypto.randomUUID() as string, participant()];
    assert.equal((await to.send(slug, NOTE, { id, key })).body.scan, 'waiting');
    assert.equal((await to.get(slug, id, key)).body.code, 'unavailable');
    scan = refusing;
    stage.clock.now = new Date(stage.clock.now.getTime() + 6 * 60_000);
    await stage.backend.sweep();
    assert.equal((await to.get(slug, id, key)).status, 200);
  });

  it('lets whoever sends a file go on after some seconds, and minds what the scan says later', async () => {
    let say: (verdict: 'refused') => void = () => {};
    scan = () => new Promise((resolve) => (say = resolve));
    const [id, key] = [crypto.randomUUID() as string, participant()];
    const sent = await to.send(slug, NOTE, { id, key });
    assert.equal(sent.body.scan, 'waiting');
    const answers = { piece: [{ file: id, name: 'note.txt', size: NOTE.length }] };
    assert.equal((await to.respond(slug, key, answers)).status, 200);
    say('refused');
    await stage.backend.settled();
    assert.equal((await to.get(slug, id, key)).status, 404);
    assert.equal(storage.files.has(`${slug}/${id}`), false);
  });
});

describe('what pictures lose', () => {
  it('takes everything out of a JPEG but its pixels, its colours and which way up it is', () => {
    const icc = bytes('ICC_PROFILE\0', [1, 1], 'couleurs');
    const adobe = bytes('Adobe', [0, 100, 0, 0, 0, 0, 1]);
    for (const little of [false, true]) {
      const telling = withSegments(JPEG, ...tellingSegments(6, little), [0xe2, icc], [0xee, adobe]);
      const clean = withoutMetadata(bytes(telling, 'SECRET film'), 'jpeg')!;
      for (const secret of ['SECRET', 'GPS', '46.8139', 'Photoshop', 'xap'])
        assert.equal(holds(clean, secret), false, secret);
      assert.ok(holds(clean, 'couleurs') && holds(clean, 'Adobe'));
      const least = bytes('Exif\0\0MM', [0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]);
      assert.ok(holds(clean, String.fromCharCode(...least)), 'the orientation stays');
      assert.deepEqual(withoutMetadata(clean, 'jpeg'), clean, 'once more changes nothing');
      assert.deepEqual(
        markersOf(clean).filter((marker) => marker < 0xe0 || marker > 0xef),
        markersOf(JPEG).filter((marker) => marker !== 0xe0),
      );
    }
    assert.deepEqual(withoutMetadata(JPEG, 'jpeg'), JPEG, 'a plain one stays as it is');
    const upright = withoutMetadata(withSegments(JPEG, ...tellingSegments(1)), 'jpeg')!;
    assert.equal(holds(upright, 'Exif'), false, 'an upright one needs no Exif');
  });

  it('takes the thumbnail out of a JPEG', () => {
    const thumbnail = bytes(JPEG.subarray(0, 18), [1, 1, 7, 7, 7]);
    thumbnail[5] = 19;
    const clean = withoutMetadata(bytes(thumbnail, JPEG.subarray(20)), 'jpeg');
    assert.deepEqual(clean, JPEG);
  });

  it('takes texts, dates and Exif out of a PNG, and what follows its end', () => {
    const picture = new PngFile({ width: 2, height: 1 });
    picture.data.set([255, 0, 0, 255, 0, 255, 0, 255]);
    const plain = Uint8Array.from(PngFile.sync.write(picture));
    const telling = bytes(
      withChunks(
        plain,
        chunk('tEXt', bytes('Author\0SECRET')),
        chunk('iTXt', bytes('XML:com.adobe.xmp\0\0\0\0\0SECRET')),
        chunk('tIME', bytes([7, 234, 1, 1, 0, 0, 0])),
        chunk('eXIf', exif(8)),
      ),
      'SECRET',
    );
    const clean = withoutMetadata(telling, 'png')!;
    for (const secret of ['SECRET', 'tIME', '46.8139']) assert.equal(holds(clean, secret), false, secret);
    assert.ok(holds(clean, 'eXIf'), 'the orientation stays');
    assert.deepEqual(PngFile.sync.read(Buffer.from(clean)).data, picture.data, 'not one pixel changes');
    assert.deepEqual(withoutMetadata(plain, 'png'), plain, 'a plain one stays as it is');
  });

  it('takes Exif and XMP out of a WebP, and says so in its header', () => {
    const frame = bytes('the picture itself');
    const header = bytes([0x2c, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    const telling = riff(
      ['VP8X', header],
      ['ICCP', bytes('couleurs')],
      ['VP8 ', frame],
      ['EXIF', exif(3)],
      ['XMP ', bytes('SECRET')],
      ['SCRT', bytes('SECRET')],
    );
    const clean = withoutMetadata(telling, 'webp')!;
    for (const secret of ['SECRET', '46.8139', 'XMP ']) assert.equal(holds(clean, secret), false, secret);
    assert.ok(holds(clean, 'couleurs') && holds(clean, 'the picture itself'));
    assert.equal(clean[20], 0x28, 'colours and orientation, no XMP');
    const upright = withoutMetadata(riff(['VP8X', header], ['VP8 ', frame], ['EXIF', exif(1)]), 'webp')!;
    assert.deepEqual([upright[20], holds(upright, 'EXIF')], [0x20, false]);
    assert.deepEqual(withoutMetadata(riff(['VP8L', frame]), 'webp'), riff(['VP8L', frame]));
  });

  it('takes no picture that is not whole', () => {
    for (let length = 2; length < JPEG.length; length += 7) {
      assert.equal(withoutMetadata(JPEG.slice(0, length), 'jpeg'), undefined, String(length));
    }
    assert.equal(withoutMetadata(bytes([0x89], 'PNG\r\n', [26, 10]), 'png'), undefined);
    assert.equal(withoutMetadata(riff(['VP8X', bytes([0x20, 0, 0])]), 'webp'), undefined);
  });
});
