import type { JsonMember, JsonNode } from '../../syntax/json/parse';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries } from '../../syntax/yaml/read';
import type { Resource } from '../kubernetes/resource';
import { configuration } from '../yaml/context';
import { policyFacts } from './reader';

/** Reads the trust policy of a `Verifier` of Ratify, which checks it as notation does. Source: ratify-project/ratify `pkg/verifier/notation`. */
export const readRatifyVerifier = (resource: Resource): void =>
  readPolicyNode(at(resource.root, 'spec', 'parameters', 'trustPolicyDoc'), resource);

/** Reads a `TrustPolicy` of kyverno-notation-aws. */
export const readNotationTrustPolicy = (resource: Resource): void =>
  readPolicyNode(at(resource.root, 'spec'), resource);

/** A trust policy that is written as YAML. What would be written into it is JSON: there are no fixes. */
function readPolicyNode(node: YamlNode | undefined, { emit }: Resource): void {
  const root = node && jsonOf(node);
  if (root?.kind !== 'object') return;
  const place = configuration();
  const { issues, statements } = policyFacts({ root, errors: [], comments: [] }, 'oci', '');
  for (const it of issues) emit('trust-policy.issue', { ...it, place, fixes: [] });
  for (const it of statements) emit('trust-policy.statement', { ...it, place });
}

/** A node as one of JSON; nothing of one that a template has a part in. Texts have room for the quotes around them. */
function jsonOf(node: YamlNode): JsonNode | undefined {
  const { start, end } = node.span;
  switch (node.kind) {
    case 'unknown':
      return undefined;
    case 'scalar': {
      const inner = node.literal ?? node.span;
      const isText = typeof node.value === 'string';
      return {
        kind: 'scalar',
        value: node.value,
        start: isText ? inner.start - 1 : start,
        end: isText ? inner.end + 1 : end,
      };
    }
    case 'list': {
      const items = node.open ? [undefined] : node.items.map(jsonOf);
      return items.every(it => it !== undefined) ? { kind: 'array', items, start, end } : undefined;
    }
    case 'map': {
      const members = node.open ? [undefined] : entries(node).map(memberOf);
      return members.every(it => it !== undefined) ? { kind: 'object', members, start, end } : undefined;
    }
  }
}

function memberOf({ key, keySpan, value }: ReturnType<typeof entries>[number]): JsonMember | undefined {
  const own = jsonOf(value);
  const room = keySpan.end - keySpan.start === key.length ? 1 : 0;
  return own && { key, keyStart: keySpan.start - room, keyEnd: keySpan.end + room, value: own };
}
