import { browserJourneys } from './browserJourneys';
import { logs } from './installation';
import { reconnect } from './reconnect';
import { singleUse } from './singleUse';
import { waitInExecution } from './waitInExecution';
import { World } from './world';

/** A first run installs n8n: about 4 minutes, where the registry is far away more. */
const START_WITHIN_MS = 20 * 60_000;

const world = new World();

beforeAll(async () => await world.start(), START_WITHIN_MS);

afterAll(async () => await world.stop());

singleUse(world);
waitInExecution(world);
reconnect(world);
browserJourneys(world);
logs(world);
