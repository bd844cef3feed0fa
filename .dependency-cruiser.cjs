/** Which room may import from which: DESIGN's one direction. Type imports count, but where a rule says otherwise. */
const ROOMS = {
  contract: [],
  domain: ['contract'],
  client: ['contract', 'domain'],
  widgets: ['client', 'domain', 'contract', 'locales'],
  embed: ['client', 'domain', 'contract', 'widgets'],
  locales: [],
  backend: ['contract', 'domain'],
  server: ['backend', 'contract', 'domain'],
};

const directions = Object.entries(ROOMS).map(([room, may]) => ({
  name: `${room}-imports-only-its-own`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...may].join('|')})/` },
}));

const NODE = { dependencyTypes: ['core'] };

module.exports = {
  forbidden: [
    ...directions,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-zod-in-the-browser',
      comment:
        'zod weighs 24 kB and compiles with new Function: the browser takes the contract’s types alone.',
      severity: 'error',
      from: { path: '^src/(client|widgets|embed|domain)/' },
      to: { path: 'node_modules/(zod|@hono)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'contract-types-only',
      severity: 'error',
      from: { path: '^src/(client|widgets|embed|domain)/' },
      to: {
        path: '^src/contract/',
        pathNot: '^src/contract/limits\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-node-outside',
      comment: 'The backend runs in a browser too.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(server|backend/database)/' },
      to: NODE,
    },
    {
      name: 'sql-in-stores',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/backend/(database/|.*store\\.ts$|context\\.ts$)' },
      to: { path: 'node_modules/(kysely|pg|@electric-sql)/' },
    },
    {
      name: 'no-feature-imports-another',
      comment:
        'What features share is in http, view, ballots, consultations; a feature is its routes and its store.',
      severity: 'error',
      from: {
        path: '^src/backend/(responses|drafts|progress|comments|ideas|feedback|contributions|moderation)/',
      },
      to: {
        path: '^src/backend/(responses|drafts|progress|comments|ideas|feedback|contributions|moderation)/',
        pathNot: '^src/backend/$1/',
      },
    },
    {
      name: 'no-element-imports-another',
      severity: 'error',
      from: { path: '^src/widgets/([^/]+)/', pathNot: '^src/widgets/(base|own-contributions)/' },
      to: { path: '^src/widgets/', pathNot: '^src/widgets/($1|base)/' },
    },
    {
      name: 'own-contributions-imports-the-survey-alone',
      comment: 'It shows answers of every kind in words, which only the survey’s parts know.',
      severity: 'error',
      from: { path: '^src/widgets/own-contributions/' },
      to: { path: '^src/widgets/', pathNot: '^src/widgets/(own-contributions|base|survey)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: require('node:path').join(__dirname, 'tsconfig.json') },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
