import type {
  ArtifactLocation,
  Location,
  Log,
  Notification,
  PhysicalLocation,
  Region,
  ReportingDescriptor,
  Result,
  Suppression,
} from 'sarif';
import { LineIndex } from '../base/lines';
import { type Confidence, grades } from '../base/severity';
import type { Span } from '../base/span';
import type { FindingFix } from '../engine/finding';
import type { Origin } from '../facts/cluster/fact';
import type { AnyRule } from '../rules/rule';
import { boundTo } from './images';
import { type LocatedFinding, locate } from './located';
import type { Report, ReportedFile, ReportedImage } from './model';
import { oneLine, paragraphs } from './prose';

const root = '%SRCROOT%';

/** The report as SARIF 2.1.0. */
export function sarifReport(report: Report): string {
  const indexOf = new Map(report.rules.map((rule, index) => [rule.name, index]));
  const notifications = [...report.files.flatMap(notificationsOf), ...report.skipped.map(skipped)];
  const failed =
    notifications.some(it => it.level === 'error') ||
    report.settings.some(it => it.problems.some(own => own.severity === 'error'));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Boltseal',
            version: report.version,
            semanticVersion: report.version,
            rules: report.rules.map(descriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [root]: { uri: report.base } },
        invocations: [
          {
            executionSuccessful: !failed,
            toolExecutionNotifications: notifications,
            toolConfigurationNotifications: report.settings.flatMap(settingsNotifications),
          },
        ],
        results: report.files.flatMap(file => {
          const { lines, findings } = locate(file);
          return findings.map(it => result(it, file.path, lines, indexOf));
        }),
        ...(report.images ? { properties: { 'boltseal.images': report.images.map(imageProperties) } } : {}),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** What an image of the files stands for: SARIF has no field of its own for it. */
function imageProperties(image: ReportedImage): Record<string, unknown> {
  const { reference, paths, status, locked } = image;
  const trusted = status?.signatures.find(it => it.outcome === 'trusted');
  return {
    reference,
    paths,
    digest: boundTo(image),
    locked,
    state: status?.state,
    reason: status?.reason,
    signer: trusted?.signer,
    policy: trusted?.policy?.name,
    checkedAt: status?.checkedAt,
  };
}

const precisions: Readonly<Record<Confidence, string>> = { high: 'very-high', medium: 'high', low: 'medium' };

function descriptor(rule: AnyRule): ReportingDescriptor {
  const { level, securitySeverity } = grades[rule.severity];
  const remedy = oneLine(rule.remedy);
  return {
    id: rule.name,
    name: rule.name,
    shortDescription: { text: `${rule.title}.` },
    fullDescription: { text: paragraphs(rule.rationale).join('\n\n') },
    help: { text: remedy, markdown: help(rule) },
    ...(rule.references[0] ? { helpUri: rule.references[0] } : {}),
    defaultConfiguration: { level, enabled: !rule.optIn },
    properties: {
      tags: ['security', ...rule.tags, ...rule.cwe.map(id => `external/cwe/cwe-${String(id).padStart(3, '0')}`)],
      precision: precisions[rule.confidence],
      'security-severity': securitySeverity,
    },
  };
}

const help = (rule: AnyRule): string =>
  [
    ...paragraphs(rule.rationale),
    '## What to do',
    ...paragraphs(rule.remedy),
    ...(rule.exceptions ? ['## Limits', ...paragraphs(rule.exceptions)] : []),
    '## References',
    rule.references.map(it => `- <${it}>`).join('\n'),
  ].join('\n\n');

function result(
  { finding, fingerprint, suppression }: LocatedFinding,
  path: string,
  lines: LineIndex,
  indexOf: ReadonlyMap<string, number>,
): Result {
  const silenced: Suppression[] = suppression
    ? [
        {
          kind: 'inSource',
          status: 'accepted',
          ...(suppression.reason === undefined ? {} : { justification: suppression.reason }),
          location: { physicalLocation: physical(path, lines, suppression.span) },
        },
      ]
    : [];
  const ruleIndex = indexOf.get(finding.rule);
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: grades[finding.severity].level,
    message: unlinked(finding.message),
    locations: [{ physicalLocation: physical(path, lines, finding.span) }],
    ...(finding.related.length === 0
      ? {}
      : {
          relatedLocations: finding.related.map((it, id) => ({
            id,
            message: unlinked(it.message),
            physicalLocation: it.elsewhere ? physicalElsewhere(it.elsewhere) : physical(path, lines, it.span),
          })),
        }),
    partialFingerprints: { 'boltseal/v1': fingerprint },
    ...(finding.fixes.length === 0 ? {} : { fixes: finding.fixes.map(it => sarifFix(it, path, lines)) }),
    suppressions: silenced,
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      'security-severity': grades[finding.severity].securitySeverity,
    },
  };
}

