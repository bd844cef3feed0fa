#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { createBackend } from '../backend/backend.js';
import { consultationSchema } from '../backend/status/routes.js';
import { Instant } from '../contract/text.js';
import { askOwner, type Request, type Voice } from './admin.js';
import { FORMATS } from './convert/formats.js';
import type { ConvertWords } from './convert/verb.js';
import { type Config, namesDatabase, readConfig, StartError } from './config.js';
import { demonstrate } from './demo.js';
import { examine } from './doctor/doctor.js';
import { FORMATS as RESPONSE_FORMATS } from './export/responses.js';
import { storageFrom } from './files/means.js';
import { openLog } from './log.js';
import { filesIn, openFolder, openServer, refuseLater, refuseUnknown } from './open.js';
import { ownerOf } from './owner.js';
import { reasonOf } from './reasons.js';
import { type Running, serve } from './serve.js';
import type { ActivityOf } from '../contract/consultation.js';
import type { Language } from '../contract/text.js';
import { askPaper } from './verbs/ask-paper.js';
import { BegunFile } from './verbs/begun.js';
import type { EnterOptions } from './verbs/enter.js';
import { operatorLanguage } from './verbs/operator-language.js';
import { runVerb } from './verbs.js';

const EXIT_CODES = `
Exit codes: 0 done, 1 could not be done, 2 called wrongly.
Environment: PORT, HOST, DATABASE_URL, DATA_DIR, TRUSTED_PROXIES, PUBLIC_URL, LOG_LEVEL, FILE_STORAGE, FILE_SCAN,
SCREENING_WEBHOOK, SCREENING_SECRET.`;

// Whoever reads has read enough (`cq export … | head`): the work goes on to its end.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

const cq = new Command('cq')
  .description('Consultation Québec: define, serve, moderate and publish consultations.')
  .addHelpText('after', EXIT_CODES)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .configureHelp({ showGlobalOptions: true });

cq.command('serve')
  .description('serve the platform until told to stop (SIGINT, SIGTERM)')
  .action(() => runServer((config) => serve(config)));

cq.command('demo')
  .description('serve the demonstration: the platform and two ministries’ sites on the next two ports')
  .action(() => runServer((config) => demonstrate(config, terminal())));

interface BodyWords {
  origin: string[];
  removeOrigin: string[];
  nameFr?: string;
  nameEn?: string;
}

const body = cq.command('body').description('public bodies');
body
  .command('add')
  .description('register a public body and the sites that may write; or add sites to one, or change its name')
  .argument('<slug>', 'its name in definitions: mtmd')
  .option('--name-fr <name>', 'its name in French; needed the first time')
  .option('--name-en <name>', 'its name in English')
  .option('--origin <address...>', 'a site to add: https://www.exemple.gouv.qc.ca', [])
  .option('--remove-origin <address...>', 'a site that may not write any more', [])
  .action((slug: string, { origin, removeOrigin, ...names }: BodyWords) =>
    verb('body add', { slug, ...names, origins: origin, removeOrigins: removeOrigin }),
  );

cq.command('apply')
  .description('create a consultation or bring it up to date, and tell what changed')
  .argument('<file>', 'its definition, as JSON (see cq schema)')
  .option(
    '--despite <reason>',
    'apply although answers that are there will mean something else; the reason is kept',
    isReason,
  )
  .action((file: string, { despite }: { despite?: string }) =>
    verb('apply', { file: resolve(file), despite }),
  );

cq.command('convert')
  .description(
    'turn a survey from elsewhere into one of ours, or one of ours into theirs, and tell what became of it',
  )
  .argument(
    '<file>',
    'SurveyJS (JSON), XLSForm (xlsx), LimeSurvey (.lss), Decidim (JSON, CSV), a list of questions (CSV)',
  )
  .addOption(new Option('--from <format>', 'what the file is, where it does not tell').choices(FORMATS))
  .addOption(
    new Option('--to <format>', 'from a survey or consultation of ours').choices(['surveyjs', 'xlsform']),
  )
  .option('--activity <id>', 'which survey of the consultation, with --to')
  .option('--consultation <slug>', 'write a whole consultation to fill in, not the activity alone')
  .option('--out <file>', 'where to; else standard output')
  .option('--report <file>', 'what became of each thing, as JSON')
  .action(async (file: string, words: ConvertWords) => {
    // What reads workbooks weighs more than all other verbs.
    const { convertFile } = await import('./convert/verb.js');
    process.exitCode = await convertFile(file, words, {
      out: (text) => void process.stdout.write(text),
      error: (line) => console.error(line),
    });
  });

