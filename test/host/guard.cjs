const { isMainThread } = require('node:worker_threads');

/**
 * Loaded into n8n before n8n itself. Its parent holds the other end of standard input; when that
 * end closes the parent is gone, even by kill -9, and no n8n may be left behind. Worker threads
 * load this file too, with a standard input of their own that says nothing.
 */
if (isMainThread) {
	process.stdin.on('end', () => {
		process.kill(process.pid, 'SIGTERM');
		// The whole group: n8n's task runner is a process of its own.
		setTimeout(() => process.kill(-process.pid, 'SIGKILL'), 5_000).unref();
	});
	process.stdin.on('error', () => {});
	process.stdin.resume();
	process.stdin.unref?.();
}
