import type { PolicyLevel } from '../../facts/image/status';
import { type Action, type Step, steps } from '../../facts/trust-policy/document';
import { closeness } from '../../facts/trust-policy/scope';
import type { NotationStatement, PolicyStatement, TrustPolicies } from '../policy';
import { isHub } from '../registry/endpoint';
import type { LoadedDocument } from './scoped';

/** The policies of a user and of workspaces together. */
export class LoadedPolicies implements TrustPolicies {
  constructor(
    private readonly documents: readonly LoadedDocument[],
    readonly fingerprint: string,
  ) {}

  for(name: string): readonly PolicyStatement[] {
    const repository = canonical(name);
    const own: PolicyStatement[] = [];
    const workspace: PolicyStatement[] = [];
    for (const document of this.documents)
      (document.origin === 'workspace' ? workspace : own).push(...closest(document, repository));
    return combined(own, workspace);
  }
}

/** Where references may write the same registry differently: in another case, with the port that is meant anyway, by a name of Docker Hub. */
function canonical(name: string): string {
  const slash = name.indexOf('/');
  if (slash < 0) return name;
  const registry = name.slice(0, slash).toLowerCase().replace(/:443$/, '');
  const rest = name.slice(slash + 1);
  if (isHub(registry)) return `docker.io/${/[/*]/.test(rest) ? '' : 'library/'}${rest}`;
  return `${registry}/${rest}`;
}

/** Of each kind the statements of a document that speak most exactly of a repository. */
function closest({ statements }: LoadedDocument, repository: string): readonly PolicyStatement[] {
  const best = new Map<PolicyStatement['kind'], { readonly near: number; readonly found: PolicyStatement[] }>();
  for (const { scopes, statement } of statements) {
    const near = Math.max(...scopes.map(it => closeness(canonical(it), repository) ?? -1));
    const before = best.get(statement.kind);
    if (near < 0 || (before && before.near > near)) continue;
    if (before?.near === near) before.found.push(statement);
    else best.set(statement.kind, { near, found: [statement] });
  }
  return [...best.values()].flatMap(it => it.found);
}

/**
 * A workspace may ask for more than its user does, never for less. Where the user has it enforced who signs, what a workspace says can
 * make that only stricter; where nothing is said or enforced, what the workspace says holds. Statements that only look on count where
 * there are no others: one that accepts a signature would be enough.
 */
function combined(own: readonly PolicyStatement[], workspace: readonly PolicyStatement[]): readonly PolicyStatement[] {
  const enforced = own.filter(names);
  const asked = workspace.filter(names);
  if (enforced.length === 0) return asked.length > 0 ? asked : own.length > 0 ? own : workspace;
  return enforced.map(statement => asked.filter(it => it.kind === statement.kind).reduce(tightened, statement));
}

/** Whether a statement has it enforced who signs. */
const names = (statement: PolicyStatement): boolean =>
  statement.kind === 'notation'
    ? statement.actions.authenticity === 'enforce'
    : statement.level === 'strict' || statement.level === 'permissive';

const levelRank: Readonly<Record<PolicyLevel, number>> = { skip: 0, audit: 1, permissive: 2, strict: 3 };
const actionRank: Readonly<Record<Action, number>> = { skip: 0, log: 1, enforce: 2 };

/** A statement with the stricter of two levels; whom it trusts stays. */
function tightened(statement: PolicyStatement, by: PolicyStatement): PolicyStatement {
  const level = levelRank[by.level] > levelRank[statement.level] ? by.level : statement.level;
  if (statement.kind !== 'notation' || by.kind !== 'notation') return { ...statement, level };
  const actions = Object.fromEntries(
    steps.map(it => [it, stricter(statement.actions[it], by.actions[it])]),
  ) as NotationStatement['actions'] satisfies Readonly<Record<Step, Action>>;
  const always = statement.verifyTimestamp === 'always' || by.verifyTimestamp === 'always';
  return { ...statement, level, actions, verifyTimestamp: always ? 'always' : 'afterCertExpiry' };
}

const stricter = (a: Action, b: Action): Action => (actionRank[a] >= actionRank[b] ? a : b);
