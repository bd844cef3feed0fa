/** Inside a transaction's callback only the transaction may be used: `db` would wait for a connection that it holds. */
export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: { db: 'Use the transaction («tx») here: on one connection, «db» waits for it for ever.' },
  },
  create(context) {
    const inside = [];
    const isTransaction = (node) =>
      node.callee.type === 'MemberExpression' &&
      node.callee.property.name === 'execute' &&
      /\.transaction\(\)/.test(context.sourceCode.getText(node.callee.object));
    return {
      CallExpression(node) {
        if (isTransaction(node)) inside.push(node);
      },
      'CallExpression:exit'(node) {
        if (inside.at(-1) === node) inside.pop();
      },
      Identifier(node) {
        const call = inside.at(-1);
        const inArguments = call?.arguments.some(
          (one) => one.range[0] <= node.range[0] && node.range[1] <= one.range[1],
        );
        const isName =
          node.parent.type === 'MemberExpression' && node.parent.property === node && !node.parent.computed;
        if (inArguments && node.name === 'db' && !isName) context.report({ node, messageId: 'db' });
      },
    };
  },
};
