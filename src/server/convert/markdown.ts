/** Our safe Markdown as HTML: headings, emphasis, lists, links and paragraphs. */
export function toHtml(markdown: string): string {
  return markdown
    .split(/\n{2,}/)
    .map((block) => {
      const lines = block.split('\n');
      const heading = /^(#{1,6}) +(.*)$/.exec(block);
      if (heading && lines.length === 1) return `<h3>${inline(heading[2]!)}</h3>`;
      for (const [tag, mark] of [
        ['ul', /^[-*] +/],
        ['ol', /^\d+[.)] +/],
      ] as const)
        if (lines.every((line) => mark.test(line)))
          return `<${tag}>${lines.map((line) => `<li>${inline(line.replace(mark, ''))}</li>`).join('')}</${tag}>`;
      return `<p>${lines.map(inline).join('<br>')}</p>`;
    })
    .join('');
}

function inline(words: string): string {
  return words
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\[([^\]]+)\]\(((?:https?:\/\/|mailto:)[^\s)"]+)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>');
}
