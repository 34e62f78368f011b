import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The folder of the operating system for what can be fetched again. */
export function cacheFolder(platform: string = process.platform, env: NodeJS.ProcessEnv = process.env): string {
  const home = homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'boltseal');
  const named = platform === 'win32' ? env.LOCALAPPDATA : env.XDG_CACHE_HOME;
  const usual = platform === 'win32' ? join(home, 'AppData', 'Local') : join(home, '.cache');
  return join(named && isAbsolute(named) ? named : usual, 'boltseal');
}
