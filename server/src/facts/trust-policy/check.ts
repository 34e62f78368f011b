/**
 * Checks trust policy documents as notation-go does (verifier/trustpolicy: `Validate`), except that every fault is told, not only the
 * first; and what notation reads over although it was certainly meant to say something.
 */
import { isMapping, type Mapping } from '../../base/mapping';
import { checkIdentities, checkScopes, checkStores } from './check-lists';
import { actions, levels, member, members, type PolicyKind, steps, timestampOptions } from './document';
import {
  insteadOf,
  meantWord,
  oneOf,
  type PolicyIssue,
  type PolicyPath,
  quoted,
  type State,
  type Texts,
  withoutEchoes,
} from './issue';

/** What is wrong with a trust policy document. @param document as `JSON.parse` gives it */
export function checkPolicy(document: unknown, kind: PolicyKind): readonly PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (!isMapping(document)) return [{ path: [], message: 'A trust policy is a JSON object.' }];
  const check = new Checker(kind, issues);
  check.document(document);
  return withoutEchoes(issues);
}

/** Whether notation takes the document. */
export const isUsable = (issues: readonly PolicyIssue[]): boolean => issues.every(it => it.tolerated);

class Checker {
  readonly #names = new Map<string, PolicyPath>();
  readonly #scopes = new Map<string, PolicyPath>();
  /** Names of statements, also of those that were not looked at yet. */
  readonly #taken = new Set<unknown>();
  /** By name how many of them were told of. */
  readonly #counts = new Map<string, number>();
  #global: PolicyPath | undefined;

  constructor(
    private readonly kind: PolicyKind,
    private readonly issues: PolicyIssue[],
  ) {}

