/** What an attacker gains, most first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** How sure a finding is. A low-confidence finding is never above `medium`. */
export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];

/** SARIF levels; also the ground of the LSP severities. */
export type Level = 'error' | 'warning' | 'note';

/** The one table of the grades: how a severity shows in an editor (LSP number) and in SARIF. */
export const grades: Readonly<Record<Severity, { lsp: 1 | 2 | 3 | 4; level: Level; securitySeverity: string }>> = {
  critical: { lsp: 1, level: 'error', securitySeverity: '9.5' },
  high: { lsp: 1, level: 'error', securitySeverity: '8.0' },
  medium: { lsp: 2, level: 'warning', securitySeverity: '5.5' },
  low: { lsp: 3, level: 'note', securitySeverity: '3.0' },
  info: { lsp: 4, level: 'note', securitySeverity: '0.0' },
};

/** Whether `a` is as grave as `b` or graver. */
export const atLeast = (a: Severity, b: Severity): boolean => severities.indexOf(a) <= severities.indexOf(b);
