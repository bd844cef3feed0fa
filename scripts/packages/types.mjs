/**
 * The types that a package carries: what TypeScript declares for the sources, without what is not public, and with the
 * types that zod infers written out, so that whoever installs the widgets needs no zod to read them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { home } from '../install.mjs';
import { reachable } from './reach.mjs';

const sources = join(home, 'src');
/** Where the declarations are while they are worked on: in memory, beside node_modules. */
const AT = join(home, 'declared');

const settings = () => {
  const { config } = ts.readConfigFile(join(home, 'tsconfig.json'), ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, home).options;
};

const nameOf = (source) => join(AT, relative(sources, source)).replace(/\.ts$/, '.d.ts');

/** Writes the declarations that `entries` lead to into `folder`, laid out as the sources are. */
export function writeTypes(entries, folder) {
  const { declared, problems } = declare(entries);
  const pruned = prune(declared, entries.map(nameOf));
  // What nothing public leads to may be as it is.
  const serious = problems.filter(({ file }) => !file || pruned.has(nameOf(file.fileName)));
  if (serious.length > 0) throw new Error(ts.formatDiagnostics(serious, FORMAT));
  for (const [name, text] of pruned) {
    const file = join(folder, relative(AT, name));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** What TypeScript declares for the entries and all that they import, by the name of the file. */
function declare(entries) {
  const program = ts.createProgram(entries, {
    ...settings(),
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    isolatedModules: false,
    rootDir: sources,
    outDir: AT,
  });
  const declared = new Map();
  const afterDeclarations = [publicMembers, resolved(program.getTypeChecker())];
  const { diagnostics } = program.emit(undefined, (name, text) => declared.set(name, text), undefined, true, {
    afterDeclarations,
  });
  return { declared, problems: [...ts.getPreEmitDiagnostics(program), ...diagnostics] };
}

const FORMAT = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => home,
  getNewLine: () => '\n',
};

/** Leaves out what is private or protected: nobody outside extends these classes. */
const publicMembers = (context) => (file) => {
  const visit = (node) => {
    if (!ts.isClassDeclaration(node)) return ts.visitEachChild(node, visit, context);
    const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
    const { factory } = context;
    return factory.updateClassDeclaration(
      node,
      node.modifiers,
      node.name,
      node.typeParameters,
      node.heritageClauses,
      node.members.filter((member) => !(ts.getCombinedModifierFlags(member) & hidden)),
    );
  };
  return ts.visitNode(file, visit);
};

/** `type Receipt = z.infer<typeof Receipt>` becomes the type that it is, and the schema goes. */
const resolved = (checker) => (context) => (file) => {
  const isInferred = (node) =>
    ts.isTypeAliasDeclaration(node) && /^z\.(infer|input|output)</.test(textOf(node.type));
  const schemas = new Set(file.statements.filter(isInferred).map(({ name }) => name.text));
  const { factory } = context;
  const statements = file.statements.flatMap((node) => {
    if (isInferred(node)) {
      const { name } = ts.getOriginalNode(node);
      const type = written(checker, checker.getTypeAtLocation(name), name.parent);
      const alias = factory.updateTypeAliasDeclaration(node, node.modifiers, node.name, undefined, type);
      return commented(alias, checker, checker.getSymbolAtLocation(name));
    }
    const declares =
      ts.isVariableStatement(node) &&
      node.declarationList.declarations.some(({ name }) => schemas.has(name.text));
    return declares ? [] : [node];
  });
  return factory.updateSourceFile(file, statements);
};

const textOf = (node) => ts.getOriginalNode(node).getText();

/** A type in full, each of its properties with its own comment. */
function written(checker, type, place) {
  const { NoTruncation, InTypeAlias, MultilineObjectLiterals } = ts.NodeBuilderFlags;
  const node = checker.typeToTypeNode(type, place, NoTruncation | InTypeAlias | MultilineObjectLiterals);
  for (const member of ts.isTypeLiteralNode(node) ? node.members : [])
    commented(member, checker, member.name && type.getProperty(member.name.text));
  return node;
}

/** The node with what the sources say of it. */
function commented(node, checker, symbol) {
  const words = ts.displayPartsToString(symbol?.getDocumentationComment(checker)).replaceAll('\n', '\n * ');
  if (!words) return node;
  return ts.addSyntheticLeadingComment(node, ts.SyntaxKind.MultiLineCommentTrivia, `* ${words} `, true);
}

/** The same files with only what the entries lead to, and what changes the page's own types. */
function prune(declared, entries) {
  const host = ts.createCompilerHost({});
  const onDisk = { readFile: host.readFile, fileExists: host.fileExists, getSourceFile: host.getSourceFile };
  const program = ts.createProgram(
    entries,
    { ...settings(), types: [], noEmit: true, typeRoots: [] },
    {
      ...host,
      getCurrentDirectory: () => home,
      directoryExists: undefined,
      fileExists: (name) => declared.has(name) || onDisk.fileExists(name),
      readFile: (name) => declared.get(name) ?? onDisk.readFile(name),
      getSourceFile: (name, ...rest) =>
        declared.has(name)
          ? ts.createSourceFile(name, declared.get(name), ts.ScriptTarget.ES2022, true)
          : onDisk.getSourceFile(name, ...rest),
    },
  );
  const checker = program.getTypeChecker();
  const files = program.getSourceFiles().filter(({ fileName }) => declared.has(fileName));
  const isImport = (statement) => ts.isImportDeclaration(statement);
  const isAlways = (statement) =>
    ts.isModuleDeclaration(statement) && !!(statement.flags & ts.NodeFlags.GlobalAugmentation);
  const isExported = (statement) =>
    ts.isExportDeclaration(statement) || !!(ts.getCombinedModifierFlags(statement) & ts.ModifierFlags.Export);
  const roots = files.flatMap((file) =>
    file.statements.filter((one) => isAlways(one) || (entries.includes(file.fileName) && isExported(one))),
  );
  const kept = reachable(checker, roots, files);
  const isWanted = (file) => file.statements.some((one) => kept.has(one) && !isImport(one));
  const wanted = new Set(files.filter(isWanted).map(({ fileName }) => fileName));
  // A file that only hands on what others declare is named by whoever imports from it.
  const handsOn = (file, one) =>
    ts.isExportDeclaration(one) &&
    !one.exportClause &&
    wanted.has(join(dirname(file.fileName), one.moduleSpecifier.text.replace(/\.js$/, '.d.ts')));
  return new Map(
    files.flatMap((file) => {
      const statements = file.statements.filter(
        (one) => (kept.has(one) && !isImport(one)) || handsOn(file, one),
      );
      if (statements.length === 0) return [];
      const used = namesIn(statements);
      const imports = file.statements.flatMap((one) => (isImport(one) ? narrowed(one, used) : []));
      return [
        [file.fileName, `${[...imports, ...statements.map((one) => one.getFullText().trim())].join('\n')}\n`],
      ];
    }),
  );
}

function namesIn(statements) {
  const names = new Set();
  const visit = (node) => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  statements.forEach(visit);
  return names;
}

/** An import of the names that are used, where there are any. */
function narrowed({ importClause, moduleSpecifier }, used) {
  const bindings = importClause?.namedBindings;
  if (!bindings) return [];
  const from = moduleSpecifier.getText();
  if (ts.isNamespaceImport(bindings))
    return used.has(bindings.name.text) ? [`import type * as ${bindings.name.text} from ${from};`] : [];
  const names = bindings.elements.filter(({ name }) => used.has(name.text)).map((one) => one.getText());
  return names.length > 0 ? [`import { ${names.join(', ')} } from ${from};`] : [];
}
