import { feedStatesContract } from '../contract/feed-states-contract.ts';
import { openFeedStates } from './open-feed-states.ts';

feedStatesContract('sqlite', { open: openFeedStates });
