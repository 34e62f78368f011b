import { at, boolean, entryAt, items, text } from '../../syntax/yaml/read';
import { mendBy } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write } from '../yaml/context';

/** Reads Istio's Telemetry. Source: istio/api telemetry/v1alpha1/telemetry.proto. */
export function readTelemetry(resource: Resource): void {
  for (const logging of items(at(resource.root, 'spec', 'accessLogging'))) {
    const disabled = entryAt(logging, 'disabled');
    // What one provider leaves out another may record.
    if (!disabled || boolean(disabled.value) !== true || at(logging, 'providers')) continue;
    const edit = write(disabled.value, 'false');
    resource.emit('mesh.protection-off', {
      span: disabled.span,
      place: configuration(),
      by: 'Istio',
      resource: nameOf(resource),
      what: 'log',
      text: `disabled: ${text(disabled.value)}`,
      at: disabled.span,
      ...mendBy('Record requests', edit),
    });
  }
}
