import assert from 'node:assert/strict';
import { summariesOf } from '../../../server/src/facts/cluster/summary/summary';
import { isReleaseNamespace } from '../../../server/src/facts/helm/namespace';

/** Namespaces as templates write them, and whether they are that of the release. */
const cases: readonly (readonly [text: string, is: boolean])[] = [
  ['{{ .Release.Namespace }}', true],
  ['{{.Release.Namespace}}', true],
  ['{{ $.Release.Namespace | quote }}', true],
  ['"{{ .Release.Namespace }}"', true],
  ['{{ $root.Release.Namespace }}', true],
  ['{{ include "common.names.namespace" . | quote }}', true],
  ['{{ template "web.namespace" $ }}', true],
  ['{{ default .Release.Namespace .Values.namespaceOverride | trunc 63 | trimSuffix "-" }}', true],
  ['{{ .Values.namespace | default .Release.Namespace }}', true],
  ['{{ default (include "common.names.namespace" .) .Values.metrics.namespace | quote }}', true],
  ['{{ $spec.namespace | default $.Release.Namespace }}', false],
  ['{{ include "web.monitor-namespace" . }}', false],
  ['{{ include "web.name" . }}', false],
  ['{{ .Values.namespace }}', false],
  ['{{ . }}', false],
  ['{{ .Release.Name }}', false],
  ['{{ .Release.Namespace }}-x', false],
  ['{{ .Release.Namespace }}{{ .Values.x }}', false],
  ['default', false],
];

describe('the namespace of a release', () => {
  for (const [text, is] of cases) {
    it(`is ${is ? '' : 'not '}${text}`, () => assert.equal(isReleaseNamespace(text), is));
  }

  it('leaves the namespace of an object open', () => {
    const [found] = summariesOf(
      '/w/a.yaml',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  namespace: {{ include "a.namespace" . }}\n',
    );
    assert.deepEqual([found?.namespace, found?.vague], [undefined, false]);
  });
});
