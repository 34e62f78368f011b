import { patchLag } from '../facts/image/patch-day';
import type { ImageStatus, SignatureFormat, SignatureReport, TrustState, UnknownReason } from '../facts/image/status';
import { readSubject } from '../facts/trust-policy/identity';
import { visible } from './visible';

/**
 * What is known of an image, in words: for a code lens, a hover and the command line. What registries, certificates and envelopes
 * say is somebody else's text; here it is cut to a length and without characters that hide. Whoever shows it as Markdown escapes it.
 */

/** One thing that is known of an image: `Digest`, `sha256:...`. */
export interface StatusLine {
  readonly label: string;
  readonly text: string;
}

/** Foreign text is cut here. */
const longest = 300;

const states: Readonly<Record<TrustState, string>> = {
  'signed-trusted': 'signed, and trusted',
  'signed-untrusted': 'signed, but not by anybody that a policy accepts',
  'signature-invalid': 'signature not valid',
  unsigned: 'not signed',
  unknown: 'unknown',
  skipped: 'skipped',
};

const reasons: Readonly<Record<UnknownReason, string>> = {
  'network-disabled': 'online checks are off',
  'not-asked': 'not checked yet',
  refused: 'its registry may not be asked',
  offline: 'registry not reachable',
  timeout: 'registry did not answer in time',
  auth: 'registry wants a login',
  'not-found': 'registry does not know it',
  'rate-limited': 'registry asks to wait',
  'server-error': 'registry reports an error',
  protocol: 'registry answers strangely',
  'too-big': 'answer too big',
  'needs-plugin': 'another tool is needed',
  cancelled: 'cancelled',
};

const formats: Readonly<Record<SignatureFormat, string>> = {
  notation: 'Notation',
  cosign: 'cosign',
  'docker-content-trust': 'Docker Content Trust',
};

/** A state in words: `not signed`. */
export const stateName = (state: TrustState): string => states[state];

/** `✓ signed by Microsoft SCD Products RSA Signing · 3 updates behind · checked 2 h ago` */
export function shortStatus(status: ImageStatus, now: Date): string {
  const { checkedAt, resolvedAt, unreached } = status;
  const age = ageOf(checkedAt ?? resolvedAt, now);
  return [
    headOf(status),
    ...(tagMoved(status) ? ['tag has moved'] : []),
    ...behind(status),
    ...ended(status, now),
    ...(unreached ? [reasons[unreached.reason]] : []),
    ...(age === undefined || isUnasked(status) ? [] : [`checked ${age}`]),
  ].join(' · ');
}

function headOf({ state, reason, signatures }: ImageStatus): string {
  const by = (outcome: SignatureReport['outcome']) => signatures.find(it => it.outcome === outcome)?.signer;
  switch (state) {
    case 'signed-trusted':
      return `✓ signed${named(' by ', by('trusted'))}`;
    case 'signed-untrusted':
      return `signed${named(' in the name of ', by('untrusted'))}, which no policy accepts`;
    case 'signature-invalid':
      return '✗ signature not valid';
    case 'unsigned':
      return 'not signed';
    case 'skipped':
      return 'not checked: a policy says to skip it';
    case 'unknown':
      return isUnasked({ state, reason }) ? 'not checked' : `unknown: ${reasons[reason!]}`;
  }
}

const isUnasked = ({ state, reason }: Pick<ImageStatus, 'state'> & { readonly reason?: UnknownReason | undefined }) =>
  state === 'unknown' && (reason === undefined || reason === 'not-asked' || reason === 'network-disabled');

const named = (before: string, signer: string | undefined): string =>
  signer === undefined ? '' : `${before}${signerName(signer)}`;

/** What is known of who made an image, most important first. */
export function describeTrust(status: ImageStatus, now: Date): readonly StatusLine[] {
  const { state, reason, detail, digest, tagDigest, tagTrusted, unreached } = status;
  const verifies = tagTrusted === undefined ? '' : `, which ${tagTrusted ? 'verifies' : 'does not verify'} as well`;
  // The line of the signature names its signer.
  const isSaid = status.signatures.some(({ signer }) => signer !== undefined && detail === `Signed by ${signer}.`);
  return [
    ...said(
      'Status',
      `${states[state]}${reason === undefined ? '' : ` (${reasons[reason]})`}.${isSaid ? '' : ` ${detail}`}`,
    ),
    ...status.signatures.flatMap(it => describeSignature(it, status)),
    ...said('Policy level', status.level),
    ...said('Digest', digest),
    ...(tagMoved(status) ? said('Tag', `it stands for ${tagDigest} now${verifies}`) : []),
    ...said('Looked', status.looked.join('; ')),
    ...said('Resolved', when(status.resolvedAt, now)),
    ...said('Checked', when(status.checkedAt, now)),
    ...said('Not reached since', unreached && `${reasons[unreached.reason]}. ${unreached.detail}`),
  ];
}

