const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

// n8n-core makes its settings file when it is loaded: not in the home of whoever runs the tests.
process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'n8n-nodes-airbyte-'));
process.env.N8N_ENCRYPTION_KEY ??= 'tests';
process.env.N8N_LOG_LEVEL ??= 'silent';
