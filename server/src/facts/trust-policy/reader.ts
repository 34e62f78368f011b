import { remove, replace } from '../../base/edit';
import { type Span, span } from '../../base/span';
import type { JsonMember, JsonNode, JsonTree } from '../../syntax/json/parse';
import { at, isText, itemsAt, membersOf, textAt } from '../../syntax/json/read';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import type { Fix } from '../fix';
import { checkPolicy } from './check';
import { actions, actionsOfLevel, levels, type PolicyKind, policyKindOf, steps, storeOf, storeTypes } from './document';
import type { PolicyIssue, PolicyPath } from './issue';
import type { PolicyWord, TrustPolicyIssue, TrustStatement } from './statement';

/** Members that only statements of trust policies have. */
const marks = ['registryScopes', 'trustedIdentities', 'trustStores', 'signatureVerification'];

/**
 * The kind of a trust policy: by its name, else by what is in it; `undefined` for other documents. Policies of roles of AWS are often
 * called `trustpolicy.json`, too.
 */
export function kindOfPolicy(root: JsonNode | undefined, path: string): PolicyKind | undefined {
  const named = policyKindOf(path);
  const statements = itemsAt(root, 'trustPolicies');
  if (named) {
    const others = membersOf(root).filter(it => !/^(?:version|trustPolic\w*)$/i.test(it.key));
    return root && (statements.length > 0 || others.length === 0) ? named : undefined;
  }
  if (!statements.some(it => marks.some(mark => at(it, mark)))) return undefined;
  return statements.some(it => at(it, 'registryScopes')) ? 'oci' : 'blob';
}

/** What a trust policy says, and what is wrong with it. Spans are those of the text. */
export interface PolicyFacts {
  readonly issues: readonly Omit<TrustPolicyIssue, 'place'>[];
  readonly statements: readonly Omit<TrustStatement, 'place'>[];
}

/** Reads a trust policy of the Notary Project. */
export function policyFacts(tree: JsonTree, kind: PolicyKind, text: string): PolicyFacts {
  const root = tree.root!;
  const whole = span(root.start, root.end);
  const words = new Set(textsIn(root));
  const issues = (tree.errors.length > 0 ? [] : checkPolicy(plainOf(root), kind)).flatMap(issue => {
    const found = find(root, issue.path);
    if (!found || (isText(found.node) && leftOpen.test(found.node.value))) return [];
    return {
      span: whole,
      at: issue.key ? keyAt(found.member!) : placeOf(found.node),
      problem: issue.message.replace(/\.$/, ''),
      tolerated: issue.tolerated ?? false,
      fixes: fixesOf(issue, found, words, text),
      ...(issue.other ? { other: placeOf(find(root, issue.other)!.node) } : {}),
    };
  });
  const strange = tree.errors.length === 0 ? notPlain(tree, text) : undefined;
  if (strange) {
    const problem = `\`${text.slice(strange.start, strange.end).split('\n')[0]!.trim()}\` is no JSON, so notation refuses the file`;
    issues.push({ span: whole, at: strange, problem, tolerated: false, fixes: [] });
  }
  const statements = itemsAt(root, 'trustPolicies').flatMap(it => {
    const fact = statementOf(it, kind);
    return fact ? { span: span(it.start, it.end), ...fact } : [];
  });
  return { issues, statements };
}

/** States what a trust policy says. */
export function readTrustPolicy(tree: JsonTree, kind: PolicyKind, text: string, place: Place, emit: Emit): void {
  const { issues, statements } = policyFacts(tree, kind, text);
  for (const it of issues) emit('trust-policy.issue', { ...it, place });
  for (const it of statements) emit('trust-policy.statement', { ...it, place });
}

/** Values that are put in before the policy is used: `$REGISTRY/app`, `<your-registry>/app`, `{{ .registry }}`. */
const leftOpen = /\$|\{\{|<[^<>]+>|%\w+%|@@\w+|__\w+__/;

/** A comment, or a comma too many, which no reader of plain JSON takes. */
function notPlain(tree: JsonTree, text: string): Span | undefined {
  if (tree.comments[0]) return tree.comments[0];
  const comma = /,(?=\s*[\]}])/g;
  const strings = /"(?:[^"\\\n]|\\.)*"/g;
  const bare = text.replace(strings, it => '"'.padEnd(it.length, '_'));
  const found = comma.exec(bare);
  return found ? span(found.index, found.index + 1) : undefined;
}

interface Found {
  readonly node: JsonNode;
  readonly member?: JsonMember;
  readonly parent?: JsonNode;
  readonly index: number;
}

