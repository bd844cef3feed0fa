/**
 * What Chromium tells assistive technology of a test's page: the command `accessibility-tree` gives every node that it
 * does not ignore, in reading order, with role, name, description and states. The test runner's own asks for what Playwright has no more.
 */
export const accessibilityTree = {
  name: 'accessibility-tree',
  async executeCommand({ command, session }) {
    if (command !== 'accessibility-tree') return undefined;
    const page = session.browser.getPage(session.id);
    const devtools = await page.context().newCDPSession(page);
    try {
      const { nodes } = await devtools.send('Accessibility.getFullAXTree');
      return inOrder(nodes)
        .filter(({ ignored }) => !ignored)
        .map(plain);
    } finally {
      await devtools.detach();
    }
  },
};

/** The browser gives a tree level by level. */
function inOrder(nodes) {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const under = (node) => [node, ...(node.childIds ?? []).flatMap((id) => under(byId.get(id)))];
  return under(nodes[0]);
}

function plain({ role, name, description, properties = [] }) {
  return {
    role: role?.value,
    name: name?.value ?? '',
    description: description?.value ?? '',
    ...Object.fromEntries(properties.map((one) => [one.name, one.value.value])),
  };
}
