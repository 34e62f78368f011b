import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { askHelper } from './credential-helper';
import { type Credential, type DockerConfig, entryFor, hubServer, parseDockerConfig } from './docker-config';
import { isHub } from './endpoint';
import type { Environment } from './proxies';

const largestConfig = 4 * 1024 * 1024;
/** For how long an answer is taken again; a sign-in meanwhile is noticed after that, or after a refusal. */
const kept = 60_000;

/** Credentials of the user's Docker configuration, kept in memory for a moment. */
export class Credentials {
  private readonly known = new Map<string, { readonly credential: Promise<Credential | undefined>; until: number }>();

  constructor(
    private readonly allowed: boolean,
    private readonly environment: Environment,
    private readonly now: () => number,
  ) {}

  /** @param registry as references name it: `docker.io`, `registry.example:5000` */
  for(registry: string): Promise<Credential | undefined> {
    if (!this.allowed) return Promise.resolve(undefined);
    const known = this.known.get(registry);
    if (known && known.until > this.now()) return known.credential;
    const credential = this.find(isHub(registry) ? hubServer : registry);
    this.known.set(registry, { credential, until: this.now() + kept });
    return credential;
  }

  /** After a refusal: the next time it is looked up again. */
  forget(registry: string): void {
    this.known.delete(registry);
  }

  private async find(server: string): Promise<Credential | undefined> {
    const config = await this.config();
    const helper = entryFor(config.helpers, server) ?? config.store;
    const told = helper === undefined ? undefined : await askHelper(helper, server, this.environment);
    return told ?? entryFor(config.credentials, server);
  }

  private async config(): Promise<DockerConfig> {
    const home = this.environment.HOME ?? this.environment.USERPROFILE ?? homedir();
    const file = join(this.environment.DOCKER_CONFIG || join(home, '.docker'), 'config.json');
    try {
      const { size } = await stat(file);
      return parseDockerConfig(size > largestConfig ? '' : await readFile(file, 'utf8'));
    } catch {
      return parseDockerConfig('');
    }
  }
}
