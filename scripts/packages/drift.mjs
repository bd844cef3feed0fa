/** Where the manifest and the sources part: one line each, for whoever wrote the doc comment. */
export function findDrift(manifest, reality) {
  const documented = new Map(
    manifest.modules
      .flatMap(({ declarations }) => declarations)
      .filter(({ tagName }) => tagName)
      .map((declaration) => [declaration.tagName, declaration]),
  );
  const strangers = [...documented.keys()].filter((tag) => !(tag in reality));
  return [
    ...strangers.map((tag) => `<${tag}> is in the manifest, and no source defines it.`),
    ...Object.entries(reality).flatMap(([tag, real]) => {
      const said = documented.get(tag);
      if (!said) return [`<${tag}> is not in the manifest.`];
      return [
        ...(said.description ? [] : [`<${tag}> has no description.`]),
        ...real.unreadable.map((code) => `<${tag}> has a name that only shows as the page runs: ${code}`),
        ...KINDS.flatMap((kind) => compare(tag, kind, said[kind.field] ?? [], real[kind.real])),
      ];
    }),
  ];
}

const KINDS = [
  {
    what: 'attribute',
    field: 'attributes',
    real: 'attributes',
    nameOf: ({ attribute }) => attribute,
    typed: true,
  },
  { what: 'property', field: 'members', real: 'properties', typed: true },
  { what: 'event', field: 'events', real: 'events', typed: true },
  { what: 'slot', field: 'slots', real: 'slots' },
  { what: 'part', field: 'cssParts', real: 'parts' },
  { what: 'custom property', field: 'cssProperties', real: 'cssProperties' },
];

function compare(tag, { what, nameOf = ({ name }) => name, typed }, said, real) {
  const reals = new Map(real.map((one) => [nameOf(one), one]));
  const saids = new Map(said.map((one) => [one.name, one]));
  const place = (name) => `<${tag}> ${what} ${name || '(default)'}`;
  return [
    ...[...reals.keys()]
      .filter((name) => !saids.has(name))
      .map((name) => `${place(name)}: is there, and not documented.`),
    ...said.flatMap(({ name, description, type, default: initial }) => {
      const one = reals.get(name);
      if (!one) return [`${place(name)}: is documented, and not there.`];
      const problems = [];
      if (!description) problems.push(`${place(name)}: has no description.`);
      if (typed && type?.text !== one.type)
        problems.push(`${place(name)}: is ${one.type}, and documented as ${type?.text}.`);
      if (typed && initial !== one.default)
        problems.push(`${place(name)}: is ${one.default} at first, and documented as ${initial}.`);
      return problems;
    }),
    ...(saids.size === said.length ? [] : [`<${tag}>: a ${what} is documented twice.`]),
  ];
}
