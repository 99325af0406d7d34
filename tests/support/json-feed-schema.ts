const url = { type: 'string', format: 'uri' };
const text = { type: 'string' };
const time = { type: 'string', format: 'date-time' };
const author = {
  type: 'object',
  properties: { name: text, url, avatar: url },
  anyOf: [{ required: ['name'] }, { required: ['url'] }, { required: ['avatar'] }],
};
/** What begins with `_` is an extension; what else is unknown would be a misspelling. */
const closed = { patternProperties: { '^_[^.]+$': { type: 'object' } }, additionalProperties: false };

/** JSON Feed 1.1 as https://www.jsonfeed.org/version/1.1/ has it in prose, in JSON Schema 2020-12. */
export const jsonFeedSchema = {
  type: 'object',
  required: ['version', 'title', 'items'],
  properties: {
    version: { const: 'https://jsonfeed.org/version/1.1' },
    ...{ title: text, home_page_url: url, feed_url: url, description: text, user_comment: text, next_url: url },
    ...{ icon: url, favicon: url, author, authors: { type: 'array', items: author }, language: text },
    expired: { type: 'boolean' },
    hubs: { type: 'array', items: { type: 'object', required: ['type', 'url'] } },
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id'],
        anyOf: [{ required: ['content_html'] }, { required: ['content_text'] }],
        properties: {
          ...{ id: { type: 'string', minLength: 1 }, url, external_url: url, title: text, content_html: text },
          ...{
            content_text: text,
            summary: text,
            image: url,
            banner_image: url,
            date_published: time,
            date_modified: time,
          },
          ...{
            author,
            authors: { type: 'array', items: author },
            tags: { type: 'array', items: text },
            language: text,
          },
          attachments: { type: 'array', items: { type: 'object', required: ['url', 'mime_type'] } },
        },
        ...closed,
      },
    },
  },
  ...closed,
} as const;
