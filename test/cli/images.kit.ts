import { startRegistry, type TestRegistry } from '../kit/oci-registry';
import { boltseal, Folder, type RunOptions } from './kit';
import { Signer } from './signed';

/** A folder with files that name images of a registry in memory, and the flags with which it may be asked. */
export class Project {
  readonly folder = new Folder();
  readonly signer = new Signer();

  private constructor(readonly registry: TestRegistry) {
    this.folder.add('signers.yaml.txt', this.signer.statement(`${registry.host}/app/*`));
    const image = registry.repository('app/base').putWindowsIndex(['10.0.20348.2700'], '1').index;
    this.signer.sign(registry.repository('app/base'), this.name('app/base'), image);
    registry.repository('other/tool').putImage({ tag: '2', os: 'windows', content: 'tool' });
  }

  static async start(): Promise<Project> {
    return new Project(await startRegistry());
  }

  get flags(): readonly string[] {
    const { host } = this.registry;
    const cache = ['--cache-dir', `${this.folder.path}.cache`];
    return ['--allow-registry', host, '--insecure-registry', host, '--signers', 'signers.yaml.txt', ...cache];
  }

  name(repository: string): string {
    return `${this.registry.host}/${repository}`;
  }

  digestOf(repository: string, tag: string): string {
    return this.registry.repository(repository).tags.get(tag)!;
  }

  run(args: readonly string[], more: Partial<RunOptions> = {}) {
    return boltseal(args, { cwd: this.folder.path, ...more, env: { HOME: this.folder.path, ...more.env } });
  }

  async stop(): Promise<void> {
    await this.registry.stop();
    this.folder.remove();
  }
}
