import { createTextWorkerPool } from '../../src/workers/text-worker-pool.ts';
import { workersContract } from '../contract/workers-contract.ts';
import { inProcessWorkers } from '../support/in-process-workers.ts';

workersContract('threads', { open: createTextWorkerPool });
workersContract('the stand-ins of other tests', { open: () => inProcessWorkers });
