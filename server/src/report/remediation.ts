import { severities } from '../base/severity';
import type { Finding } from '../engine/finding';
import type { RegistryRepair, Repair, ValueRepair } from '../facts/repair';
import { remediationHead, remediationTail } from './remediation-functions';
import { visible } from './visible';

/** A finding that a change of the machine mends, and where it stands. */
export interface Remediable {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly finding: Finding;
}

export interface Remediation {
  /** The PowerShell script; empty when there is nothing to set. */
  readonly script: string;
  /** How many settings it writes. */
  readonly settings: number;
  /** How many findings these mend. */
  readonly findings: number;
  /** How many findings no setting of a machine mends. */
  readonly left: number;
}

/**
 * One PowerShell script that applies what the repairs of the findings say, each setting once, those of the gravest
 * findings first. Where two findings ask for different values of one setting, the graver one has its way.
 */
export function remediation(found: readonly Remediable[]): Remediation {
  const settings = new Map<string, { readonly repair: Repair; readonly mends: Remediable[] }>();
  const bySeverity = severities.flatMap(grade => found.filter(it => it.finding.severity === grade));
  for (const it of bySeverity) {
    for (const repair of it.finding.repairs) {
      const subject = subjectOf(repair).toLowerCase();
      const known = settings.get(subject);
      if (!known) settings.set(subject, { repair, mends: [it] });
      else if (statement(known.repair) === statement(repair) && !known.mends.includes(it)) known.mends.push(it);
    }
  }
  if (settings.size === 0) return { script: '', settings: 0, findings: 0, left: found.length };
  const statements = [...settings.values()].map(
    ({ repair, mends }) => `\n${mends.map(comment).join('')}${statement(repair)}\n`,
  );
  const mended = new Set([...settings.values()].flatMap(it => it.mends.map(({ finding }) => finding)));
  const script = [remediationHead, ...statements, remediationTail].join('');
  return { script, settings: settings.size, findings: mended.size, left: found.length - mended.size };
}

const subjectOf = (repair: Repair): string =>
  repair.kind === 'registry' ? `${repair.key}\0${repair.name}` : repair.subject;

const comment = ({ path, line, finding: { rule, message } }: Remediable): string =>
  `# ${rule}, ${onOneLine(path)}:${line}\n#   ${onOneLine(message)}\n`;

const onOneLine = (text: string): string => visible(text.replace(/[\r\n]+/g, ' '));

const statement = (repair: Repair): string => (repair.kind === 'registry' ? registry(repair) : value(repair));

function registry({ key, name, type, value }: RegistryRepair): string {
  const place = `Set-RegistryData -Key ${quoted(key)} -Name ${quoted(name)}`;
  return value === undefined ? place : `${place} -Type ${type} -Value ${literal(value)}`;
}

const value = ({ subject, read, write, value }: ValueRepair): string =>
  `Set-MachineSetting -Subject ${quoted(subject)} -Value ${value} -Read { ${read} } -Write { param($Value) ${write} }`;

function literal(value: number | string | readonly string[]): string {
  if (typeof value === 'number') return `${value | 0}` === `${value}` ? `${value}` : `0x${value.toString(16)}`;
  return typeof value === 'string' ? quoted(value) : `@(${value.map(quoted).join(', ')})`;
}

/** A string between single quotes; the typographic ones, which PowerShell takes for the same, are doubled too. */
const quoted = (text: string): string => `'${text.replace(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;
