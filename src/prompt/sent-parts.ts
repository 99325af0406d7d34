/** The drafts of an article's parts as a model gets to see them, in light Markdown and each text on one line. */
export function sentParts(parts: readonly { readonly whyItMatters: string; readonly bullets: readonly string[] }[]) {
  const drafts = parts.map(({ whyItMatters, bullets }, index) => {
    const list = bullets.map((bullet) => `- ${oneLine(bullet)}`).join('\n');
    return `## Part ${index + 1} of ${parts.length}\n\n${oneLine(whyItMatters)}\n\n${list}`;
  });
  return drafts.join('\n\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
