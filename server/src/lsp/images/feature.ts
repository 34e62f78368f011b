import { dirname } from 'node:path/posix';
import { CodeLensRefreshRequest, type Connection } from 'vscode-languageserver/node';
import { lockFileName } from '../../engine/lock-file';
import type { Files } from '../../engine/ports';
import { policyKindOf } from '../../facts/trust-policy/document';

import { settingsAbove, settingsNames } from '../../host/walk';
import type { Analyst } from '../analyst';
import type { Documents } from '../documents';
import { type Complain, safely } from '../guard';
import { type CheckImagesParams, type InitializationOptions, notifications, type SaidImageSettings } from '../protocol';
import { Checks } from './checks';
import { RegistryConsent } from './consent';
import type { Owner } from './group';
import { WorkspaceImages } from './images';
import { LockFiles } from './locks';
import { type ImageEditorSettings, imageSettingsOf } from './settings';

export interface ImageFeatureOptions {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly initial: InitializationOptions;
  /** Whether the client can be told to ask for code lenses again. */
  readonly refreshesLenses: boolean;
  /** Open documents as they are in the editor, the others as they are on the disk. */
  readonly files: Files;
  readonly folderOf: (path: string) => string | undefined;
  /** What is known of the images of these, or of all, is another thing now. */
  readonly changed: (owners?: ReadonlySet<Owner>) => void;
  readonly complain: Complain;
}

/** A `.boltseal.yaml`. */
export interface SettingsFile {
  readonly path: string;
  readonly exists: boolean;
  /** `undefined` where it cannot be read. */
  readonly text: string | undefined;
}

/** Larger settings files are not edited. */
const longest = 1_000_000;

/** Trust in images, as a session has it: settings, consent, what is known, and when it is asked for. */
export class ImageFeature {
  readonly images: WorkspaceImages;
  settings: ImageEditorSettings;
  readonly consent: RegistryConsent;
  private readonly locks: LockFiles;
  private checks: Checks | undefined;

  constructor(private readonly options: ImageFeatureOptions) {
    const { connection, initial, folderOf, complain } = options;
    this.settings = imageSettingsOf(initial.images);
    this.locks = new LockFiles({ folderOf });
    this.consent = new RegistryConsent({
      connection,
      settings: () => this.settings,
      remembers: initial.registryAnswers === true,
      complain,
    });
    this.images = new WorkspaceImages({
      settings: () => this.settings,
      consent: this.consent,
      lockOf: path => this.locks.of(path),
      changed: owners => this.changed(owners),
      complain,
    });
  }

  /** Begins to listen. */
  follow(analyst: Analyst): void {
    const { connection, documents, complain } = this.options;
    this.checks = new Checks({ documents, analyst, images: this.images, complain });
    connection.onNotification(
      notifications.imageSettings,
      safely(complain, 'settings about images', (said: SaidImageSettings) => {
        this.settings = imageSettingsOf(said);
        this.images.forget();
        this.changed();
        this.checks?.all();
      }),
    );
  }

  /** Asks the registries of a document's images, whatever was asked before. */
  async check({ uri, references }: CheckImagesParams): Promise<void> {
    const document = this.options.documents.get(uri);
    if (document) await this.checks?.now(document, references);
  }

  /** The settings file that speaks for a path, or the one to be made. */
  async settingsFile(path: string): Promise<SettingsFile> {
    const { files, folderOf } = this.options;
    const folder = folderOf(path) ?? dirname(path);
    const own = (await settingsAbove(dirname(path), folder)).at(-1);
    const read = own === undefined ? undefined : await files.read(own, longest);
    if (own !== undefined) return { path: own, exists: true, text: read && 'text' in read ? read.text : undefined };
    return { path: `${folder === '/' ? '' : folder}/${settingsNames[0]}`, exists: false, text: '' };
  }

  /** @returns whether these files hold what images are judged with, so that all is judged anew */
  filesChanged(names: readonly string[]): boolean {
    if (!names.some(it => it.endsWith(`/${lockFileName}`) || policyKindOf(it) || it.includes('/truststore/')))
      return false;
    this.forget();
    return true;
  }

  /** Settings files or folders are others. */
  forget(): void {
    this.locks.forget();
    this.images.forget();
  }

  private changed(owners?: ReadonlySet<Owner>): void {
    const { connection, refreshesLenses, changed } = this.options;
    changed(owners);
    if (refreshesLenses) void connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
  }
}
