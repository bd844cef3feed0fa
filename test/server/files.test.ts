import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import type { Server as HttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type FileStorage, memoryFiles } from '../../src/backend/files/storage.js';
import { readConfig, StartError } from '../../src/server/config.js';
import { folderFiles } from '../../src/server/files/folder.js';
import { checkStorage, scanFrom, storageFrom } from '../../src/server/files/means.js';
import { runVerb } from '../../src/server/verbs.js';
import { DOCUMENTS } from '../backend/files-made.js';
import { setStage, participant, pathsOf, PLATFORM } from '../backend/harness.js';
import { freePort } from '../ports.js';
import { s3Gate } from './s3-gate.js';

/** A server of S3’s own protocol; it has no types. */
interface S3rver {
  run(): Promise<unknown>;
  close(): Promise<void>;
}
const S3rver = createRequire(import.meta.url)('s3rver') as new (options: unknown) => S3rver;

const text = (words: string) => new TextEncoder().encode(words);
const read = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'cq-files-'))));
after(() => rm(folder, { recursive: true, force: true }));

/** What any storage does. */
async function checkKeeping(storage: FileStorage): Promise<void> {
  const key = `plan-velo/${crypto.randomUUID()}`;
  assert.equal(await storage.get(key), undefined);
  await storage.put(key, text('première'));
  await storage.put(key, text('é'.repeat(100_000)));
  assert.equal(read(await storage.get(key)), 'é'.repeat(100_000));
  await storage.delete(key);
  await storage.delete(key);
  assert.equal(await storage.get(key), undefined);
}

describe('a folder of files', () => {
  it('keeps, replaces, gives and deletes', () => checkKeeping(folderFiles(join(folder, 'one'))));

  it('is for the server’s own user alone, and shows no file that is not whole', async () => {
    const place = join(folder, 'two');
    const storage = folderFiles(place);
    await storage.put('plan-velo/a', text('a'));
    assert.equal((await stat(place)).mode & 0o777, 0o700);
    assert.equal((await stat(join(place, 'plan-velo', 'a'))).mode & 0o777, 0o600);
    await Promise.all([...Array(8).keys()].map(() => storage.put('plan-velo/a', text('a'.repeat(50_000)))));
    assert.deepEqual(await readdir(join(place, 'plan-velo')), ['a']);
    for (const key of ['../a', 'plan-velo/../../a', 'a', 'plan-velo/A']) {
      await assert.rejects(async () => storage.put(key, text('a')), /not a key/);
    }
  });

  it('clears away what a process that died left half-written, and nothing else', async () => {
    const place = join(folder, 'three');
    await folderFiles(place).put('plan-velo/a', text('a'));
    const [old, fresh] = ['b.1.part', 'c.2.part'].map((name) => join(place, 'plan-velo', name)) as [
      string,
      string,
    ];
    for (const path of [old, fresh]) await writeFile(path, 'half');
    await utimes(old, 0, 0);
    folderFiles(place);
    while ((await readdir(join(place, 'plan-velo'))).length > 2) await new Promise(setImmediate);
    assert.deepEqual((await readdir(join(place, 'plan-velo'))).sort(), ['a', 'c.2.part']);
  });

  it('says in one line why it cannot be', () => {
    assert.throws(() => folderFiles('/dev/null/files'), StartError);
  });
});

