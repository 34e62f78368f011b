import { severities } from '../base/severity';
import type { Finding } from '../engine/finding';
import {
  quoted,
  type RegistryKind,
  type RegistryRepair,
  type Repair,
  type RuleRepair,
  type ValueRepair,
} from '../facts/repair';
import { remediationHead, remediationLast, remediationTail } from './remediation-functions';

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

interface Statement {
  readonly repair: Repair;
  readonly mends: Remediable[];
}

/**
 * One PowerShell script that applies what the repairs of the findings say, each setting once, those of the gravest
 * findings first, and last what may end the session that it runs in. Where two findings ask for different values of one
 * setting, the graver one has its way. What is only information sets nothing.
 */
export function remediation(found: readonly Remediable[]): Remediation {
  const settings = new Map<string, Statement>();
  const problems = found.filter(it => it.finding.severity !== 'info');
  const bySeverity = severities.flatMap(grade => problems.filter(it => it.finding.severity === grade));
  for (const it of bySeverity) {
    for (const repair of it.finding.repairs) {
      const subject = subjectOf(repair).toLowerCase();
      const known = settings.get(subject);
      if (!known) settings.set(subject, { repair, mends: [it] });
      else if (statement(known.repair) === statement(repair) && !known.mends.includes(it)) known.mends.push(it);
    }
  }
  if (settings.size === 0) return { script: '', settings: 0, findings: 0, left: problems.length };
  const all = [...settings.values()];
  const last = all.filter(({ repair }) => isWayIn(repair));
  const first = all.filter(it => !last.includes(it));
  const script = [
    remediationHead,
    ...first.map(written),
    ...(last.length > 0 ? [remediationLast] : []),
    ...last.map(written),
    remediationTail,
  ].join('');
  const mended = new Set(all.flatMap(it => it.mends.map(({ finding }) => finding)));
  return { script, settings: settings.size, findings: mended.size, left: problems.length - mended.size };
}

const written = ({ repair, mends }: Statement): string => `\n${mends.map(comment).join('')}${statement(repair)}\n`;

function subjectOf(repair: Repair): string {
  if (repair.kind === 'registry') return `${repair.key}\0${repair.name}`;
  return repair.kind === 'rule' ? `${repair.by}\0${repair.name}` : repair.subject;
}

/** Settings of what an administrator comes in by from afar: WS-Management, Remote Desktop, and the firewall before both. */
const waysIn =
  /WinRM|Terminal Serv(?:er|ices)|Windows ?Firewall.*(?:Enable|Inbound|Local)|FirewallPolicy.*(?:Enable|Inbound|Local)|Services\\(?:mpssvc|bfe)\b/i;

const isWayIn = (repair: Repair): boolean => repair.kind === 'rule' || waysIn.test(subjectOf(repair));

const comment = ({ path, line, finding: { rule, message } }: Remediable): string =>
  `# ${rule}, ${onOneLine(path)}:${line}\n#   ${onOneLine(message)}\n`;

/** A comment in every encoding: what is not ASCII as its number. */
const onOneLine = (text: string): string =>
  text.replace(/[\r\n]+/g, ' ').replace(/[^\x20-\x7E]/gu, it => `\\u{${it.codePointAt(0)!.toString(16)}}`);

function statement(repair: Repair): string {
  if (repair.kind === 'registry') return registry(repair);
  return repair.kind === 'rule' ? rule(repair) : value(repair);
}

function registry({ key, name, type, value }: RegistryRepair): string {
  const place = `Set-RegistryData -Key ${quoted(key)} -Name ${quoted(name)}`;
  return value === undefined ? place : `${place} -Type ${type} -Value ${literal(type, value)}`;
}

const value = ({ subject, read, write, value }: ValueRepair): string =>
  `Set-MachineSetting -Subject ${quoted(subject)} -Value ${value} -Read { ${read} } -Write { param($Value) ${write} }`;

const rule = ({ by, name }: RuleRepair): string => `Limit-FirewallRule -By ${by} -Name ${quoted(name)}`;

/** A number beyond a signed one stands in hexadecimal where PowerShell is to take it for a negative one, as the registry does. */
function literal(type: RegistryKind, value: number | string | readonly string[]): string {
  if (typeof value === 'number') return type === 'DWord' && value > 0x7fffffff ? `0x${value.toString(16)}` : `${value}`;
  return typeof value === 'string' ? quoted(value) : `@(${value.map(quoted).join(', ')})`;
}
