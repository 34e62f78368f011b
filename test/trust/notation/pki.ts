/** Certificates for tests, made by Python's cryptography. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { needs, needsPython, python } from '../../kit/programs';

export const day = 24 * 60 * 60;
/**
 * Tokens and answers of openssl tell the time of the clock, some minutes after this file was loaded. Everything else is made around
 * a time that is later than all of them.
 */
export const started = Math.floor(Date.now() / 1000) + 3600;
export const at = (days: number): Date => new Date((started + days * day) * 1000);

export interface CertificateSpec {
  readonly name: string;
  readonly subject?: readonly (readonly (readonly [type: string, value: string])[])[];
  /** Itself when absent. */
  readonly issuer?: string;
  readonly key?: string;
  readonly keyOf?: string;
  /** In days from now. */
  readonly from?: number;
  readonly until?: number;
  /** A number, or one too large for that: `0x...`. */
  readonly serial?: number | string;
  readonly hash?: string;
  readonly basicConstraints?: { ca: boolean; pathLength?: number; critical?: boolean } | null;
  readonly keyUsage?: { bits: readonly string[]; critical?: boolean } | null;
  readonly purposes?: { oids: readonly string[]; critical?: boolean } | null;
  readonly ocsp?: readonly string[];
  readonly crl?: readonly (readonly string[])[];
  readonly noCheck?: boolean;
  readonly further?: readonly (readonly [oid: string, critical: boolean, hex: string])[];
}

export const purpose = {
  any: '2.5.29.37.0',
  server: '1.3.6.1.5.5.7.3.1',
  client: '1.3.6.1.5.5.7.3.2',
  code: '1.3.6.1.5.5.7.3.3',
  mail: '1.3.6.1.5.5.7.3.4',
  time: '1.3.6.1.5.5.7.3.8',
  ocsp: '1.3.6.1.5.5.7.3.9',
} as const;

const named = (text: string) =>
  [['C', 'US'] as const, ['ST', 'WA'] as const, ['O', 'Acme'] as const, ['CN', text] as const].map(pair => [pair]);

/** An authority: a root, or below one. */
export const authority = (name: string, more: Partial<CertificateSpec> = {}): CertificateSpec => ({
  name,
  from: -30,
  until: 3650,
  basicConstraints: { ca: true },
  keyUsage: { bits: ['keyCertSign', 'cRLSign'] },
  ...more,
});

/** A certificate that signs code. */
export const leaf = (name: string, issuer: string, more: Partial<CertificateSpec> = {}): CertificateSpec => ({
  name,
  issuer,
  from: -10,
  until: 30,
  keyUsage: { bits: ['digitalSignature'] },
  purposes: { oids: [purpose.code] },
  ...more,
});

/** A certificate that signs timestamps. */
export const stamper = (name: string, issuer: string, more: Partial<CertificateSpec> = {}): CertificateSpec => ({
  ...leaf(name, issuer, { purposes: { oids: [purpose.time], critical: true } }),
  until: 3650,
  ...more,
});

export interface Issued {
  readonly der: Buffer;
  /** PEM. */
  readonly key: string;
}

/** Skips a test where the tools are missing. */
export async function needsTools(test: Mocha.Context): Promise<void> {
  needs(test, 'openssl');
  await needsPython(test, 'cbor2', 'cryptography');
}

/** Certificates by name, and what they sign. */
export class Pki {
  readonly issued = new Map<string, Issued>();
  #folder: string | undefined;

  #python: ChildProcessByStdio<Writable, Readable, null> | undefined;
  #answers: AsyncIterator<string> | undefined;

  /** For files of openssl. */
  get folder(): string {
    return (this.#folder ??= mkdtempSync(join(tmpdir(), 'boltseal-test-pki-')));
  }

  /** Has Python do tasks (`issue.py`), one list after the other. */
  async ask(tasks: readonly object[]): Promise<unknown[]> {
    // Not before the first task: suites whose tests do not run have no `after` either.
    this.#python ??= spawn(python, ['-W', 'ignore', join(__dirname, 'issue.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#answers ??= createInterface({ input: this.#python.stdout })[Symbol.asyncIterator]();
    this.#python.stdin.write(`${JSON.stringify(tasks)}\n`);
    const { value } = await this.#answers.next();
    if (value === undefined) throw new Error('issue.py ended');
    return JSON.parse(value);
  }

  async issue(...specs: readonly CertificateSpec[]): Promise<void> {
    const tasks = specs.map(({ subject, from = -10, until = 30, ...spec }) => ({
      do: 'certificate',
      subject: subject ?? named(spec.name),
      from: started + from * day,
      until: started + until * day,
      ...spec,
    }));
    const made = (await this.ask(tasks)) as { certificate: string; key: string }[];
    for (const [index, { certificate, key }] of made.entries())
      this.issued.set(specs[index]!.name, { der: Buffer.from(certificate, 'base64'), key });
  }

  async bytes(...tasks: readonly object[]): Promise<Buffer[]> {
    return (await this.ask(tasks)).map(one => Buffer.from(one as string, 'base64'));
  }

  der(name: string): Buffer {
    return this.issued.get(name)!.der;
  }

  chain(...names: readonly string[]): Buffer[] {
    return names.map(name => this.der(name));
  }

  file(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  pem(...names: readonly string[]): string {
    return this.chain(...names)
      .map(
        der =>
          `-----BEGIN CERTIFICATE-----\n${der
            .toString('base64')
            .match(/.{1,64}/g)!
            .join('\n')}\n-----END CERTIFICATE-----\n`,
      )
      .join('');
  }

  remove(): void {
    this.#python?.kill();
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }
}
