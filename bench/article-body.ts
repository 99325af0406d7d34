/** Markdown of about `bytes` bytes that reads like an article: headings, paragraphs, a list, a code block. `n` makes it one of its kind. */
export function articleBody(bytes: number, n: number): string {
  const parts = [`# Moving the order store, part ${n}\n`];
  for (let section = 1; size(parts) < bytes; section += 1) {
    parts.push(
      `## Step ${section}\n`,
      `In week ${section} the team moved ${section * 120} tables of tenant ${n} to the new cluster. The copy ran for ${section + 3} hours and kept both sides in step. Nobody on call was woken, because every step could be undone with one command.\n`,
      `- The *old* cluster served [reads](https://example.com/${n}) until the last row had arrived.\n- Writes were queued for ${section + 1} seconds during the switch.\n- A checksum of each table was compared before the switch.\n`,
      `\`\`\`sql\nSELECT count(*) FROM orders WHERE tenant = ${n} AND step = ${section};\n\`\`\`\n`,
      `After the switch the slowest query took ${section * 7} milliseconds instead of ${section * 90}. That lets support staff answer customers while they are still on the phone, which cut repeat calls by ${section + 11} percent.\n`,
    );
  }
  return parts.join('\n').slice(0, bytes);
}

function size(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length + 1, 0);
}