describe('an S3-compatible storage', () => {
  let server: S3rver;
  let gate: HttpServer;
  let port: number;
  before(async () => {
    port = await freePort();
    const behind = await freePort();
    gate = s3Gate(`http://127.0.0.1:${behind}`, 'S3RVER').listen(port, '127.0.0.1');
    server = new S3rver({
      port: behind,
      address: '127.0.0.1',
      silent: true,
      directory: join(folder, 's3'),
      configureBuckets: [{ name: 'consultations', configs: [] }],
    });
    await server.run();
  });
  after(async () => {
    gate.close();
    await server.close();
  });

  const storage = (change: Record<string, string> = {}, bucket = 'consultations/prod') =>
    storageFrom(
      readConfig({
        FILE_STORAGE: `s3://${bucket}?endpoint=http://127.0.0.1:${port}&region=ca-central-1`,
        AWS_ACCESS_KEY_ID: 'S3RVER',
        AWS_SECRET_ACCESS_KEY: 'S3RVER',
        ...change,
      }),
    );

  it('keeps, replaces, gives and deletes, with signed requests', async () => {
    await checkStorage(storage());
    await checkKeeping(storage());
  });

  it('keeps under its prefix', async () => {
    await storage().put('plan-velo/a', text('a'));
    assert.equal(read(await storage({}, 'consultations').get('prod/plan-velo/a')), 'a');
  });

  it('is refused at start where the secret, the bucket or the address is wrong', async () => {
    await assert.rejects(checkStorage(storage({ AWS_SECRET_ACCESS_KEY: 'autre' })), /SignatureDoesNotMatch/);
    await assert.rejects(checkStorage(storage({}, 'rien')), /NoSuchBucket/);
    assert.throws(
      () => storage({ AWS_SECRET_ACCESS_KEY: '' }),
      /needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/,
    );
  });
});

describe('what the environment says of files', () => {
  it('is refused in one line that tells no secret', () => {
    for (const [variables, line] of [
      [{ FILE_STORAGE: 'ftp://secret' }, /^FILE_STORAGE: it is a folder, or s3:/],
      [{ FILE_STORAGE: 's3://seau?endpoint=nulle-part' }, /^FILE_STORAGE: it is a folder, or s3:/],
      [{ FILE_STORAGE: 's3://seau?region=x&secret=y' }, /^FILE_STORAGE: it is a folder, or s3:/],
      [{ FILE_SCAN: 'clamd:relatif' }, /^FILE_SCAN «clamd:relatif»: it is clamd:/],
    ] as const) {
      assert.throws(() => readConfig(variables), { message: line });
    }
    assert.match(readConfig({ FILE_STORAGE: 'fichiers' }).FILE_STORAGE!, /^\/.*\/fichiers$/);
  });
});

describe('the examination of files', () => {
  const byProgram = (script: string) => scanFrom(readConfig({ FILE_SCAN: `sh ${script}` }))!;
  const program = async (name: string, lines: string) => {
    const path = join(folder, name);
    await writeFile(path, lines);
    return path;
  };

  it('goes by how a program ends that reads the file from its standard input', async () => {
    const grep = byProgram(await program('grep.sh', 'grep -q EICAR && exit 1; exit 0'));
    assert.equal(await grep(text('note')), 'clean');
    assert.equal(await grep(text('EICAR')), 'refused');
    const early = byProgram(await program('early.sh', 'exit 1'));
    assert.equal(await early(new Uint8Array(5_000_000)), 'refused', 'also where it reads nothing');
    await assert.rejects(byProgram(await program('broken.sh', 'exit 2'))(text('note')), /ended with 2/);
    await assert.rejects(scanFrom(readConfig({ FILE_SCAN: '/rien/ici' }))!(text('note')), /ENOENT/);
  });

  /** What clamd says, by its protocol: a length before each piece, and none at the end. */
  async function clamd(reply: (hash: string) => string): Promise<{ server: Server; path: string }> {
    const path = join(folder, `clamd-${crypto.randomUUID().slice(0, 8)}`);
    const server = createServer((socket) => {
      let heard = Buffer.alloc(0);
      socket.on('data', (data) => {
        heard = Buffer.concat([heard, data]);
        const command = 'zINSTREAM\0';
        if (heard.length < command.length) return;
        assert.equal(heard.subarray(0, command.length).toString(), command);
        const whole: Buffer[] = [];
        for (let at = command.length; at + 4 <= heard.length;) {
          const size = heard.readUInt32BE(at);
          if (size === 0) {
            socket.end(`${reply(createHash('sha256').update(Buffer.concat(whole)).digest('hex'))}\0`);
            return;
          }
          whole.push(heard.subarray(at + 4, at + 4 + size));
          at += 4 + size;
        }
      });
    });
    server.listen(path);
    await once(server, 'listening');
    return { server, path };
  }

  it('asks clamd, piece by piece', async () => {
    const bytes = text('é'.repeat(100_000));
    const right = createHash('sha256').update(bytes).digest('hex');
    const { server, path } = await clamd((hash) =>
      hash === right ? 'stream: OK' : 'stream: Eicar-Signature FOUND',
    );
    const scan = scanFrom(readConfig({ FILE_SCAN: `clamd:${path}` }))!;
    assert.equal(await scan(bytes), 'clean');
    assert.equal(await scan(text('autre')), 'refused');
    server.close();
    await assert.rejects(scan(bytes));
    const failing = await clamd(() => 'INSTREAM size limit exceeded. ERROR');
    await assert.rejects(
      scanFrom(readConfig({ FILE_SCAN: `clamd:${failing.path}` }))!(bytes),
      /size limit exceeded/,
    );
    failing.server.close();
  });
});

