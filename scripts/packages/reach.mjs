import ts from 'typescript';

/**
 * The top-level statements of `files` that `roots` lead to, by whatever name they use: what a declaration needs, and
 * what it may call.
 */
export function reachable(checker, roots, files) {
  const found = new Set();
  const within = new Set(files);
  const enter = (statement) => {
    if (!within.has(statement.getSourceFile()) || found.has(statement)) return;
    found.add(statement);
    visit(statement);
  };
  const visit = (node) => {
    if (ts.isIdentifier(node))
      for (const declared of declarationsOf(checker, node)) enter(topLevel(declared));
    ts.forEachChild(node, visit);
  };
  roots.forEach(enter);
  return found;
}

/** Where a name is declared, through imports and exports. */
export function declarationsOf(checker, name) {
  let symbol = checker.getSymbolAtLocation(name);
  if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  return symbol?.declarations ?? [];
}

function topLevel(node) {
  let outer = node;
  while (outer.parent && !ts.isSourceFile(outer.parent)) outer = outer.parent;
  return outer;
}
