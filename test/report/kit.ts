import { analyse } from '../../server/src/engine/analyse';
import type { ImageStatus } from '../../server/src/facts/image/status';
import type { Report } from '../../server/src/report/model';
import { readWords, resolved, toyCatalog, toyRule } from '../kit/toy';

const rules = [
  toyRule('toy/bad', 'bad', { by: 'good' }),
  toyRule('toy/minor', 'minor', { severity: 'medium', by: 'good', safety: 'unsafe' }),
  { ...toyRule('toy/broken', 'x'), visit: { unresolved: throwOn } },
];

function throwOn({ what }: { readonly what: string }): void {
  if (what === 'explode') throw new Error('it broke');
}

/** The report of some texts under toy rules. */
export async function reportOf(files: readonly (readonly [path: string, text: string])[]): Promise<Report> {
  const catalog = await toyCatalog(rules);
  const settings = resolved(catalog);
  return {
    version: '1.2.3',
    base: 'file:///project/',
    analysed: files.length,
    files: files.map(([path, text]) => ({
      path,
      text,
      analysis: analyse({ path, language: 'powershell', text }, settings, readWords, '2026-06-01'),
    })),
    skipped: [],
    settings: [],
    rules: catalog.rules,
    fixed: 0,
    failing: 0,
  };
}

/** What is known of an image. */
export const imageStatus = (reference: string, more: Partial<ImageStatus> = {}): ImageStatus => ({
  reference,
  state: 'unknown',
  detail: 'So it is.',
  signatures: [],
  looked: [],
  ...more,
});

/** A report that has one of everything. */
export async function fullReport(): Promise<Report> {
  const text = '\tbad minor\n bad # boltseal-disable-line toy/bad -- it must be\n?';
  return {
    ...(await reportOf([
      ['a.ps1', text],
      ['dir/ü b.ps1', 'explode'],
    ])),
    skipped: [{ path: 'c.ps1', reason: 'binary', detail: 'holds zero bytes' }],
    settings: [
      {
        path: '.boltseal.yaml',
        text: 'x: 1',
        problems: [{ span: { start: 0, end: 1 }, message: 'There is no setting `x`.', severity: 'error' }],
      },
    ],
    failing: 1,
    images: [
      {
        reference: 'registry.example/app:1',
        paths: ['Dockerfile', 'dir/Dockerfile'],
        status: imageStatus('registry.example/app:1', { state: 'signed-trusted', digest: `sha256:${'a'.repeat(64)}` }),
      },
      {
        reference: 'registry.example/tool:2',
        paths: ['Dockerfile'],
        status: imageStatus('registry.example/tool:2', { reason: 'offline' }),
        locked: `sha256:${'b'.repeat(64)}`,
      },
      { reference: `registry.example/pin@sha256:${'c'.repeat(64)}`, paths: ['Dockerfile'] },
    ],
  };
}
