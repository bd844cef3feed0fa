import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { socketOf } from '../../src/server/owner.js';
import { definitionFor, type Definition } from '../../stories/support/definitions.js';
import contributions from '../../stories/support/contributions.json' with { type: 'json' };
import { freePort } from '../ports.js';

const main = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** A `cq` that runs. */
interface Spawned {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** What it has written to standard output so far. */
  out(): string;
  /** Resolves once it has written that. */
  said(text: string): Promise<void>;
}

/** A folder of its own, and the built `cq` run in it as an operator does. */
export class Workplace {
  static async open(): Promise<Workplace> {
    return new Workplace(await mkdtemp(join(tmpdir(), 'cq-server-')), await freePort());
  }

  private readonly running = new Set<ChildProcess>();

  private constructor(
    readonly folder: string,
    readonly port: number,
  ) {}

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  get data(): string {
    return join(this.folder, 'data');
  }

  /** Runs a verb to its end. */
  async cq(words: string[], env: Record<string, string> = {}): Promise<Ended> {
    const { ended } = this.spawn(words, env);
    return ended;
  }

  /** Starts a server and waits until it answers. */
  async serve(verb = 'serve', env: Record<string, string> = {}): Promise<Spawned> {
    const started = this.spawn([verb], env);
    let over = false;
    void started.ended.then(() => (over = true));
    while (!over && !(await answers(`${this.origin}/readyz`)));
    return started;
  }

  /** Asks the server by its folder's socket, as `cq` does. */
  async ask(line: string): Promise<Socket> {
    const socket = connect(socketOf(this.data));
    await once(socket, 'connect');
    socket.write(`${line}\n`);
    return socket;
  }

  /** Runs a line in a shell, as npm does. It closes when the last process that the line started has ended. */
  shell(line: string): ChildProcess {
    const child = spawn('sh', ['-c', line], {
      cwd: this.folder,
      env: this.environment({}),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.stdout.resume();
    this.running.add(child);
    child.on('close', () => this.running.delete(child));
    return child;
  }

  private environment(env: Record<string, string>): NodeJS.ProcessEnv {
    const base = { ...process.env };
    for (const name of ['DATABASE_URL', 'TRUSTED_PROXIES', 'PUBLIC_URL']) delete base[name];
    return { ...base, DATA_DIR: this.data, PORT: String(this.port), LOG_LEVEL: 'error', ...env };
  }

  spawn(words: string[], env: Record<string, string> = {}): Spawned {
    const child = spawn(process.execPath, [main, ...words], {
      cwd: this.folder,
      env: this.environment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.running.add(child);
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
    const ended = once(child, 'close').then(([code]) => {
      this.running.delete(child);
      return { code: code as number | null, ...said };
    });
    const out = () => said.out;
    const toldOf = async (text: string) => {
      while (!said.out.includes(text)) await once(child.stdout, 'data');
    };
    return { child, ended, out, said: toldOf };
  }

  /** Writes a file into the folder and gives its path. */
  async file(name: string, content: unknown[] | object | string): Promise<string> {
    const text =
      typeof content === 'string'
        ? content
        : Array.isArray(content)
          ? content.map((row) => JSON.stringify(row)).join('\n')
          : JSON.stringify(content);
    const path = join(this.folder, name);
    await writeFile(path, text);
    return path;
  }

  /** A public body, a consultation and its imported contributions, by the verbs. */
  async fill(change: (definition: Definition) => Definition = (definition) => definition): Promise<void> {
    const definition = await this.file('plan.json', change(definitionFor('plan-velo')));
    const into = ['--consultation', 'plan-velo', '--activity'];
    for (const words of [
      [
        'body',
        'add',
        'exemple',
        '--name-fr',
        'Ministère de l’Exemple',
        '--origin',
        'https://ministere.exemple.test',
      ],
      ['apply', definition],
      ['import', await this.file('ideas.ndjson', contributions.ideas), ...into, 'idees'],
      ['import', await this.file('comments.ndjson', contributions.comments), ...into, 'discussion'],
    ]) {
      const { code, out, err } = await this.cq(words);
      if (code !== 0) throw new Error(`${words.join(' ')}: ${out}${err}`);
    }
  }

  async close(): Promise<void> {
    for (const child of this.running) {
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

export async function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    (answer) => answer.ok,
    () => false,
  );
}
