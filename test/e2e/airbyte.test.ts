import { consentFlow } from './consentFlow';
import { credentialTests } from './credentialTests';
import { installation, logs } from './installation';
import { ownAppFlow } from './ownAppFlow';
import { redirectShapes } from './redirectShapes';
import { refusals } from './refusals';
import { World } from './world';

/** A first run installs n8n: about 4 minutes, where the registry is far away more. */
const START_WITHIN_MS = 20 * 60_000;

const world = new World();

beforeAll(async () => await world.start(), START_WITHIN_MS);

afterAll(async () => await world.stop());

installation(world);
consentFlow(world);
redirectShapes(world);
ownAppFlow(world);
refusals(world);
credentialTests(world);
logs(world);