cq.command('import')
  .description(
    'bring in ideas or comments from elsewhere; may be repeated, and goes on where it was cut short',
  )
  .argument('<file>', 'one JSON object a line')
  .requiredOption('--consultation <slug>')
  .requiredOption('--activity <id>', 'of ideas, or of comments')
  .action((file: string, where: { consultation: string; activity: string }) =>
    verb('import', { file: resolve(file), ...where }),
  );

/** An option as it is typed: `missing-codes`. */
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

interface ExportWords {
  to: string;
  responses?: boolean;
  activity?: string;
  format: string;
  columns: string;
  labels?: boolean;
  language: string;
  bom?: boolean;
  missingCodes?: boolean;
  since?: string;
}

const ofResponses = cq
  .command('export')
  .description(
    'write everything public of a consultation, as NDJSON and CSV; or the responses to its surveys',
  )
  .argument('<consultation>')
  .option('--to <folder>', 'where to', '.')
  .option(
    '--responses',
    'the responses to surveys, which are personal, and their codebook: files for you alone',
  )
  .option('--activity <id>', 'responses to this survey only')
  .addOption(new Option('--format <format>', 'of responses').choices(RESPONSE_FORMATS).default('csv'))
  .addOption(
    new Option('--columns <by>', 'one column an option, or one a question')
      .choices(['option', 'question'])
      .default('option'),
  )
  .option('--labels', 'words in the place of codes')
  .addOption(new Option('--language <language>', 'of the words').choices(['fr', 'en']).default('fr'))
  .option('--bom', 'begin CSV with the mark by which Excel knows UTF-8')
  .option(
    '--missing-codes',
    'codes that say why there is no value (not shown, passed over), in the place of empty cells of CSV and XLSX',
  )
  .option('--since <instant>', 'responses received from then on: 2026-05-01T00:00:00-04:00', isInstant)
  .action((consultation: string, { to, responses, ...words }: ExportWords) => {
    if (responses)
      return verb('export responses', {
        consultation,
        folder: resolve(to),
        ...words,
        labels: words.labels ?? false,
        bom: words.bom ?? false,
        missingCodes: words.missingCodes ?? false,
      });
    const given = Object.keys(words).find((name) => ofResponses.getOptionValueSource(name) === 'cli');
    if (given !== undefined)
      return wrongly(`--${kebab(given)}: says how responses are written: add --responses`);
    return verb('export', { consultation, folder: resolve(to) });
  });

interface EnterWords {
  activity: string;
  file?: string;
  by?: string;
  received?: string;
  language?: Language;
  leaveHidden: boolean;
}

cq.command('enter')
  .description('key in answers that came on paper: from a file, or asked question by question')
  .argument('<consultation>')
  .requiredOption('--activity <id>', 'the survey')
  .option('--file <file>', 'JSON lines or CSV; see docs/paper.en.md')
  .option('--by <words>', 'who keys them in', isReason)
  .option(
    '--leave-hidden',
    'store what counts of a questionnaire, and tell what its other answers hide; else it is refused',
    false,
  )
  .option('--received <day>', 'once the survey is closed: the day on which they came, as 2026-05-01')
  .addOption(
    new Option(
      '--language <language>',
      'of numbers (else French), and of what is asked and told (else what LC_ALL or LANG says, or French)',
    ).choices(['fr', 'en']),
  )
  .action((consultation: string, { file, ...words }: EnterWords) => {
    const where = {
      consultation,
      ...words,
      // A file says the same on every machine: numbers do not follow what the machine speaks.
      numbers: words.language ?? 'fr',
      language: words.language ?? operatorLanguage(process.env),
    };
    if (file !== undefined) return verb('enter', { file: resolve(file), ...where });
    if (!process.stdin.isTTY) return wrongly('--file: needed where nobody can be asked');
    return enterByHand(where);
  });

cq.command('progress')
  .description('count who began a survey, sent it, or stopped at which page, and the drafts that wait')
  .argument('<consultation>')
  .argument('<activity>', 'the survey')
  .option('--json', 'one object on one line', false)
  .action((consultation: string, activity: string, { json }: { json: boolean }) =>
    verb('progress', { consultation, activity, json }),
  );

cq.command('files')
  .description('files that citizens sent as answers')
  .command('export')
  .description('write the files of all responses, with a list that says whose each is')
  .argument('<consultation>')
  .requiredOption('--to <folder>', 'where to; readable by you alone')
  .option('--unscanned', 'also those that nobody has examined', false)
  .action((consultation: string, { to, unscanned }: { to: string; unscanned: boolean }) =>
    verb('files export', { consultation, folder: resolve(to), unscanned }),
  );

