import { makeLocalQueue } from '../../src/queue/local.ts';
import { queueContract } from '../contracts/queue.ts';
import { silentLog } from './silent-log.ts';

queueContract('local', () => makeLocalQueue(silentLog()));
