import type { Span } from '../../base/span';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, items, placeOf, text } from '../../syntax/yaml/read';
import type { Fact } from '../fact';
import type { Resource } from '../kubernetes/resource';
import { configuration } from '../yaml/context';
import { type Breadth, breadthOf, breadthOfGlob } from './breadth';

/** A pattern of whose keyless signatures are accepted. */
export interface AcceptedIdentity extends Fact {
  readonly at: Span;
  readonly pattern: string;
  /** Which part of an identity it is for. */
  readonly part: 'subject' | 'issuer';
  readonly breadth: Breadth;
  /** Narrows it to one account by a slash behind the name, where that is all that it takes. */
  readonly slashAt?: number;
}

/** Images that are accepted without a look at them. */
export interface PassedImages extends Fact {
  readonly at: Span;
  /** As written: `**`. */
  readonly glob: string;
}

/** Reads a `ClusterImagePolicy`. Source: sigstore/policy-controller `pkg/apis/policy/v1beta1`, `pkg/apis/glob`. */
export function readClusterImagePolicy(resource: Resource): void {
  const { root, emit } = resource;
  const authorities = items(at(root, 'spec', 'authorities'));
  for (const authority of authorities)
    for (const it of items(at(authority, 'keyless', 'identities'))) readIdentity(it, resource, false);
  const pass = authorities.map(it => at(it, 'static', 'action')).find(it => text(it) === 'pass');
  const all = items(at(root, 'spec', 'images')).find(it => /^\*\*$/.test(text(at(it, 'glob')) ?? ''));
  if (!pass || !all) return;
  const glob = text(at(all, 'glob'))!;
  emit('trust-policy.passed', { span: root.span, place: configuration('unknown'), at: placeOf(pass), glob });
}

/** Reads `verifyImages` of Kyverno's policies. Source: kyverno.io, Verify Images Rules: Sigstore. */
export function readKyvernoPolicy(resource: Resource): void {
  for (const rule of items(at(resource.root, 'spec', 'rules')))
    for (const check of items(at(rule, 'verifyImages')))
      for (const attestor of items(at(check, 'attestors')))
        for (const entry of items(at(attestor, 'entries'))) {
          const keyless = at(entry, 'keyless');
          if (keyless) readIdentity(keyless, resource, true);
        }
}

/** Reads an `ImageValidatingPolicy` of Kyverno. Source: kyverno.io, ImageValidatingPolicy. */
export function readImageValidatingPolicy(resource: Resource): void {
  for (const attestor of items(at(resource.root, 'spec', 'attestors')))
    for (const it of items(at(attestor, 'cosign', 'keyless', 'identities'))) readIdentity(it, resource, false);
}

/** @param globs whether `subject` may have wildcards */
function readIdentity(identity: YamlNode, { root, emit }: Resource, globs: boolean): void {
  const parts = [
    ['subject', 'subjectRegExp', false],
    ['issuer', 'issuerRegExp', false],
    ['subject', 'subject', true],
  ] as const;
  for (const [part, key, isGlob] of parts) {
    const node = at(identity, key);
    const pattern = text(node);
    if (!node || pattern === undefined || pattern === '' || (isGlob && !(globs && pattern.includes('*')))) continue;
    const found = acceptedBy(pattern, part, placeOf(node), isGlob);
    if (found) emit('trust-policy.identity', { span: root.span, place: configuration('unknown'), ...found });
  }
}

/** What there is to say of a pattern; nothing of one that is as narrow as it looks. */
export function acceptedBy(
  pattern: string,
  part: AcceptedIdentity['part'],
  at: Span,
  isGlob = false,
): Omit<AcceptedIdentity, 'span' | 'place'> | undefined {
  const found = isGlob ? breadthOfGlob(pattern) : breadthOf(pattern);
  // Hosts of issuers are theirs alone; only who takes any of them is wide.
  const breadth = part === 'issuer' && !/^\^?(?:\.[*+])?\$?$/.test(pattern) ? undefined : found;
  if (!breadth) return undefined;
  const isWhole = at.end - at.start === pattern.length;
  const ends = /^\^?https:\/\/(?:github|gitlab)\\?\.com\/[\w-]+$/.test(pattern);
  return { at, pattern, part, breadth, ...(isWhole && ends && !isGlob ? { slashAt: at.end } : {}) };
}