for (const [action, description] of [
  ['hide', 'take a contribution out of sight'],
  ['unhide', 'bring a hidden contribution back'],
] as const) {
  cq.command(action)
    .description(`${description}; the reason is kept for good`)
    .argument('<id>', 'the contribution')
    .requiredOption('--consultation <slug>')
    .requiredOption('--reason <words>', 'why', isReason)
    .action((id: string, options: { consultation: string; reason: string }) =>
      verb('moderate', { id, action, ...options }),
    );
}

const token = cq.command('token').description('tokens of the moderators’ API');
token
  .command('add')
  .description('make a token of a public body; it is shown once')
  .requiredOption('--body <slug>', 'the public body: mtmd')
  .requiredOption('--name <words>', 'who has it')
  .addOption(
    new Option('--role <role...>', 'what it may do; may be given several times')
      .choices(['observer', 'moderator', 'official'])
      .makeOptionMandatory(),
  )
  .option('--expires <day>', 'the last day on which it is good: 2027-01-01')
  .action(({ role, ...words }: { role: string[]; body: string; name: string; expires?: string }) =>
    verb('token add', { ...words, roles: role }),
  );
token
  .command('list')
  .description('tell which tokens there are, and how long they are good')
  .action(() => verb('token list', {}));
token
  .command('revoke')
  .description('end a token for good')
  .argument('<id>', 'as cq token list tells it')
  .action((id: string) => verb('token revoke', { id }));

const moderation = cq.command('moderate').description('comments that ask for a decision');
moderation
  .command('queue')
  .description('what asks for a decision, the most urgent first')
  .argument('<consultation>')
  .addOption(
    new Option('--filter <part>', 'which part of it; all: every comment')
      .choices(['open', 'pending', 'reported', 'marked', 'appealed', 'all'])
      .default('open'),
  )
  .addOption(
    new Option('--limit <number>', 'how many').default(20).argParser((text) => {
      const number = Number(text);
      if (!Number.isInteger(number) || number < 1 || number > 10_000)
        throw new InvalidArgumentError('A number from 1 to 10000.');
      return number;
    }),
  )
  .option('--json', 'an object a line', false)
  .action((consultation: string, words: { filter: string; limit: number; json: boolean }) =>
    verb('moderate queue', { consultation, ...words }),
  );

interface DecisionWords {
  reason?: string;
  note?: string;
  into?: string;
  fr?: string;
  en?: string;
}

for (const [action, description, needs] of [
  ['accept', 'publish what waits; or say that what was reported stays', []],
  ['hide', 'take a comment out of sight, for a reason of the policy', ['reason']],
  ['restore', 'bring back what was hidden or merged', []],
  ['merge', 'take a repetition out of the list, in favour of the comment that it repeats', ['into']],
  ['answer', 'answer in the public body’s name', ['text']],
  ['consider', 'say that it was taken into account, and what changed', ['text']],
  ['retract', 'take back what the body answered, and that it was taken into account', []],
  ['trust', 'publish at once what its author writes, where the definition asks for trust', []],
  ['distrust', 'have what its author writes wait again', []],
  ['uphold', 'answer an appeal: the decision stays', []],
  ['overturn', 'answer an appeal: the comment comes back', []],
] as const) {
  const one = moderation
    .command(action)
    .description(description)
    .argument('<consultation>')
    .argument('<comment>');
  const needed = needs as readonly string[];
  if (needed.includes('reason')) one.requiredOption('--reason <id>', 'by its id in the policy: spam');
  if (needed.includes('into')) one.requiredOption('--into <comment>', 'the one that stays');
  if (needed.includes('text'))
    one
      .requiredOption('--fr <words>', 'what is said, in French')
      .option('--en <words>', 'the same in English');
  if (action !== 'answer') one.option('--note <words>', 'why, for the moderators and the author');
  one.action((consultation: string, comment: string, { fr, en, ...words }: DecisionWords) => {
    const said = fr === undefined ? undefined : { fr, en };
    return action === 'answer'
      ? verb('moderate answer', { consultation, input: { comment, body: said } })
      : verb('moderate decide', { consultation, input: { action, comment, text: said, ...words } });
  });
}

interface RaidWords {
  activity?: string;
  reason?: string;
  note?: string;
  undo?: string;
  yes: boolean;
  addressOf?: string;
  similarTo?: string;
  from?: string;
  to?: string;
}

