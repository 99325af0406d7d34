import { catalogueTransferContract } from '../contract/catalogue-transfer-contract.ts';
import { openTempStore } from '../support/open-temp-store.ts';

catalogueTransferContract('sqlite', { open: openTempStore });