describe('cq files export', () => {
  it('writes the files of responses under safe names, the examined ones unless told, and says whose they are', async () => {
    const files = memoryFiles();
    const stage = await setStage({
      files,
      scan: async (bytes) => {
        if (bytes.length === DOCUMENTS.pdf.length) throw new Error('later');
        return 'clean';
      },
    });
    const label = (fr: string) => ({ fr, en: fr });
    const slug = await stage.consultation((definition) => ({
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
                { id: 'piece', type: 'file', label: label('Pièces'), accept: ['pdf', 'txt'], maxFiles: 3 },
              ],
            },
          ],
        },
      ],
    }));
    const key = participant();
    const send = async (name: string, data: Uint8Array<ArrayBuffer>) => {
      const id = crypto.randomUUID() as string;
      const answer = await stage.backend.fetch(
        new Request(`${PLATFORM}${pathsOf(slug).root}/activities/sondage/files/${id}?question=piece`, {
          method: 'PUT',
          body: data,
          headers: { authorization: `Bearer ${key}`, 'cq-file-name': encodeURIComponent(name) },
        }),
      );
      assert.equal(answer.status, 200, await answer.text());
      return { file: id, name, size: data.length };
    };
    const note = await send('..=CMD|calc «L’été» .txt', DOCUMENTS.txt);
    const plan = await send('plan.PDF', DOCUMENTS.pdf);
    await send('dans aucune réponse.txt', text('x'));
    const response = crypto.randomUUID() as string;
    const given = await stage.put(
      pathsOf(slug).response(response),
      { answers: { piece: [note, plan] }, definition: 1 },
      { key },
    );
    assert.equal(given.status, 200, given.text);
    const lines: string[] = [];
    const run = async (to: string, unscanned: boolean) => {
      const bench = { database: stage.database, files, now: stage.clock.now };
      const voice = { line: (line: string) => void lines.push(line), progress: () => {} };
      return runVerb(
        bench,
        { verb: 'files export', options: { consultation: slug, folder: to, unscanned } },
        voice,
      );
    };
    const [some, all] = [join(folder, 'some'), join(folder, 'all')];
    assert.equal(await run(some, false), 0);
    assert.deepEqual(await readdir(join(some, 'sondage', 'piece')), [
      `${response}-${note.file.slice(0, 8)}-CMD-calc-L-été.txt`,
    ]);
    assert.deepEqual(lines, [
      `${some}: 1 files, and files.ndjson`,
      '1 not examined: --unscanned writes them too',
    ]);
    assert.equal(await run(all, true), 0);
    const listed = (await readFile(join(all, 'files.ndjson'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    assert.deepEqual(
      listed.map(({ response: whose }) => whose),
      [response, response],
    );
    assert.deepEqual(new Set(listed.map(({ scan }) => scan)), new Set(['clean', 'waiting']));
    for (const { path } of listed) assert.equal((await stat(join(all, path!))).mode & 0o777, 0o600);
    const [first] = listed.filter(({ name }) => name === 'plan.PDF');
    assert.deepEqual(new Uint8Array(await readFile(join(all, first!.path!))), DOCUMENTS.pdf);
    files.files.clear();
    assert.equal(await run(all, true), 1);
    assert.match(lines.at(-1)!, /2 NOT IN THE STORAGE/);
    await stage.close();
  });
});