moderation
  .command('raid')
  .description('hide many comments at once, or bring them back; says first how many they are')
  .argument('<consultation>')
  .option('--activity <id>', 'the thread')
  .option('--address-of <comment>', 'all that came from the address that this one came from, within 48 hours')
  .option('--similar-to <comment>', 'all that say nearly the same as this one')
  .option('--from <instant>', 'all from then on: 2026-05-01T12:00:00-04:00', isInstant)
  .option('--to <instant>', 'and before then, a day later at most', isInstant)
  .option('--reason <id>', 'by its id in the policy')
  .option('--note <words>', 'why, for the moderators and the authors')
  .option('--yes', 'do it; without it, only says how many they are', false)
  .option('--undo <id>', 'bring back what one such decision hid; nothing else is to be said then')
  .action((consultation: string, { undo, yes, activity, reason, note, ...selection }: RaidWords) => {
    const said = { activity, selection, reason, note };
    const input =
      undo === undefined ? { action: 'hide', ...said } : { action: 'restore', bulk: undo, ...said };
    return verb('moderate raid', { consultation, input, yes });
  });

cq.command('verify')
  .description('check that nothing was changed by hand')
  .command('moderation')
  .description('the chain of a consultation’s decisions; ends with 1 where it was changed')
  .argument('<consultation>')
  .option('--head <hash>', 'the hash of a record that was kept elsewhere', (hash: string) => {
    if (!/^[0-9a-f]{64}$/i.test(hash)) throw new InvalidArgumentError('A hash is 64 hexadecimal digits.');
    return hash;
  })
  .action((consultation: string, { head }: { head?: string }) =>
    verb('verify moderation', { consultation, head }),
  );

const release = cq.command('release').description('releases of the widgets');
const isVersion = (version: string) => {
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new InvalidArgumentError('A version is 1.4.0.');
  return version;
};
release
  .command('withdraw')
  .description('tell the developers of pages with this release to leave it')
  .argument('<version>', 'such as 1.4.0', isVersion)
  .requiredOption('--reason <words>', 'why, as developers will read it', isReason)
  .action((version: string, { reason }: { reason: string }) =>
    verb('decide on release', { undo: false, version, reason }),
  );
release
  .command('restore')
  .description('take a withdrawal back')
  .argument('<version>', 'such as 1.4.0', isVersion)
  .action((version: string) => verb('decide on release', { undo: true, version }));

const widget = cq.command('widget').description('widgets on all pages');
const kindOf = () => new Argument('<kind>').choices(['survey', 'comments', 'ideas', 'feedback']);
widget
  .command('off')
  .description('have pages show their own content in the place of a kind of widget')
  .addArgument(kindOf())
  .option('--release <version>', 'of this release only', isVersion)
  .requiredOption('--reason <words>', 'why, as developers will read it', isReason)
  .action((kind: string, { release: version, reason }: { release?: string; reason: string }) =>
    verb('decide on release', { undo: false, kind, version, reason }),
  );
widget
  .command('on')
  .description('bring it back')
  .addArgument(kindOf())
  .option('--release <version>', 'of this release only', isVersion)
  .action((kind: string, { release: version }: { release?: string }) =>
    verb('decide on release', { undo: true, kind, version }),
  );