/** What stands at a path. Of members that are stated twice the last one counts. */
function find(root: JsonNode, path: PolicyPath): Found | undefined {
  let found: Found = { node: root, index: 0 };
  for (const step of path) {
    const parent = found.node;
    const list = parent.kind === 'array' ? parent.items : membersOf(parent);
    const index = typeof step === 'number' ? step : membersOf(parent).findLastIndex(it => it.key === step);
    const it = list[index];
    if (!it) return undefined;
    found = 'key' in it ? { node: it.value, member: it, parent, index } : { node: it, parent, index };
  }
  return found;
}

const keyAt = (member: JsonMember): Span => span(member.keyStart + 1, member.keyEnd - 1);

/** Where a value is shown: texts without quotes, of objects and lists their beginning. */
function placeOf(node: JsonNode): Span {
  if (node.kind === 'object') return span(node.start, node.start + 1);
  if (node.kind === 'array')
    return node.items.length === 0 ? span(node.start, node.end) : span(node.start, node.start + 1);
  return isText(node) && node.value !== '' ? span(node.start + 1, node.end - 1) : span(node.start, node.end);
}

const quote = (text: string): string => JSON.stringify(text);

function fixesOf(
  { instead, key, drop }: PolicyIssue,
  found: Found,
  words: ReadonlySet<string>,
  text: string,
): readonly Fix[] {
  const { node, member, parent, index } = found;
  if (drop && member) return [{ title: `Remove ${member.key}`, edits: [remove(without(membersOf(parent), index))] }];
  if (!instead) return [];
  if (key) return [{ title: `Write ${instead[0]}`, edits: [replace(keyAt(member!), quote(instead[0]!).slice(1, -1))] }];
  // A word that stands there already would be there twice.
  const isList = parent?.kind === 'array';
  const fresh = isList ? instead.filter(it => !words.has(it)) : instead;
  if (fresh.length === 0 || node.kind !== 'scalar') return [];
  const line = text.lastIndexOf('\n', node.start) + 1;
  const before = text.slice(line, node.start);
  const gap = before.trim() === '' ? `,${text[line - 2] === '\r' ? '\r' : ''}\n${before}` : ', ';
  const title = fresh.length === 1 ? `Write ${fresh[0]}` : `Name the ${fresh.length} repositories`;
  return [{ title, edits: [replace(span(node.start, node.end), fresh.map(quote).join(gap))] }];
}

/** A member with the comma that goes with it. */
function without(members: readonly JsonMember[], index: number): Span {
  const { keyStart, value } = members[index]!;
  const next = members[index + 1];
  if (next) return span(keyStart, next.keyStart);
  const previous = members[index - 1];
  return span(previous ? previous.value.end : keyStart, value.end);
}

function* textsIn(node: JsonNode): Iterable<string> {
  if (node.kind === 'array') for (const it of node.items) yield* textsIn(it);
  else if (node.kind === 'object') for (const it of node.members) yield* textsIn(it.value);
  else if (isText(node)) yield node.value;
}

/** The value as `JSON.parse` gives it. */
function plainOf(node: JsonNode): unknown {
  if (node.kind === 'array') return node.items.map(plainOf);
  if (node.kind === 'object') return Object.fromEntries(node.members.map(it => [it.key, plainOf(it.value)]));
  return node.value;
}

const wordsAt = (node: JsonNode, name: string): readonly PolicyWord[] =>
  itemsAt(node, name).flatMap(it => (isText(it) ? [{ text: it.value, at: placeOf(it) }] : []));

/** A statement, as far as it is sound; nothing of one without a level. */
function statementOf(node: JsonNode, kind: PolicyKind): Omit<TrustStatement, 'span' | 'place'> | undefined {
  const verification = at(node, 'signatureVerification');
  const written = at(verification, 'level');
  const level = levels.find(it => isText(written) && it === written.value);
  if (!written || !level) return undefined;
  const overrides = membersOf(at(verification, 'override')).flatMap(({ key, value }) => {
    const step = steps.find(it => it === key);
    const action = actions.find(it => isText(value) && it === value.value);
    return step && action ? [{ step, action, at: placeOf(value) }] : [];
  });
  const scopes = wordsAt(node, 'registryScopes');
  const timestamp = at(verification, 'verifyTimestamp');
  const global = at(node, 'globalPolicy');
  return {
    name: textAt(node, 'name'),
    kind,
    level,
    levelAt: placeOf(written),
    scopes,
    isGlobal: kind === 'oci' ? scopes.some(it => it.text === '*') : global?.kind === 'scalar' && global.value === true,
    actions: { ...actionsOfLevel[level], ...Object.fromEntries(overrides.map(it => [it.step, it.action])) },
    overrides,
    stores: wordsAt(node, 'trustStores')
      .map(it => ({ ...it, ...storeOf(it.text) }))
      .filter(it => storeTypes.includes(it.type)),
    identities: wordsAt(node, 'trustedIdentities'),
    ...(isText(timestamp) ? { timestamp: { text: timestamp.value, at: placeOf(timestamp) } } : {}),
  };
}
