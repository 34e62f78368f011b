import { at, placeOf, text } from '../../syntax/yaml/read';
import { mendBy } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { readProtocolList, wordsIn } from '../nginx/tls';
import { readCipherString } from '../tls/cipher-string';
import { configuration, write } from '../yaml/context';

/** Reads a Policy of the controller that F5 makes. Source: nginx/kubernetes-ingress pkg/apis/configuration/v1, IngressMTLS, EgressMTLS. */
export function readNginxPolicy(resource: Resource): void {
  const { root, emit } = resource;
  const verify = at(root, 'spec', 'ingressMTLS', 'verifyClient');
  if (verify && /^optional(?:_no_ca)?$/.test(text(verify) ?? '')) {
    const edit = write(verify, 'on');
    emit('tls.optional-client', {
      span: verify.span,
      place: configuration(),
      resource: nameOf(resource),
      text: text(verify)!,
      at: placeOf(verify),
      chosen: true,
      ...mendBy('Require a client certificate', edit),
    });
  }
  for (const key of ['protocols', 'ciphers'] as const) {
    const node = at(root, 'spec', 'egressMTLS', key);
    const list = node?.kind === 'scalar' ? node.content() : undefined;
    if (!node || !list) continue;
    const base = { span: node.span, place: configuration() };
    if (key === 'protocols') readProtocolList(list, wordsIn(list.text), base, emit);
    else readCipherString(list, 'nginx', base, emit);
  }
}
