import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';
import type { Mesh } from './mesh';

/** A statement for the mesh that reads as if it protected something, and does not. */
export interface WithoutEffect extends Fact {
  readonly by: Mesh;
  /** `AuthorizationPolicy web`. */
  readonly resource: string;
  /** The text that makes it so. */
  readonly text: string;
  readonly at: Span;
  /** `refused`: the mesh does not take the object. `ignored`: it does not read it. `watching`: it only says what it would do. */
  readonly fate: 'refused' | 'ignored' | 'watching';
  /** In words: `a DENY policy without rules never matches`. */
  readonly why: string;
  readonly mend?: Fix;
}

/** A protection that the proxies of a mesh would give, and that a statement takes back. */
export interface ProtectionOff extends Fact {
  readonly by: Mesh;
  readonly resource: string;
  /**
   * `paths`: they are not normalized before policies look at them. `answer`: requests pass when the service that decides about
   * them is away. `log`: requests are not recorded. `reach`: calls may go anywhere.
   */
  readonly what: 'paths' | 'answer' | 'log' | 'reach';
  /** `normalization: NONE`. */
  readonly text: string;
  readonly at: Span;
  /** In words, where it is not everything: `every port 9000`. */
  readonly covers?: string;
  readonly mend?: Fix;
}

/** The API that an object is written for. */
export interface MeshApi extends Fact {
  readonly by: string;
  readonly resource: string;
  /** `rbac.istio.io/v1alpha1`. */
  readonly text: string;
  readonly at: Span;
  /** `gone`: no release that is looked after reads it. `older`: it is still read. */
  readonly state: 'gone' | 'older';
  /** What took its place. */
  readonly successor: string;
  readonly setTo?: (version: string) => Edit | undefined;
}

/** How tokens of users are told from forged ones. */
export interface TokenRule extends Fact {
  readonly by: Mesh;
  readonly resource: string;
  readonly issuer?: string;
  /** Where the rule stands: its issuer, if it has one. */
  readonly at: Span;
  /** The address that keys come from, stated or made of the issuer's; `inside`: of the cluster, or of its network. */
  readonly keys?: { readonly url: string; readonly at: Span; readonly inside: boolean; readonly mend?: Fix };
  /** A key of the rule itself that signs as well as it verifies. */
  readonly secretKey?: Span;
  /** The parameters of the address that tokens are taken from. */
  readonly parameters?: { readonly names: readonly string[]; readonly at: Span; readonly removal?: Edit };
  /** Whether it says for whom tokens must be; `undefined` when a template decides. */
  readonly audiences: boolean | undefined;
  /** A rule further up in the file takes tokens of the same issuer, for whomever they are. */
  readonly repeated: boolean;
}
