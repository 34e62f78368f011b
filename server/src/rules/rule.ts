import type { Edit } from '../base/edit';
import type { Confidence, Severity } from '../base/severity';
import type { Span } from '../base/span';
import type { Origin } from '../facts/cluster/fact';
import type { FactKind, Facts } from '../facts/facts';
import type { CheckedImages, ImageStatus } from '../facts/image/status';
import type { Repair } from '../facts/repair';
import type { Language } from '../facts/source';

/** The `{holes}` of a message, read off its literal type: a missing or misspelt one does not compile. */
export type Holes<S extends string> = S extends `${string}{${infer K}}${infer R}` ? K | Holes<R> : never;

/** A message, with a severity of its own where a rule has several grades. */
export type Message = string | { readonly severity: Severity; readonly text: string };
export type Messages = Readonly<Record<string, Message>>;
type TextOf<M extends Message> = M extends string ? M : M extends { readonly text: infer T extends string } ? T : never;

/**
 * `safe` keeps behaviour and runs in fix-all; `unsafe` may change behaviour and is applied by hand; a `suggestion` is
 * one of several, or holds a placeholder.
 */
export type Safety = 'safe' | 'unsafe' | 'suggestion';

export interface Fix {
  /** What it does, in the imperative: `Remove -SkipCertificateCheck`. */
  readonly title: string;
  /** Host offsets; the texts are those of the embedded language, the engine writes them for the host. */
  readonly edits: readonly Edit[];
  /** Defaults to the rule's `fixable`. */
  readonly safety?: Safety;
}

/** A second place that explains the first: `the rule that opens it is here`. */
export interface Related {
  readonly span: Span;
  readonly message: string;
  /** Where it stands, when that is another file. */
  readonly elsewhere?: Origin | undefined;
}

export interface More {
  readonly fixes?: readonly (Fix | undefined)[];
  readonly related?: readonly Related[];
  readonly confidence?: Confidence;
  /** Changes of the machine that mend it, where it is about a setting of Windows and not about an image. */
  readonly repairs?: readonly Repair[];
}

export interface OptionSpec<T> {
  readonly default: T;
  readonly description: string;
}
export type OptionSpecs = Readonly<Record<string, OptionSpec<readonly string[] | string | number | boolean>>>;
type Widen<T> = T extends readonly string[]
  ? readonly string[]
  : T extends string
    ? string
    : T extends number
      ? number
      : T extends boolean
        ? boolean
        : never;
export type OptionValues<O extends OptionSpecs> = { readonly [K in keyof O]: Widen<O[K]['default']> };

export interface RuleContext<M extends Messages, O extends OptionSpecs> {
  readonly options: OptionValues<O>;
  /** State a finding at `at`. `data` fills the holes of the message. */
  report<K extends keyof M & string>(
    message: K,
    at: Span,
    data: { readonly [H in Holes<TextOf<M[K]>>]: string },
    more?: More,
  ): void;
}

export interface Example {
  readonly language: Language;
  /** The source. In a bad example `«` and `»` enclose the exact range of each finding. */
  readonly code: string;
  /** File name, where the name decides how the file is read: `docker-compose.yml`. */
  readonly file?: string;
  /** Bad examples: the source after every first fix was applied. Absent where there is none to apply. */
  readonly fixed?: string;
  /** Options to try it with. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** What is known of its images. */
  readonly checked?: CheckedImages;
}

/** A near miss: reads alike, is fine. */
export interface GoodExample extends Example {
  readonly fixed?: never;
}

export interface Rule<M extends Messages = Messages, O extends OptionSpecs = OptionSpecs> {
  /** `<family>/<name>`, the path of its file. */
  readonly name: string;
  /** One line, a statement of what is wrong: `TLS certificate validation is switched off`. */
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Off until a project asks for it. */
  readonly optIn?: boolean;
  readonly cwe: readonly number[];
  readonly tags: readonly string[];
  /** The safety of its fixes, `false` when it has none. */
  readonly fixable: Safety | false;
  /** One sentence each that names the text at fault and what it does. */
  readonly messages: M;
  /** What an attacker gains. */
  readonly rationale: string;
  /** What to do. One or two sentences in the imperative. */
  readonly remedy: string;
  /** When not to use it; what it does not see. */
  readonly exceptions?: string;
  readonly references: readonly string[];
  readonly options?: O;
  readonly bad: readonly [Example, ...Example[]];
  readonly good: readonly [GoodExample, ...GoodExample[]];
  readonly visit: { readonly [K in FactKind]?: (fact: Facts[K], ctx: RuleContext<M, O>) => void };
}

/** A rule with its message and option types forgotten, as the engine holds it. */
// biome-ignore lint/suspicious/noExplicitAny: the engine fills messages by name; types were checked at defineRule.
export type AnyRule = Rule<any, any>;

/** Declares a rule. The only thing it does is to check the types. */
export const defineRule = <const M extends Messages, const O extends OptionSpecs = Record<never, never>>(
  rule: Rule<M, O>,
): Rule<M, O> => rule;

/** Examples of one language of which nothing more is to be said than their text. */
export const examples = <const C extends readonly [string, ...string[]]>(
  language: Language,
  ...codes: C
): { readonly [K in keyof C]: { readonly language: Language; readonly code: string } } =>
  codes.map(code => ({ language, code })) as never;

/** What an example knows of one image. */
export const checkedImage = (reference: string, status: Partial<ImageStatus>): CheckedImages => ({
  statuses: { [reference]: { reference, state: 'unknown', detail: '', signatures: [], looked: [], ...status } },
  exceptions: [],
});
