import { connector } from './connector';
import { oauth } from './oauth';
import type { Resource } from './operation';
import { source } from './source';
import { workspace } from './workspace';

/** All that the node can do. The node's fields, its lists and the routing derive from this. */
export const resources: Resource[] = [oauth, source, workspace, connector];
