import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNegation } from '../../../src/grounding/denied/check-negation.ts';
import { checkFigureDirection } from '../../../src/grounding/turned/check-figure-direction.ts';
import { checkImpossibleChanges } from '../../../src/grounding/turned/check-impossible-changes.ts';
import { checkOpposites } from '../../../src/grounding/turned/check-opposites.ts';
import { checkOrder } from '../../../src/grounding/turned/check-order.ts';
import { checkPairs } from '../../../src/grounding/turned/check-pairs.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'Net income fell to $212 million in the quarter. Orders from car makers grew for the first time in two years.',
    'Upgrade the replicas first and the primary afterwards. The metrics port moved from 9100 to 9187.',
    'Memory encryption is disabled on the cheaper models. The cache does not keep deleted rows.',
    'The audit of the payroll was not delayed. Bright Systems has agreed to acquire Tamar Health.',
    'The drill is public; the slides of the workshop are not, because the hall forbids it. No extra pump is needed in Vik. Rain is not enough.',
    'We weigh whether to sell the mill. We have not decided yet; the board meets in May. Letters of the choir must not be used for adverts.',
    'The tariff is 35% dearer than before. The shift ended six days before the strike began. Repairs drop output by 7%.',
    'Bread sold best in the harbour, with 40 loaves, and worst in the market. Rows are sorted by town and street rather than by town alone.',
    'Ms Aune, who took over from Mr Bakke, split four wards into eleven. Doors opened after the siren reached Lom.',
    'The board did not find that stones were lost in the fire. The mill found 83% of the stones, while the sieve found 79%. Ms Dahl handed the keys of the mill to Mr Foss.',
    'In June a barge in Moss sank, after which the town shut the weir of the canal. The toll of the canal went from 1.8 crowns to 2.4.',
    'The small oven with steam bakes twice as fast as the large one without steam.',
    'The fault kept readers from opening the archive of letters. Version 8 does not detect the worm in letters. The archive still uses the index.',
    'On 8 May a stranger took over two kiosks at the pier in Hove. Tern may not sell more than six stalls to any single trader. Buyers may withdraw if no soil sample is tested by May.',
    'Herons were moved to a pond at Nym, where by the latest count of the warden they have doubled in number.',
    'With the gate shut the leak needs a wrench, and its severity score falls to 6.5.',
    'The hall stands at Holm rather than at the old quay, where the ground is poisoned. Sails have to be dried before the ropes, since a wet sail rots.',
    'The bank has not yet approved the bridge at Skarv. Bakers do not need to pay for the permit.',
    'The diver at Aas received nothing from the sale of the anchor. No captain had ever complained about the fog bell, and Ms Berge saw no reason to mend it.',
    'The mayor offered the bridge toll to Skien, and Skien turned it down. The court of appeal overturned the verdict of the court in Sund.',
    'Alarms in the tower are off until the keeper agrees. Ms Holt declined an invitation from the choir in May.',
    'The ferry of Tveit is quicker thanks to a cleaner hull and not to the larger engine. The heating of the school at Lie runs on wood chips, not oil.',
    'In 1966 the organist moved to Bamble, where she taught. Four inns have a well, but only the inn of Hol has a cellar.',
    'The warranty of the Arn loom is three years, one more than Bolt offers. The bell of the loom is softer now, though not silent.',
    'The balloon fired its burner for six minutes and climbed to 720 metres, where it let go of the second kite. The fare to Utne rose to 40 crowns in the spring.',
    'The toll book was rewritten from Latin in Norse by a monk. The smithy replaced the copper nails of the roof with iron ones. In May the choir moved its chest of hymns from a cupboard in the old school to a shelf of its own in the crypt. The inns of Vang are giving up ale in favour of cider.',
    'All looms from 5.2 to 6.0 are affected. Looms 5.1 and older are not, because they have gears. The share price of Havn rose in the first hour and ended lower in the evening.',
  ]),
);
const codes = (claim: string) => {
  const read = readClaim(claim);
  const checks = [checkFigureDirection, checkOpposites, checkImpossibleChanges, checkOrder, checkPairs, checkNegation];
  return checks.flatMap((check) => check(read, index)).map(({ code }) => code);
};