/** SARIF 2.1.0, 3.11.6: `[text](address)` in a message is a link, which text of files and certificates must not make. */
const unlinked = (text: string): { readonly text: string } => ({
  text: text.includes('](') ? text.replace(/[[\]\\]/g, '\\$&') : text,
});

const sarifFix = (fix: FindingFix, path: string, lines: LineIndex): NonNullable<Result['fixes']>[number] => ({
  description: { text: fix.title },
  artifactChanges: [
    {
      artifactLocation: artifact(path),
      replacements: fix.edits.map(edit => ({
        deletedRegion: region(lines, edit.span),
        ...(edit.text === '' ? {} : { insertedContent: { text: edit.text } }),
      })),
    },
  ],
  properties: { safety: fix.safety },
});

const physicalElsewhere = ({ path, line, column, span }: Origin): PhysicalLocation => ({
  artifactLocation: artifact(path),
  region: {
    startLine: line + 1,
    startColumn: column + 1,
    endLine: line + 1,
    endColumn: column + 1 + span.end - span.start,
  },
});

const physical = (path: string, lines: LineIndex, span: Span): PhysicalLocation => ({
  artifactLocation: artifact(path),
  region: region(lines, span),
});

function region(lines: LineIndex, span: Span): Region {
  const start = lines.positionOf(span.start);
  const end = lines.positionOf(span.end);
  return {
    startLine: start.line + 1,
    startColumn: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
    charOffset: span.start,
    charLength: span.end - span.start,
  };
}

/** Relative paths stand under the root; others are whole addresses. */
export function artifact(path: string): ArtifactLocation {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${path[0]}:${encoded.slice(encoded.indexOf('/'))}` };
  if (path.startsWith('/')) return { uri: `file://${encoded}` };
  return { uri: encoded, uriBaseId: root };
}

function notificationsOf({ path, text, analysis }: ReportedFile): Notification[] {
  const lines = new LineIndex(text);
  return [
    ...analysis.problems.map(it => ({
      descriptor: { id: 'syntax' },
      level: 'note' as const,
      message: { text: it.message },
      locations: [{ physicalLocation: physical(path, lines, it.span) }],
    })),
    ...analysis.failures.map(it => ({
      descriptor: { id: 'failure' },
      level: 'error' as const,
      message: { text: `${it.rule} failed on this file.` },
      exception: { message: it.error },
      locations: [whole(path)],
    })),
  ];
}

const skipped = ({ path, reason, detail }: Report['skipped'][number]): Notification => ({
  descriptor: { id: `not-read/${reason}` },
  level: reason === 'unreadable' ? 'error' : 'warning',
  message: { text: `The file was not read: ${detail || reason}.` },
  locations: [whole(path)],
});

const whole = (path: string): Location => ({ physicalLocation: { artifactLocation: artifact(path) } });

function settingsNotifications({ path, text, problems }: Report['settings'][number]): Notification[] {
  const lines = new LineIndex(text);
  return problems.map(it => ({
    descriptor: { id: 'settings' },
    level: it.severity,
    message: { text: it.message },
    locations: [{ physicalLocation: physical(path, lines, it.span) }],
  }));
}
