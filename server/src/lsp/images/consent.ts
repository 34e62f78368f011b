import { type Connection, MessageType, ShowMessageRequest } from 'vscode-languageserver/node';
import { lookUp } from '../../base/look-up';
import type { NamedImage } from '../../facts/image/status';
import type { Complain } from '../guard';
import { notifications, type RegistryAnswer } from '../protocol';
import type { ImageEditorSettings } from './settings';

export interface ConsentOptions {
  readonly connection: Pick<Connection, 'sendRequest' | 'sendNotification'>;
  readonly settings: () => ImageEditorSettings;
  /** Whether the client keeps answers in the user's settings. */
  readonly remembers: boolean;
  readonly complain: Complain;
}

const always = 'Always';
const session = 'This Session';
const never = 'Never';

/** Which registries the user lets us ask. About each the user is asked once. */
export class RegistryConsent {
  private readonly allowed = new Set<string>();
  private readonly refused = new Set<string>();
  private readonly asking = new Map<string, Promise<void>>();

  constructor(private readonly options: ConsentOptions) {}

  /** Those of the settings, and those of this session. */
  get registries(): readonly string[] {
    return [...new Set([...this.options.settings().trust.registries, ...this.allowed])];
  }

  isAllowed(registry: string): boolean {
    const { registries } = this.options.settings().trust;
    return registries.includes(registry) || registries.includes('*') || this.allowed.has(registry);
  }

  /** For this session, by an action of the user. */
  allow(registry: string): void {
    this.allowed.add(registry);
    this.refused.delete(registry);
  }

  /**
   * Whether a registry may be asked about these images. The user is asked when nothing was said of it.
   * @param again the user wants it checked: what was put off or refused in this session is asked again
   */
  async obtain(registry: string, images: readonly NamedImage[], again: boolean): Promise<boolean> {
    if (this.isAllowed(registry)) return true;
    if (this.options.settings().refused.has(registry) || (this.refused.has(registry) && !again)) return false;
    let asking = this.asking.get(registry);
    if (!asking) {
      asking = this.ask(registry, images).finally(() => this.asking.delete(registry));
      this.asking.set(registry, asking);
    }
    await asking;
    return this.isAllowed(registry);
  }

  private async ask(registry: string, images: readonly NamedImage[]): Promise<void> {
    const { connection, remembers, complain } = this.options;
    // Whoever shuts the message without an answer is left in peace.
    this.refused.add(registry);
    const titles = remembers ? [always, session, never] : [session, never];
    try {
      const chosen = await connection.sendRequest(ShowMessageRequest.type, {
        type: MessageType.Info,
        message: question(registry, images),
        actions: titles.map(title => ({ title })),
      });
      const answer = lookUp(answers, chosen?.title ?? '');
      if (answer === undefined) return;
      if (answer !== 'never') this.allow(registry);
      const told: RegistryAnswer = { registry, answer };
      if (remembers && answer !== 'session') await connection.sendNotification(notifications.registryAnswer, told);
    } catch (error) {
      complain(`the question about ${registry}: ${error}`);
    }
  }
}

const answers: Readonly<Record<string, RegistryAnswer['answer']>> = {
  [always]: 'always',
  [session]: 'session',
  [never]: 'never',
};

/** What the registry would learn. */
function question(registry: string, images: readonly NamedImage[]): string {
  const names = [...new Set(images.map(it => it.repository))];
  const more = names.length > 2 ? ` and ${names.length - 2} more` : '';
  return `May Boltseal ask ${registry} who signed ${names.slice(0, 2).join(', ')}${more}? It learns that these images are named here.`;
}
