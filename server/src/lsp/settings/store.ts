import { dirname } from 'node:path/posix';
import type { Catalog } from '../../engine/catalog';
import type { ImageSettings, Layer } from '../../engine/settings/configuration';
import { settingsOf } from '../../engine/settings/parse';
import { Settings } from '../../engine/settings/settings';
import { readSettings } from '../../host/settings';
import { settingsAbove } from '../../host/walk';
import type { TrustProject } from '../../trust/open';
import type { Complain } from '../guard';

/** The section `boltseal` of the editor's settings, as it arrives: anything may be missing or wrong. */
export interface EditorSettings {
  readonly enable?: unknown;
  readonly rules?: unknown;
  readonly exclude?: unknown;
}

/** What holds for a document. */
export interface DocumentSettings {
  readonly settings: Settings;
  /** What the settings files around it say of the trust in images, and the folder of the workspace. */
  readonly projects: readonly TrustProject[];
  /** Whether the editor wants to see findings here. */
  readonly enabled: boolean;
}

export interface SettingsSource {
  readonly catalog: Catalog;
  /** The section `boltseal` of the editor's settings, for a folder or in general. */
  editorSettings(folder: string | undefined): Promise<EditorSettings>;
  /** The workspace folder that holds the path. */
  folderOf(path: string): string | undefined;
  readonly complain: Complain;
}

/**
 * The settings of every folder: those of the editor, then each `.boltseal.yaml` from the widest folder to the narrowest.
 * Read once, until something changes.
 */
export class SettingsStore {
  private byFolder = new Map<string, Promise<DocumentSettings>>();
  private settings = new Map<string, Settings>();
  private files = new Map<string, Promise<Layer>>();
  private editors = new Map<string, Promise<{ readonly layer: Layer; readonly enabled: boolean }>>();

  constructor(private readonly source: SettingsSource) {}

  /** @param path absolute; `undefined` for a document that is no file */
  for(path: string | undefined): Promise<DocumentSettings> {
    const key = path === undefined ? '' : dirname(path);
    let found = this.byFolder.get(key);
    if (!found) {
      found = this.resolve(path === undefined ? undefined : key);
      this.byFolder.set(key, found);
    }
    return found;
  }

  /** Forget everything: a settings file, the editor's settings or the folders changed. */
  invalidate(): void {
    this.byFolder = new Map();
    this.settings = new Map();
    this.files = new Map();
    this.editors = new Map();
  }

  private async resolve(folder: string | undefined): Promise<DocumentSettings> {
    // What is forgotten meanwhile must not come back: it is kept where it was asked from.
    const made = this.settings;
    const workspace = folder === undefined ? undefined : this.source.folderOf(folder);
    const { layer, enabled } = await this.editor(workspace);
    const paths = folder === undefined ? [] : await settingsAbove(folder, workspace ?? folder);
    const layers = await Promise.all(paths.map(path => this.file(path)));
    // Folders for which the same files speak share one object, and so the rules that it made ready.
    const key = [workspace ?? '', ...paths].join('\n');
    const settings = made.get(key) ?? new Settings(this.source.catalog, [layer, ...layers]);
    made.set(key, settings);
    return { settings, enabled, projects: projectsOf(layers, workspace) };
  }

  private file(path: string): Promise<Layer> {
    let layer = this.files.get(path);
    if (!layer) {
      layer = readSettings(path, this.source.catalog).then(it => it.layer);
      this.files.set(path, layer);
    }
    return layer;
  }

  private editor(workspace: string | undefined): Promise<{ readonly layer: Layer; readonly enabled: boolean }> {
    const key = workspace ?? '';
    let found = this.editors.get(key);
    if (!found) {
      found = this.readEditor(workspace);
      this.editors.set(key, found);
    }
    return found;
  }

  private async readEditor(
    workspace: string | undefined,
  ): Promise<{ readonly layer: Layer; readonly enabled: boolean }> {
    const said = (await this.source.editorSettings(workspace)) ?? {};
    const { rules = {}, exclude = [], enable } = said;
    const { configuration, problems } = settingsOf({ rules, exclude }, this.source.catalog);
    for (const problem of problems) this.source.complain(`In the editor's settings: ${problem.message}`);
    return {
      layer: { folder: workspace ?? '', configuration, everywhere: true },
      enabled: enable !== false,
    };
  }
}

/** The folders whose policies hold: those of settings files, and that of the workspace. */
function projectsOf(layers: readonly Layer[], workspace: string | undefined): readonly TrustProject[] {
  const own = layers.map(({ folder, configuration: { images } }) => ({ folder, ...(images ?? nothingSaid) }));
  const isThere = workspace === undefined || own.some(it => it.folder === workspace);
  return isThere ? own : [{ folder: workspace, ...nothingSaid }, ...own];
}

const nothingSaid: ImageSettings = { presets: [], lock: true, signers: [], exceptions: [] };
