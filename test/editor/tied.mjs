/**
 * Runs a program in this process and ties its life to its parent's: when standard input closes, because the
 * parent ended in whatever way, the whole process group goes. `node tied.mjs program.js arguments...`
 */
import { pathToFileURL } from 'node:url';

process.stdin.on('end', () => process.kill(-process.pid, 'SIGKILL')).resume();
process.argv.splice(1, 1);
await import(pathToFileURL(process.argv[1]).href);
