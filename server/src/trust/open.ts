import type { ImageTrust } from '../engine/ports';
import type { ImageSettings } from '../engine/settings/configuration';
import type { TrustSettings } from './settings';

/** What a project says, and the folder of its settings file. */
export interface TrustProject extends ImageSettings {
  readonly folder: string;
}

export interface OpenOptions {
  readonly settings: TrustSettings;
  readonly projects: readonly TrustProject[];
  /** The time; that of the machine when absent. */
  readonly now?: () => Date;
}

/**
 * Opens the floor that knows registries and signatures. Load this module only when it is needed: `await import(...)`.
 * Reads policies and what is kept on the disk; asks nobody.
 */
export async function openImageTrust({ settings, projects, now = () => new Date() }: OpenOptions): Promise<ImageTrust> {
  const { TrustService } = await import('./service');
  return TrustService.open(settings, projects, now);
}
