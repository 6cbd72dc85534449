import { examplesApp } from './examplesApp';
import { examplesBatch } from './examplesBatch';
import { examplesSingle } from './examplesSingle';
import { ExamplesWorld } from './examplesWorld';

/** A first run installs n8n: about 4 minutes, where the registry is far away more. */
const START_WITHIN_MS = 20 * 60_000;

const world = new ExamplesWorld();

beforeAll(async () => await world.start(), START_WITHIN_MS);

afterAll(async () => await world.stop());

examplesSingle(world);
examplesApp(world);
examplesBatch(world);
