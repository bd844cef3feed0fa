/**
 * What each element really has, read from its source and from all that it calls: so that what its doc comments say, and
 * the manifest after them, can be held against it.
 */
import { join } from 'node:path';
import ts from 'typescript';
import { home } from '../install.mjs';
import { declarationsOf, reachable } from './reach.mjs';

/** Each element's attributes, properties, events, slots, parts and custom properties, by its tag. */
export function realityOf(entries) {
  const program = programOf(entries);
  const checker = program.getTypeChecker();
  const files = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(join(home, 'src/widgets')));
  const details = detailsOf(files, checker);
  return Object.fromEntries(
    entries.map((entry) => {
      const file = program.getSourceFile(entry);
      const { tag, element } = definitionIn(file, checker);
      const lineage = lineageOf(element, checker);
      const reached = [...reachable(checker, [element], files)];
      const properties = lineage.flatMap((one) => propertiesOf(one, checker));
      return [
        tag,
        {
          attributes: properties.filter(({ attribute }) => attribute),
          properties,
          events: eventsIn(reached, details),
          slots: found(reached, /<slot(?:\s+name="([^"]*)")?\s*>/g).map((name) => ({ name: name ?? '' })),
          parts: found(reached, /\spart="([^"]*)"/g)
            .flatMap((names) => names.split(/\s+/))
            .map((name) => ({ name })),
          cssProperties: found(reached, /var\(\s*(--cq-[\w-]+)/g).map((name) => ({ name })),
          // What cannot be read from here: a name that is made as the page runs.
          unreadable: found(reached, /(\spart=\$|<slot\s+name=\$|exportparts)/g),
        },
      ];
    }),
  );
}

function programOf(entries) {
  const { config } = ts.readConfigFile(join(home, 'tsconfig.json'), ts.sys.readFile);
  return ts.createProgram(entries, ts.parseJsonConfigFileContent(config, ts.sys, home).options);
}

/** The element that a file defines: `define('cq-survey', CqSurvey)`. */
function definitionIn(file, checker) {
  for (const { expression } of file.statements) {
    if (!expression || !ts.isCallExpression(expression) || expression.expression.getText() !== 'define')
      continue;
    const [tag, name] = expression.arguments;
    return { tag: tag.text, element: declarationsOf(checker, name)[0] };
  }
  throw new Error(`${file.fileName} defines no element.`);
}

/** The class and those that it extends, as far as they are ours. */
function lineageOf(element, checker) {
  const parent = element.heritageClauses?.[0]?.types[0]?.expression;
  const [above] = parent ? declarationsOf(checker, parent) : [];
  const ours = above && ts.isClassDeclaration(above) && !above.getSourceFile().isDeclarationFile;
  return [element, ...(ours ? lineageOf(above, checker) : [])];
}

/** What a page may read and set: neither private nor protected, no static, and nothing that Lit itself calls. */
function propertiesOf(element, checker) {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Static;
  return element.members
    .filter((member) => member.name && !(ts.getCombinedModifierFlags(member) & hidden))
    .filter((member) => !/^(dis)?connectedCallback$/.test(member.name.getText()))
    .map((member) => ({
      name: member.name.getText(),
      type: checker.typeToString(checker.getTypeAtLocation(member)),
      default: member.initializer?.getText(),
      attribute: attributeOf(member),
    }));
}

/** The attribute behind `@property()`; none where it says so, or where it is no such property. */
function attributeOf(member) {
  const decorator = (ts.getDecorators(member) ?? []).find(
    ({ expression }) => ts.isCallExpression(expression) && expression.expression.getText() === 'property',
  );
  if (!decorator) return undefined;
  const options = decorator.expression.arguments[0]?.getText() ?? '';
  if (/attribute: false/.test(options)) return undefined;
  return /attribute: '([^']+)'/.exec(options)?.[1] ?? member.name.getText().toLowerCase();
}

/** What `ConsultationEvents` says that each event carries. */
function detailsOf(files, checker) {
  const declared = files
    .flatMap(({ statements }) => [...statements])
    .find((one) => ts.isInterfaceDeclaration(one) && one.name.text === 'ConsultationEvents');
  return new Map(declared.members.map((one) => [one.name.text, one.type.getText()]));
}

function eventsIn(statements, details) {
  const names = new Set();
  const visit = (node) => {
    if (ts.isCallExpression(node) && /\bemit$/.test(node.expression.getText()) && node.arguments[0]?.text)
      names.add(node.arguments[0].text);
    ts.forEachChild(node, visit);
  };
  statements.forEach(visit);
  return [...names].map((name) => ({ name, type: `CustomEvent<${details.get(name)}>` }));
}

/** What a pattern finds in the code of statements, once each; comments are not code. */
function found(statements, pattern) {
  const code = statements.map((one) => one.getText().replace(/\/\*[\s\S]*?\*\//g, ''));
  return [...new Set(code.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name)))];
}