cq.command('doctor')
  .description('visit a page in a browser, and tell what stands in the way of its widgets')
  .requiredOption('--page <address>', 'https://www.exemple.gouv.qc.ca/consultation', (address: string) => {
    if (!/^https?:\/\//.test(address) || !URL.canParse(address))
      throw new InvalidArgumentError('An address begins with http:// or https://.');
    return address;
  })
  .action(async ({ page }: { page: string }) => {
    try {
      process.exitCode = await examine(page, terminal());
    } catch (error) {
      fail((error as Error).message);
    }
  });

cq.command('migrate')
  .description('bring the database’s tables up to date')
  .action(() => verb('migrate', {}));

cq.command('copy')
  .description('move everything from the embedded database to an empty PostgreSQL, and compare')
  .requiredOption('--to <address>', 'postgres://…')
  .action(({ to }: { to: string }) => {
    if (!namesDatabase(to)) return wrongly('--to: an address such as postgres://user@host:5432/database');
    if (!existsSync(filesIn(config().DATA_DIR)))
      return fail(`DATA_DIR «${config().DATA_DIR}» holds no database.`);
    return verb('copy', { to }, { ...config(), DATABASE_URL: undefined });
  });

cq.command('backup')
  .description('write the whole database to a file, while it serves or not')
  .argument('<file>')
  .action((file: string) => verb('backup', { file: resolve(file) }));

cq.command('restore')
  .description('put a backup back, whole or not at all')
  .argument('<file>')
  .option('--force', 'replace the contributions that are there', false)
  .action((file: string, { force }: { force: boolean }) => verb('restore', { file: resolve(file), force }));

cq.command('schema')
  .description('print the JSON Schema of a consultation’s definition')
  .action(() => console.log(JSON.stringify(consultationSchema(), null, 2)));

await cq.parseAsync();

/** Runs a verb: in the server that owns the data folder where one runs, else here. */
async function verb(name: string, options: unknown, where: Config = config()): Promise<void> {
  const request: Request = { verb: name, options };
  const voice = terminal();
  try {
    process.exitCode = await run(request, voice, where);
  } catch (error) {
    return fail(reasonOf(error));
  } finally {
    voice.end();
  }
}

/** Asks for paper answers on the terminal, and has each questionnaire stored once it is confirmed. */
async function enterByHand(
  where: Omit<EnterOptions, 'file' | 'rows'> & { numbers: Language },
): Promise<void> {
  const told: string[] = [];
  const listening: Voice = { line: (text) => void told.push(text), progress: () => {} };
  try {
    const exit = await run({ verb: 'tell survey', options: where }, listening, config());
    if (exit !== 0) return fail(told.join('\n'));
    const survey = JSON.parse(told.join('')) as ActivityOf<'survey'>;
    const file = new BegunFile(process.cwd(), where.consultation, where.activity);
    await askPaper(survey, process, {
      language: where.language,
      numbers: where.numbers,
      begun: await file.read(),
      keep: (begun) => file.keep(begun),
      store: ({ number, answers }) => storeSheet({ ...where, rows: [{ number, answers }] }),
    });
  } catch (error) {
    fail(reasonOf(error));
  }
}

/** Stores one questionnaire. A server that ends meanwhile leaves it with whoever keys it in. */
async function storeSheet(options: EnterOptions): Promise<boolean> {
  const voice = terminal();
  try {
    return (await run({ verb: 'enter', options }, voice, config())) === 0;
  } catch (error) {
    voice.line(reasonOf(error));
    return false;
  }
}

async function run(request: Request, voice: Voice, where: Config): Promise<number> {
  if (!where.DATABASE_URL) {
    const owner = await ownerOf(where.DATA_DIR);
    if (owner) return askOwner(owner, request, voice);
  }
  const opened = where.DATABASE_URL
    ? await openServer(where)
    : await openFolder(where.DATA_DIR, (socket) => socket.destroy());
  const { database } = opened;
  try {
    if (where.DATABASE_URL) await (request.verb === 'migrate' ? refuseLater : refuseUnknown)(opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
  // A backend of this process tells the nodes that serve the same PostgreSQL what the verb changed.
  const backend = createBackend({ database, clock: () => new Date(), log: openLog('silent'), limits: false });
  try {
    const files = request.verb.startsWith('files') ? storageFrom(where) : undefined;
    return await runVerb({ database, backend, files, now: new Date() }, request, voice);
  } finally {
    await backend.close();
    await opened.close();
  }
}

/** Serves until SIGINT or SIGTERM; then finishes the requests under way, closes the database and ends with 0. */
async function runServer(start: (config: Config) => Promise<Running>): Promise<void> {
  let ending = false;
  let running: Running | undefined;
  const end = () => {
    if (ending) return;
    ending = true;
    void running?.close().then(() => process.exit(0));
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  try {
    running = await start(config());
  } catch (error) {
    return fail(error instanceof StartError ? error.message : `Could not start: ${reasonOf(error)}`);
  }
  if (ending) await running.close().then(() => process.exit(0));
}

function isInstant(text: string): string {
  if (!Instant.safeParse(text).success)
    throw new InvalidArgumentError('An instant has a day, a time and an offset: 2026-05-01T00:00:00-04:00.');
  return text;
}

function isReason(words: string): string {
  if (words.trim() === '') throw new InvalidArgumentError('A reason is needed.');
  return words;
}

function config(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    fail((error as Error).message);
    process.exit(1);
  }
}

function fail(line: string): void {
  console.error(line);
  process.exitCode = 1;
}

function wrongly(line: string): void {
  console.error(line);
  process.exitCode = 2;
}

/** Lines on standard output; progress as a bar on a terminal, and not at all elsewhere. */
function terminal(): Voice & { end(): void } {
  const bar = new SingleBar({
    format: '{bar} {value}/{total}',
    noTTYOutput: false,
    hideCursor: true,
    clearOnComplete: true,
  });
  let shown = false;
  return {
    line(text) {
      if (shown) bar.stop();
      shown = false;
      console.log(text);
    },
    progress(done, total) {
      if (!process.stdout.isTTY) return;
      if (!shown) bar.start(Math.max(total, done), done);
      shown = true;
      bar.setTotal(Math.max(total, done));
      bar.update(done);
    },
    end: () => shown && bar.stop(),
  };
}
