import { homedir } from 'node:os';
import { isMapping } from '../../base/mapping';
import { cacheFolder } from '../../host/cache-folder';
import type { TrustSettings } from '../../trust/settings';

/** Where code lenses about images are shown. */
export type CodeLensPlaces = 'off' | 'dockerfiles' | 'all';

/** What a user allows, and how the editor shows it. */
export interface ImageEditorSettings {
  /** Whether the user trusts the authors of the workspace. */
  readonly trusted: boolean;
  readonly trust: TrustSettings;
  readonly codeLens: CodeLensPlaces;
  /** Registries that are never asked, and about which nobody is asked. */
  readonly refused: ReadonlySet<string>;
}

const modes = ['off', 'cache', 'online'] as const;
const places = ['off', 'dockerfiles', 'all'] as const;

/**
 * Reads what a client says of the user's settings; what is missing or wrong counts as not said, and the default of each is the one
 * that allows less. It comes from the client alone, at its start (`initializationOptions.images`) and by `boltseal/imageSettings`:
 * the answer to `workspace/configuration` is merged with what a workspace sets, which must not switch on a network.
 */
export function imageSettingsOf(said: unknown): ImageEditorSettings {
  const it = isMapping(said) ? said : {};
  const proxy = text(it.proxy);
  const trustPolicy = text(it.trustPolicy);
  const trusted = it.trusted !== false;
  return {
    trusted,
    trust: {
      // In a folder whose authors the user does not trust nothing is looked up, whatever else was said.
      mode: trusted ? oneOf(it.mode, modes, 'off') : 'off',
      registries: texts(it.registries),
      privateRegistries: texts(it.privateRegistries),
      insecureRegistries: texts(it.insecureRegistries),
      mirrors: isMapping(it.mirrors)
        ? Object.fromEntries(Object.entries(it.mirrors).map(([name, list]) => [name, texts(list)]))
        : {},
      credentials: it.useDockerCredentials === true,
      revocation: it.checkRevocation === true,
      ...(proxy === undefined ? {} : { proxy }),
      certificateFiles: texts(it.certificateFiles).map(atHome),
      presets: texts(it.presets),
      ...(trustPolicy === undefined ? {} : { trustPolicy: atHome(trustPolicy) }),
      signerFiles: texts(it.signerFiles).map(atHome),
      acceptedPolicies: texts(it.acceptedPolicies),
      cacheFolder: text(it.cacheFolder) ?? cacheFolder(),
    },
    codeLens: oneOf(it.codeLens, places, 'dockerfiles'),
    refused: new Set(texts(it.refusedRegistries)),
  };
}

/** `~/ca.pem` is below the user's own folder. */
const atHome = (path: string): string => path.replace(/^~(?=[/\\])/, homedir());

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.flatMap(it => text(it) ?? []) : []);

const oneOf = <T extends string>(value: unknown, known: readonly T[], otherwise: T): T =>
  known.find(it => it === value) ?? otherwise;