describe('checks of direction, order and negation', () => {
  it.each([
    'In 1966 the organist moved from Kragero to Bamble.',
    'After a six-minute burn the balloon dropped the second kite at 720 metres.',
    'A monk rewrote the toll book from Latin in Norse.',
    'Iron nails replace the copper ones of the roof.',
    'The inns of Vang are replacing ale with cider.',
    'The inns besides Hol do not have a cellar.',
    'The warranty of Bolt is two years, one less than that of the Arn loom.',
    'The bell of the loom is quieter now.',
    'The ferry of Tveit is quicker thanks to a cleaner hull.',
    'The ferry of Tveit owes its speed to a cleaner hull rather than to the larger engine.',
    'The school at Lie used to run its heating on oil.',
    'Skien rejected the bridge toll that the mayor offered.',
    'Alarms in the tower are switched off until the keeper agrees.',
    'Ms Holt turned down an invitation from the choir in May.',
    'The approval of the bridge at Skarv by the bank is pending.',
    'The permit is free for bakers.',
    'The bank did not need a lawyer.',
    'Had a captain complained about the fog bell, Ms Berge would not have seen no reason to mend it.',
    'The hall stands at Holm rather than at the old quay.',
    'The sails have to be dried before the ropes.',
    'Net income declined to $212 million in the quarter.',
    'Orders from car makers rose for the first time in two years.',
    'The replicas are upgraded before the primary.',
    'The metrics port moved from 9100 to 9187.',
    'Memory encryption is turned off on the cheaper models.',
    'Deleted rows are not kept by the cache.',
    'Tamar Health is being acquired by Bright Systems.',
    'Nobody delayed the audit of the payroll.',
    'Premium models are less expensive with memory encryption disabled.',
    'Readers were unable to open the archive of letters.',
    'Version 9 detects the worm in letters.',
    'Slides of the drill are public.',
    'The strike began six days after the shift ended.',
    'Bread sold worst in the market and best in the harbour.',
    'Rows are sorted by town alone no more, but by town and street.',
    'Mr Bakke was succeeded by Ms Aune.',
    'The large oven without steam bakes more slowly than the small one with steam.',
    'The old tariff was a quarter cheaper.',
    'A small oven is better than none.',
    'The weir of the canal was shut after a barge in Moss had sunk.',
    'Of the stones the sieve found 79% and the mill 83%.',
    'Mr Foss got the keys of the mill from Ms Dahl.',
    'Two of the wards were not split.',
    'Two kiosks at the pier in Hove were taken over on 8 May.',
    'No single trader may buy more than six stalls.',
    'Buyers may withdraw unless a soil sample is tested by May.',
  ])('take for said: %s', (claim) => {
    expect(codes(claim)).toEqual([]);
  });

  it.each([
    ['The toll book was rewritten from Norse in Latin.', 'direction'],
    ['Copper nails replace the iron ones of the roof.', 'direction'],
    ['The chest of hymns was moved from the crypt to a cupboard in the school.', 'direction'],
    ['The inns of Vang are dropping cider in favour of ale.', 'direction'],
    ['The balloon fired its burner and dropped to 720 metres.', 'direction'],
    ['In the spring the ferry cut the fare to Utne to 40 crowns.', 'direction'],
    ['The inn of Hol does not have a cellar.', 'negation'],
    ['The ferry of Tveit is quicker thanks to the larger engine.', 'negation'],
    ['The heating of the school at Lie runs on oil.', 'negation'],
    ['Skien accepted the bridge toll that the mayor offered.', 'direction'],
    ['The court of appeal upheld the verdict of the court in Sund.', 'direction'],
    ['Alarms in the tower stay on until the keeper agrees.', 'direction'],
    ['Ms Holt accepted an invitation from the choir in May.', 'direction'],
    ['The bank has approved the bridge at Skarv.', 'negation'],
    ['Bakers have to pay for the permit.', 'negation'],
    ['The diver at Aas received part of the sale of the anchor.', 'negation'],
    ['Captains had complained about the fog bell, but Ms Berge saw no reason to mend it.', 'negation'],
    ['The hall stands at the old quay rather than at Holm.', 'direction'],
    ['The ropes have to be dried before the sails.', 'direction'],
    ['Net income rose to $212 million in the quarter.', 'direction'],
    ['Orders from car makers fell for the first time in two years.', 'direction'],
    ['Memory encryption is enabled on the cheaper models.', 'direction'],
    ['Upgrade the primary first and the replicas afterwards.', 'direction'],
    ['The metrics port moved from 9187 to 9100.', 'direction'],
    ['Tamar Health has agreed to acquire Bright Systems.', 'direction'],
    ['With the gate shut the severity score rises to 9.1.', 'direction'],
    ['The number of herons has halved since they were moved to Nym.', 'direction'],
    ['Looms 5.1 and older are affected because they have gears.', 'negation'],
    ['The share price of Havn fell in the first hour and ended higher in the evening.', 'direction'],
    ['Throughput rose from 90 to 70 requests.', 'direction'],
    ['The slides of the workshop are public.', 'negation'],
    ['An extra pump is needed to keep Vik dry.', 'negation'],
    ['Rain alone is enough.', 'negation'],
    ['The mill has decided to sell.', 'negation'],
    ['Letters of the choir may be used for adverts.', 'negation'],
    ['The tariff is 35% cheaper than before.', 'direction'],
    ['The shift ended six days after the strike began.', 'direction'],
    ['Repairs improve output by 7%.', 'direction'],
    ['Rows are sorted by town alone rather than by town and street.', 'direction'],
    ['Ms Aune was succeeded by Mr Bakke.', 'direction'],
    ['The board found that stones were lost in the fire.', 'negation'],
    ['The sieve found 83% of the stones, while the mill found 79%.', 'direction'],
    ['Mr Foss handed the keys of the mill to Ms Dahl.', 'direction'],
    ['The toll of the canal fell from 2.4 to 1.8 crowns.', 'direction'],
    ['Ms Aune merged eleven wards into four.', 'direction'],
    ['The cache does keep deleted rows.', 'negation'],
    ['Profit was 40 million, up from 52 million.', 'direction'],
    ['The archive no longer uses the index.', 'negation'],
    ['The audit of the payroll was delayed.', 'negation'],
    ['Orders from car makers never grew for the first time in two years.', 'negation'],
  ])('find turned: %s', (claim, code) => {
    expect(codes(claim)).toContain(code);
  });
});
