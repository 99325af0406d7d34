import { expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkDeeds } from '../../../src/grounding/names/check-deeds.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'It came from a paper of 2021, and Priya Raman built the first loom of oak in a week. Theo Brandt mended the shuttle.',
    'In May Theo Brandt built a second loom by himself.',
    "An audit of the looms in August was carried out by Norrland Assurance. Perrin's lawyers sent a letter that asked us to wait.",
    'The fork was announced by Ines Aldunate, who wrote the first 40,000 lines of Skarv as a student in Lom.',
    'Trine Olsen at Fairway Research called the looms too dear. A volunteer, Jasper Lindholm, offered to oil the treadles.',
    'The crank was built by a smith in Utrecht, Halden Mechanisms, and not in Lom. The inn Larkhost noticed strange rattles on three of its looms.',
    'The Aubry Foundation in Lausanne released the Danish tables in March. Larkspur applied for a licence in Canada in July.',
  ]),
);
const messages = (claim: string) => checkDeeds(readClaim(claim), index).map(({ message }) => message);

it.each([
  ['Last year Theo Brandt built the first loom of oak in a week.', 'Priya Raman'],
  ['As a student Martin Oyelaran wrote the first 40,000 lines of Skarv.', 'Ines Aldunate'],
  ['In August an audit of the looms was carried out by Kestrel Audit.', 'Norrland Assurance'],
  ['Last month Bettina Kroll of Ashworth Securities called the looms too dear.', 'Trine Olsen'],
  ['As a volunteer, Ngozi Eze, offered to oil the treadles.', 'Jasper Lindholm'],
  ['Last year the crank was built by Wolkenblick.', 'Halden Mechanisms'],
  ['Strange rattles of the looms were noticed by Blackthorn Labs.', 'Larkhost'],
  ["Last year Larkspur's lawyers sent a letter that asked the weavers to wait.", 'Perrin'],
])('finds who is said to have done what somebody else did: %s', (claim, doer) => {
  expect(messages(claim)).toEqual([expect.stringContaining(doer)]);
});

it.each([
  'In one week Priya Raman built the first loom of oak.',
  'Last month Trine Olsen called the looms too dear.',
  'Last year Halden Mechanisms built the crank.',
  'Strange rattles of the looms were noticed by Larkhost.',
  'In August the looms were audited by Norrland Assurance.',
  "Last year Perrin's lawyers sent a letter.",
  'As a student Aldunate wrote the first 40,000 lines of Skarv.',
  'In March the Aubry Foundation released the Danish tables.',
  'Larkspur Therapeutics applied for a licence in Canada.',
  "Last year Theo Brandt's team mended a shuttle.",
  'In May Theo Brandt built another loom.',
])('leaves alone who did it, or something else: %s', (claim) => {
  expect(messages(claim)).toEqual([]);
});

it('takes no German noun for somebody', () => {
  const german = indexArticle(
    articleOf([
      'Wie die Stadt sagt, kostete im ersten Jahr der Dienst weniger als gedacht.',
      'Nach einem Jahr spart der neue Einsatz den Leuten am Schalter täglich zwei Stunden Arbeit.',
    ]),
  );
  const claim = 'Wegen der vielen Anfragen spart der Dienst den Leuten am Schalter täglich zwei Stunden Arbeit.';
  expect(checkDeeds(readClaim(claim, german.written), german)).toEqual([]);
});