const said = (label: string, text: string | undefined): readonly StatusLine[] =>
  text === undefined || text.trim() === '' ? [] : [{ label, text: clipped(text) }];

/** Who made a signature, how that was verified, and who said that it is to be trusted. */
function describeSignature(
  signature: SignatureReport,
  status: Pick<ImageStatus, 'digest' | 'detail'>,
): readonly StatusLine[] {
  const { format, outcome, detail, subject, signer, issuer, root, signedAt, witnessedAt, policy, logged } = signature;
  const parts = [
    `${outcome}${signer === undefined ? '' : `, by ${signer}`}${issuer === undefined ? '' : ` (vouched for by ${issuer})`}`,
    // Of what is trusted it says no more than the beginning; of others the status may have said it.
    outcome !== 'trusted' && detail !== status.detail && detail,
    root && `Its chain ends in ${root.name}, SHA-256 ${root.sha256}`,
    signedAt && `Signed at ${signedAt}`,
    witnessedAt && `Seen by a trusted timestamp or log at ${witnessedAt}`,
    policy &&
      `${outcome === 'trusted' ? 'Trusted by' : 'Judged by'} ${originName(policy.origin)}, statement ${policy.name}`,
    status.digest !== undefined && subject !== status.digest && `What was signed is ${subject}`,
    logged.length > 0 && `Not enforced: ${logged.join('; ')}`,
  ];
  const sentences = parts.filter(it => typeof it === 'string' && it !== '').map(it => withoutStop(it as string));
  return [{ label: `${formats[format]} signature`, text: `${sentences.map(clipped).join('. ')}.` }];
}

const originName = (origin: NonNullable<SignatureReport['policy']>['origin']): string =>
  ({ user: 'your own policy', workspace: 'workspace policy', preset: 'a built-in policy' })[origin];

/**
 * Who signed, as short as a person would say it: the common name of a certificate, the repository of a workflow, the
 * beginning of the id of a key.
 */
export function signerName(signer: string): string {
  // Workloads choose parts of their names, such as branches, which may look like a part of a certificate's.
  if (/^[\w.]+=/.test(signer)) {
    const subject = readSubject(signer);
    if (typeof subject !== 'string') return clipped(subject.get('CN') || subject.get('O') || signer);
    const common = /(?:^|,)\s*CN=([^,\\]+)/.exec(signer)?.[1];
    if (common) return clipped(common.trim());
  }
  const workflow = /^https:\/\/([^@]+?)\/\.github\/workflows\//.exec(signer)?.[1];
  if (workflow) return clipped(workflow);
  return clipped(signer.replace(/^https:\/\//, '').replace(/\b([0-9a-f]{12})[0-9a-f]{20,}\b/i, '$1…'));
}

/** Whether the tag of a reference with tag and digest stands for another image now. */
const tagMoved = ({ digest, tagDigest }: Pick<ImageStatus, 'digest' | 'tagDigest'>): boolean =>
  digest !== undefined && tagDigest !== undefined && digest !== tagDigest;

/** `3 updates behind` */
function behind({ windows, newest }: ImageStatus): readonly string[] {
  const updates = windows && newest ? patchLag(windows, newest)?.updates : undefined;
  return updates ? [`${updates} update${updates === 1 ? '' : 's'} behind`] : [];
}

const ended = ({ endOfLife }: ImageStatus, now: Date): readonly string[] =>
  endOfLife !== undefined && endOfLife <= now.toISOString().slice(0, 10) ? [`ended on ${clipped(endOfLife)}`] : [];

const when = (time: string | undefined, now: Date): string | undefined => {
  const age = ageOf(time, now);
  return age === undefined ? undefined : `${age} (${time?.replace(/\.\d+(?=Z$)/, '')})`;
};

/** `just now`, `5 min ago`, `2 h ago`, `3 d ago`; `undefined` where the time is none. */
export function ageOf(time: string | undefined, now: Date): string | undefined {
  const at = time === undefined ? Number.NaN : Date.parse(time);
  if (Number.isNaN(at)) return undefined;
  const minutes = Math.floor((now.getTime() - at) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return `${Math.floor(minutes / (24 * 60))} d ago`;
}

const withoutStop = (text: string): string => text.replace(/\.\s*$/, '');

const clipped = (text: string): string => {
  const shown = visible(text.replace(/\s+/g, ' ').trim());
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
};