  readonly #state: State = (path, message, more) => {
    this.issues.push({ path, message, ...more });
  };

  document(document: Mapping): void {
    this.#known(document, [], members.document);
    const version = member(document, 'version');
    if (version.value === undefined || version.value === '')
      this.#state([], 'The trust policy states no `version`.', { missing: 'version' });
    else if (version.value !== '1.0')
      this.#state([version.key], `${quoted(version.value)} is no version of trust policies that notation knows.`, {
        instead: ['1.0'],
      });
    const list = member(document, 'trustPolicies');
    if (list.value === undefined || (Array.isArray(list.value) && list.value.length === 0))
      this.#state(list.value ? [list.key] : [], 'The trust policy has no statement in `trustPolicies`.', {
        missing: 'trustPolicies',
      });
    else if (!Array.isArray(list.value)) this.#state([list.key], '`trustPolicies` is a list of statements.');
    else {
      for (const it of list.value) if (isMapping(it)) this.#taken.add(member(it, 'name').value);
      for (const [index, it] of list.value.entries()) this.#statement(it, [list.key, index]);
    }
  }

  #statement(statement: unknown, path: PolicyPath): void {
    if (!isMapping(statement)) {
      this.#state(path, 'A statement of a trust policy is a JSON object.');
      return;
    }
    this.#known(statement, path, members.statement[this.kind]);
    this.#name(statement, path);
    const level = this.#verification(statement, path);
    const stores = this.#texts(statement, 'trustStores', path);
    const identities = this.#texts(statement, 'trustedIdentities', path);
    if (level === 'skip') {
      for (const [list, what] of [
        [stores, 'trust stores'],
        [identities, 'trusted identities'],
      ] as const)
        if (list && list.texts.length > 0)
          this.#state(list.path, `A statement of level \`skip\` must not name ${what}.`, { key: true, drop: true });
    } else {
      checkStores(stores, path, this.#state);
      checkIdentities(identities, path, this.#state);
    }
    if (this.kind === 'oci')
      checkScopes(this.#texts(statement, 'registryScopes', path), path, this.#scopes, this.#state);
    else this.#globalPolicy(statement, path, level);
  }

  #name(statement: Mapping, path: PolicyPath): void {
    const { key, value } = member(statement, 'name');
    if (value === undefined || value === '') {
      this.#state(path, 'A statement of the trust policy has no `name`.', { missing: 'name' });
      return;
    }
    const own = [...path, key];
    if (typeof value !== 'string') {
      this.#state(own, 'The `name` of a statement is a text.');
      return;
    }
    const other = this.#names.get(value);
    if (other)
      this.#state(own, `${quoted(value)} is the name of another statement, too.`, {
        other,
        instead: [this.#freeName(value)],
      });
    else this.#names.set(value, own);
  }

  /** A name like `name` that no statement has. */
  #freeName(name: string): string {
    let count = (this.#counts.get(name) ?? 1) + 1;
    while (this.#taken.has(`${name}-${count}`)) count++;
    this.#counts.set(name, count);
    return `${name}-${count}`;
  }

  /** The level of a statement, where it is one. */
  #verification(statement: Mapping, path: PolicyPath): string | undefined {
    const { key, value } = member(statement, 'signatureVerification');
    if (value === undefined) {
      this.#state(path, 'The statement has no `signatureVerification` with a level.', {
        missing: 'signatureVerification',
      });
      return undefined;
    }
    const own = [...path, key];
    if (!isMapping(value)) {
      const level = levels.find(it => it === value);
      this.#state(own, `\`signatureVerification\` is an object: \`{ "level": "${level ?? 'strict'}" }\`.`);
      return undefined;
    }
    this.#known(value, own, members.verification);
    const level = member(value, 'level');
    const isLevel = levels.some(it => it === level.value);
    if (level.value === undefined || level.value === '')
      this.#state(own, '`signatureVerification` states no `level`.', { missing: 'level' });
    else if (!isLevel)
      this.#state(
        [...own, level.key],
        `${quoted(level.value)} is no level; it is ${oneOf(levels)}.`,
        insteadOf(level.value, levels),
      );
    this.#override(value, own, level.value);
    const time = member(value, 'verifyTimestamp');
    if (time.value !== undefined && time.value !== '' && !timestampOptions.some(it => it === time.value))
      this.#state(
        [...own, time.key],
        `${quoted(time.value)} is neither \`always\` nor \`afterCertExpiry\`.`,
        insteadOf(time.value, timestampOptions),
      );
    return isLevel ? String(level.value) : undefined;
  }

  #override(verification: Mapping, path: PolicyPath, level: unknown): void {
    const { key, value } = member(verification, 'override');
    if (value === undefined) return;
    const own = [...path, key];
    if (!isMapping(value)) {
      this.#state(own, '`override` is an object of checks and what is done about them.');
      return;
    }
    const entries = Object.entries(value);
    if (level === 'skip' && entries.length > 0)
      this.#state(own, 'The level `skip` cannot be overridden.', { key: true, drop: true });
    for (const [step, action] of entries) {
      const at = [...own, step];
      if (step === 'integrity')
        this.#state(at, 'The check of `integrity` cannot be overridden.', { key: true, drop: true });
      else if (!steps.some(it => it === step))
        this.#state(at, `${quoted(step)} is no check that can be overridden; these are ${oneOf(steps)}.`, {
          key: true,
          ...insteadOf(step, steps),
        });
      else if (!actions.some(it => it === action))
        this.#state(
          at,
          `${quoted(action)} is nothing that can be done about a check; it is ${oneOf(actions)}.`,
          insteadOf(action, actions),
        );
      else if (action === 'skip' && step !== 'revocation')
        this.#state(at, `The check of \`${step}\` cannot be skipped, only logged.`, { instead: ['log'] });
    }
  }

  #globalPolicy(statement: Mapping, path: PolicyPath, level: string | undefined): void {
    const { key, value } = member(statement, 'globalPolicy');
    if (value === undefined || value === false) return;
    const own = [...path, key];
    if (value !== true) {
      this.#state(own, '`globalPolicy` is `true` or `false`.');
      return;
    }
    if (this.#global) this.#state(own, 'Another statement is the global policy already.', { other: this.#global });
    else this.#global = own;
    if (level === 'skip') this.#state(own, 'The global policy must not be of level `skip`.');
  }

  /** The texts of a list; what is none is told of. */
  #texts(statement: Mapping, name: string, path: PolicyPath): Texts | undefined {
    const { key, value } = member(statement, name);
    if (value === undefined) return undefined;
    const own = [...path, key];
    if (!Array.isArray(value)) {
      this.#state(own, `\`${name}\` is a list of texts.`);
      return undefined;
    }
    const texts: { text: string; at: PolicyPath }[] = [];
    for (const [index, it] of value.entries()) {
      if (typeof it === 'string') texts.push({ text: it, at: [...own, index] });
      else this.#state([...own, index], `\`${name}\` is a list of texts.`);
    }
    return { path: own, texts };
  }

  /** Tells of members that notation does not know, where one that it knows was meant. */
  #known(object: Mapping, path: PolicyPath, names: readonly string[]): void {
    const lower = new Set(names.map(it => it.toLowerCase()));
    for (const key of Object.keys(object)) {
      if (lower.has(key.toLowerCase())) continue;
      const near = meantWord(
        key,
        names.filter(it => member(object, it).value === undefined),
      );
      if (near)
        this.#state([...path, key], `${quoted(key)} is read over; it was likely meant to be \`${near}\`.`, {
          key: true,
          instead: [near],
          tolerated: true,
        });
    }
  }
}
