import { fullReference } from '../../facts/image/status';
import type { Analyst } from '../analyst';
import type { Document, Documents } from '../documents';
import { type Complain, safely } from '../guard';
import type { WorkspaceImages } from './images';

export interface ChecksOptions {
  readonly documents: Documents;
  readonly analyst: Pick<Analyst, 'judge'>;
  readonly images: WorkspaceImages;
  readonly complain: Complain;
}

/** A document must be left alone for so long before its images are asked for, in milliseconds. */
const idle = 600;

/** Has the images of documents checked when these are opened or saved, and somebody does not type just then. */
export class Checks {
  private readonly waiting = new Map<string, NodeJS.Timeout>();

  constructor(private readonly options: ChecksOptions) {
    const { documents, images } = options;
    documents.onDidOpen(it => this.schedule(it));
    documents.onDidSave(it => this.schedule(it));
    documents.onDidChange(it => {
      if (this.waiting.has(it.uri)) this.schedule(it);
    });
    documents.onDidClose(({ uri, path }) => {
      this.cancel(uri);
      images.release(path ?? uri);
    });
  }

  /** All open documents: settings are others. */
  all(): void {
    for (const it of this.options.documents.all()) this.schedule(it);
  }

  /** Asks now. @param references in full; all of the document when absent */
  async now(document: Document, references?: readonly string[]): Promise<void> {
    this.cancel(document.uri);
    await this.check(document, true, references);
  }

  private schedule({ uri }: Document): void {
    this.cancel(uri);
    if (!this.options.images.isOn) return;
    const { documents, complain } = this.options;
    const check = safely(complain, 'images of a document', async () => {
      this.waiting.delete(uri);
      const current = documents.get(uri);
      if (current) await this.check(current, false);
    });
    this.waiting.set(uri, setTimeout(check, idle));
  }

  private cancel(uri: string): void {
    clearTimeout(this.waiting.get(uri));
    this.waiting.delete(uri);
  }

  private async check(document: Document, again: boolean, references?: readonly string[]): Promise<void> {
    const judged = await this.options.analyst.judge(document);
    if (!judged) return;
    const wanted = judged.analysis.images.filter(it => references?.includes(fullReference(it)) ?? true);
    await this.options.images.check(judged.judging, wanted, again);
  }
}
