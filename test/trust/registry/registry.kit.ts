import assert from 'node:assert/strict';
import type { Answer, Failure } from '../../../server/src/trust/answer';
import type { AskerOptions } from '../../../server/src/trust/registry/asker';
import { type OpenRegistryClient, registryClient } from '../../../server/src/trust/registry/client';
import type { TrustSettings } from '../../../server/src/trust/settings';
import { type RegistryOptions, settingsFor, startRegistry, type TestRegistry } from '../../kit/oci-registry';

/** Clients that tests opened; closed after each. */
const clients: OpenRegistryClient[] = [];

afterEach(() => Promise.all(clients.splice(0).map(it => it.close())));

/** A client that may ask these registries, in an environment that says nothing. */
export function opened(
  registries: readonly Pick<TestRegistry, 'host' | 'tls'>[],
  settings: Partial<TrustSettings> = {},
  options: AskerOptions = {},
): OpenRegistryClient {
  const client = registryClient(settingsFor(registries, settings), { environment: {}, timeout: 1000, ...options });
  clients.push(client);
  return client;
}

/** Runs with a registry of its own. */
export async function withRegistry(
  options: RegistryOptions,
  run: (registry: TestRegistry) => Promise<void>,
): Promise<void> {
  const registry = await startRegistry(options);
  try {
    await run(registry);
  } finally {
    await registry.stop();
  }
}

export function found<T>(answer: Answer<T>): T {
  assert.equal(answer.kind, 'found', JSON.stringify(answer));
  return (answer as { value: T }).value;
}

export function failed(answer: Answer<unknown>): Failure {
  assert.equal(answer.kind, 'failure', JSON.stringify(answer));
  return answer as Failure;
}

/** What a registry was asked: `HEAD /v2/a/manifests/1`. */
export const asked = (registry: TestRegistry): string[] => registry.log.map(it => `${it.method} ${it.path}`);
